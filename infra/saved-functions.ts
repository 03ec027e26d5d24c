import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** One KQL function as the workspace saves it. */
export interface SavedFunction {
  /** Name by which queries call it, and name of its file. */
  readonly alias: string;
  readonly displayName: string;
  /** As Log Analytics wants them: `name:type=default, name:type`; '' where it takes none. */
  readonly parameters: string;
  readonly description: string;
  readonly query: string;
}

const root = new URL('../', import.meta.url);

/** The functions of kql/functions, in the order of their names. */
export function savedFunctions(): SavedFunction[] {
  return globSync('kql/functions/*.kql', { cwd: root })
    .sort()
    .map((path) =>
      parseFunction(
        basename(path, '.kql'),
        readFileSync(new URL(path, root), 'utf8').replaceAll('\r\n', '\n'),
      ),
    );
}

/**
 * Longest text of a tag of a saved search that the workspace takes, in characters.
 * Source: Azure/Azure-Sentinel, pull request 8393, on the descriptions of hunting queries, which are such tags.
 */
const longestTag = 255;

/** The functions as they are deployed: of their descriptions the first sentences, as far as a tag holds them. */
export function deployedFunctions(): SavedFunction[] {
  return savedFunctions().map((saved) => ({ ...saved, description: firstSentences(saved.description) }));
}

/** Whole sentences from the beginning of a text, at most 255 characters. @throws Error where the first is longer */
export function firstSentences(text: string): string {
  let end = 0;
  for (const { index } of text.matchAll(/[.](?= |$)/g)) if (index < longestTag) end = index + 1;
  if (end === 0)
    throw new Error(`no sentence of at most ${longestTag} characters begins "${text.slice(0, 60)}"`);
  return text.slice(0, end);
}

/**
 * Reads a function: its first line is a comment with the signature, `// Name(parameter:type=default, …)`; the comment
 * lines behind it describe it; the rest is the query.
 * @throws Error where the first line is no signature of that name
 */
export function parseFunction(name: string, text: string): SavedFunction {
  const lines = text.split('\n');
  const [, alias, parameters] = /^\/\/ (\w+)\((.*)\)$/.exec(lines[0] ?? '') ?? [];
  if (alias !== name) throw new Error(`${name}.kql has to begin with "// ${name}(parameters)"`);
  const end = lines.findIndex((line) => !line.startsWith('//'));
  const description = lines
    .slice(1, end)
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join(' ')
    .trim();
  const query = lines.slice(end).join('\n').trim();
  return { alias, displayName: alias, parameters: parameters!.trim(), description, query };
}
