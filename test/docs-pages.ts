import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the repository. */
export const root = fileURLToPath(new URL('../', import.meta.url));

/** A file of the repository, with plain line ends. */
export const readText = (path: string): string =>
  readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');

/** The pages for people, from the root of the repository. */
export const pages: readonly string[] = globSync(['*.md', 'docs/**/*.md', 'kql-engine/README.md'], {
  cwd: root,
})
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

/** Fenced code of a page. */
export interface Block {
  readonly language: string;
  /** The word behind the language; '' where there is none. */
  readonly name: string;
  readonly text: string;
  /** Where the page goes on behind the block. */
  readonly end: number;
}

/** The blocks of a page, in their order. */
export function blocksOf(path: string): Block[] {
  return [...readText(path).matchAll(/^( *)```(\w+)(?: (\S+))?\n([\s\S]*?)^ *```$/gm)].map(
    ({ 0: whole, index, 1: indent, 2: language, 3: name = '', 4: text }) => ({
      language: language!,
      name,
      text: text!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      end: index + whole.length,
    }),
  );
}

/** Whatever a page shows as code: spans, indented lines, blocks. */
export function codeOf(path: string): string[] {
  const text = readText(path);
  const indented = [...text.matchAll(/^ {4,}(\S.*(?:\\\n.*)*)$/gm)].map(([, line]) =>
    line!.replaceAll('\\\n', ' '),
  );
  const blocks = blocksOf(path).flatMap((block) => block.text.split('\n'));
  const prose = text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, code]) => code!.replaceAll(/\s+/g, ' '));
  return [...indented, ...blocks, ...spans];
}
