import { readFileSync } from 'node:fs';

const COMMANDS = [
  {
    ids: ['debian', 'ubuntu'],
    system: 'Debian or Ubuntu',
    command: 'sudo apt-get install python3 python3-pip g++',
  },
  {
    ids: ['fedora', 'rhel', 'centos'],
    system: 'Fedora',
    command: 'sudo dnf install python3 python3-pip gcc-c++',
  },
  { ids: ['arch'], system: 'Arch', command: 'sudo pacman -S python python-pip gcc' },
];

/** howToInstall says how the tools that native TensorFlow needs are installed on this system; on an unknown one, on all. */
export function howToInstall(names, osRelease = readOsRelease()) {
  const ids = [...osRelease.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)/gm)].flatMap(([, value]) => value.split(' '));
  const known = COMMANDS.find((entry) => entry.ids.some((id) => ids.includes(id)));
  const those = names.length > 1 ? 'them' : 'it';
  if (known) return `Install ${those} with: ${known.command}`;
  return `Install ${those} with ${COMMANDS.map(({ system, command }) => `${command} (${system})`).join(', or ')}.`;
}

function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
