import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './lib/context.mjs';
import { listFiles } from './lib/files.mjs';

/**
 * Checks that the paths that documents name exist: the targets of Markdown links, and inline code that begins with a folder of
 * this repository or `./`. Placeholders (`<id>`, `NNNN`, `*`, `…`) and fenced blocks are left alone; so are web addresses.
 */

const NOT_OURS = /^(node_modules|generated|coverage|\.(git|native|setup|laten|laten-test|turbo|next))$/;
const ROOMS = ['apps', 'packages', 'prisma', 'scripts', 'docs', 'deploy', 'sweeps', '.ci'];
const PLACEHOLDER = /[<>*…{}$|]|NNNN/;

/** findPaths lists the paths that a Markdown text names, as `{ path, line, relativeTo }`; relativeTo is `file` or `root`. */
export function findPaths(markdown) {
  let fenced = false;
  return markdown.split('\n').flatMap((text, index) => {
    if (/^\s*(```|~~~)/.test(text)) fenced = !fenced;
    if (fenced) return [];
    const links = [...text.matchAll(/\]\(([^)\s]+)[^)]*\)/g)].map(([, path]) => ({
      path,
      relativeTo: 'file',
    }));
    const codes = [...text.matchAll(/`([^`\s]+)`/g)]
      .filter(([, path]) => path.startsWith('./') || ROOMS.some((room) => path.startsWith(`${room}/`)))
      .map(([, path]) => ({ path, relativeTo: 'root' }));
    return [...links, ...codes]
      .filter(({ path }) => !PLACEHOLDER.test(path) && !/^(\w+:|#)/.test(path))
      .map((found) => ({ ...found, path: withoutPosition(found.path), line: index + 1 }));
  });
}

/** findDeadPaths returns one sentence for each path of a Markdown file that does not exist. */
export function findDeadPaths({ root, file, markdown, exists = existsSync }) {
  return findPaths(markdown)
    .filter(({ path, relativeTo }) => !exists(resolve(relativeTo === 'file' ? dirname(file) : root, path)))
    .map(({ path, line }) => `${relative(root, file)}:${line}: ${path} does not exist`);
}

/** `src/cli.ts:12`, `README.md#use` and a full stop at the end are not part of the path. */
function withoutPosition(path) {
  return decodeURI(path)
    .replace(/#.*$/, '')
    .replace(/:\d+(:\d+)?$/, '');
}

function main() {
  const files = listFiles(ROOT, (name) => NOT_OURS.test(name)).filter((file) => file.endsWith('.md'));
  const dead = files.flatMap((file) =>
    findDeadPaths({ root: ROOT, file, markdown: readFileSync(file, 'utf8') }),
  );
  for (const sentence of dead) console.error(sentence);
  console.log(`${files.length} documents, ${dead.length} dead paths`);
  process.exitCode = dead.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(join(process.argv[1] ?? '')).href) main();
