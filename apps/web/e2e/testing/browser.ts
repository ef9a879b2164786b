import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/** Where systems keep a Chromium. LATEN_TEST_CHROMIUM names another. */
const knownPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const bundleFolder = fileURLToPath(new URL('../../../../.native/chromium/', import.meta.url));

/** FoundChromium is a browser to start, and what its libraries and fonts need in the environment. */
export type FoundChromium = { readonly path: string; readonly env: Readonly<Record<string, string>> };

/**
 * findChromium returns a real browser: the one that is named, the system's, or the one that a package of the registry
 * carries, unpacked once into the checkout with its libraries and fonts. Null where none runs.
 */
export async function findChromium(): Promise<FoundChromium | null> {
  const installed = process.env.LATEN_TEST_CHROMIUM ?? knownPaths.find((candidate) => existsSync(candidate));
  if (installed) return { path: installed, env: {} };
  return process.platform === 'linux' && process.arch === 'x64' ? unpackBundle() : null;
}

/** The package unpacks into the temporary folder, and its libraries only where it believes to be in a cloud function. */
async function unpackBundle(): Promise<FoundChromium> {
  await mkdir(bundleFolder, { recursive: true });
  const unpack = `import('@sparticuz/chromium').then((bundle) => bundle.default.executablePath())`;
  const nodeMajor = process.versions.node.split('.')[0];
  await promisify(execFile)(process.execPath, ['--eval', unpack], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: bundleFolder, AWS_LAMBDA_JS_RUNTIME: `nodejs${nodeMajor}.x` },
  });
  const fontConfig = path.join(bundleFolder, 'laten-fonts.conf');
  await writeFile(fontConfig, writeFontConfig(bundleFolder));
  return {
    path: path.join(bundleFolder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: path.join(bundleFolder, 'al2023', 'lib'),
      FONTCONFIG_FILE: fontConfig,
    },
  };
}

/**
 * The package's own list of fonts names folders of a cloud function. A browser that finds no font draws no text at all, and
 * ends when it needs one.
 */
function writeFontConfig(folder: string): string {
  const folders = [path.join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const prefer = (family: string, font: string) =>
    `  <alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    ...folders.map((name) => `  <dir>${name}</dir>`),
    `  <cachedir>${path.join(folder, 'font-cache')}</cachedir>`,
    prefer('sans-serif', 'Open Sans'),
    prefer('system-ui', 'Open Sans'),
    prefer('monospace', 'DejaVu Sans Mono'),
    '</fontconfig>',
    '',
  ].join('\n');
}

/** WebGL in software: a machine for tests has no graphics card. */
const webglArgs = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/**
 * launchBrowser starts it. Root has no sandbox. WebGL in software paints every frame of every page through it, which
 * costs hundreds of milliseconds: whoever measures frames does without. (Default of `webgl`: true.)
 */
export function launchBrowser(
  { path: executablePath, env }: FoundChromium,
  { webgl = true }: { webgl?: boolean } = {},
): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  const args = [
    ...(asRoot ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    ...(webgl ? webglArgs : []),
  ];
  return chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
}
