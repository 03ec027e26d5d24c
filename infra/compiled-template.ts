/**
 * The compiled template, azuredeploy.json, and what has to be known about it besides: which of its variables the
 * compiler has read from a file, and of which sources it was made.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What is written beside the template when it is compiled. */
export interface TemplateRecord {
  /** SHA-256 over all Bicep sources and the linter's configuration. */
  readonly sources: string;
  /** By place in the template (a path of keys): the file that the compiler has put there. */
  readonly loaded: readonly { readonly place: readonly string[]; readonly file: string }[];
}

const infra = new URL('./', import.meta.url);

/** Reads a file of the folder infra. */
export function readSource(path: string): string {
  return readFileSync(new URL(path, infra), 'utf8').replaceAll('\r\n', '\n');
}

/** The Bicep sources behind the template, from the folder infra. The Graph module is none: it needs an extension. */
export function bicepSources(): string[] {
  return ['main.bicep', 'types.bicep', ...globSync('modules/*.bicep', { cwd: infra }).sort()].map((path) =>
    path.replaceAll('\\', '/'),
  );
}

/** SHA-256 of all sources, hex. Changes when the compiler has to run again. */
export function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const path of [...bicepSources(), 'bicepconfig.json']) hash.update(`${path}\0${readSource(path)}\0`);
  return hash.digest('hex');
}

/** The files that the sources load, from the folder infra, in the order in which they do. */
export function loadedFiles(): string[] {
  const files = bicepSources().flatMap((path) =>
    [...readSource(path).matchAll(/loadJsonContent\('([^']+)'/g)].map(([, file]) =>
      new URL(file!, new URL(path, 'file:///')).pathname.slice(1),
    ),
  );
  return [...new Set(files)];
}

/** The compiler's mark on each template, with its version and a hash over everything: taken out, it says nothing. */
export function withoutGenerator(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutGenerator);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    if (key !== 'metadata' || inner === null || typeof inner !== 'object' || Array.isArray(inner)) {
      return [[key, withoutGenerator(inner)] as const];
    }
    const { _generator, ...rest } = inner;
    if (_generator === undefined) return [[key, withoutGenerator(inner)] as const];
    return Object.keys(rest).length === 0 ? [] : [[key, withoutGenerator(rest)] as const];
  });
  return Object.fromEntries(entries);
}

/** A file as the compiler puts it into a template: what looks like an expression gets a second bracket. */
export function loadedValue(file: string, read: (file: string) => string = readSource): Json {
  return escaped(JSON.parse(read(file)) as Json);
}

function escaped(value: Json): Json {
  if (typeof value === 'string') return escapedText(value);
  if (Array.isArray(value)) return value.map(escaped);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escapedText(key), escaped(inner)]));
}

function escapedText(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

/**
 * Finds the variables that the compiler has filled from files (`$fxv#0` and so on).
 * @throws Error where one of them is no file's content: the template is of other sources
 */
export function findLoaded(template: Json): TemplateRecord['loaded'] {
  const files = loadedFiles().map((file) => ({ file, value: loadedValue(file) }));
  const found: { place: string[]; file: string }[] = [];
  const taken = new Set<string>();
  const visit = (value: Json, place: string[]): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      const here = [...place, key];
      if (!key.startsWith('$fxv#')) {
        visit(inner, here);
        continue;
      }
      // Several files may say the same (an empty list): then they are taken in the order of the sources.
      const match =
        files.find(({ file, value }) => !taken.has(file) && isDeepStrictEqual(value, inner)) ??
        files.find(({ value }) => isDeepStrictEqual(value, inner));
      if (match === undefined) throw new Error(`${here.join('/')} is the content of no file that is loaded`);
      taken.add(match.file);
      found.push({ place: here, file: match.file });
    }
  };
  visit(template, []);
  return found;
}

/** Puts the present contents of the files into the template, as the compiler would. @param read gives a file's text */
export function refreshLoaded(
  template: Json,
  { loaded }: TemplateRecord,
  read: (file: string) => string = readSource,
): Json {
  const copy = structuredClone(template);
  for (const { place, file } of loaded) {
    let holder = copy as { [key: string]: Json };
    for (const key of place.slice(0, -1)) holder = holder[key] as { [key: string]: Json };
    holder[place.at(-1)!] = loadedValue(file, read);
  }
  return copy;
}

/** The template as it lies in the repository. */
export function templateText(template: Json): string {
  return `${JSON.stringify(template, null, 2)}\n`;
}
