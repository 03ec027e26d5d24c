import { KqlError } from './kql-error.ts';
import type { FunctionDeclaration } from './language-service.ts';

/** A watchlist of Microsoft Sentinel: rows of text, one column of which may be its search key. */
export interface Watchlist {
  rows: Record<string, string>[];
  /** The column whose values `SearchKey` has as well. */
  searchKey?: string;
  /** When it was last changed; `LastUpdatedTimeUTC` of all rows. */
  updated?: Date;
}

/** What names of other places stand for. */
export interface References {
  /** Names of workspaces, databases, clusters and apps that are this database. */
  localNames?: readonly string[] | undefined;
  watchlists?: Readonly<Record<string, Watchlist>> | undefined;
}

const text = `@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'`;
const tokens = new RegExp(
  [
    '```[\\s\\S]*?```',
    '//[^\\n]*',
    `(?<place>\\b(?:workspace|app|database|cluster))\\s*\\(\\s*(?<name>${text})\\s*\\)\\s*\\.(?=\\s*[\\w\\[])`,
    `(?<watchlist>\\b_GetWatchlist)\\s*\\(\\s*(?<alias>${text})\\s*\\)`,
    text,
  ].join('|'),
  'g',
);

function unquoted(literal: string): string {
  if (literal.startsWith('@')) return literal.slice(2, -1);
  return literal.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** The saved function that gives the rows of a watchlist. */
function functionName(alias: string): string {
  return `_GetWatchlist__${alias.replace(/\W/g, '_')}`;
}

/**
 * Resolves `workspace("x").`, `database("x").` and the like, where x is a name of this database, and `_GetWatchlist("x")`. The
 * text keeps its length, so that places in it stay right. Other names are refused: their data is not here.
 */
export function resolveReferences(kql: string, references: References): string {
  return kql.replace(tokens, (all: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    const start = rest.at(-3) as number;
    if (groups.place) {
      const name = unquoted(groups.name!);
      if (references.localNames?.some((n) => n.toLowerCase() === name.toLowerCase()))
        return ' '.repeat(all.length);
      const message = `${groups.place}('${name}') is not this database`;
      throw new KqlError('reference', message, start, all.length, 'unsupported');
    }
    if (!groups.watchlist) return all;
    const alias = unquoted(groups.alias!);
    const known = Object.keys(references.watchlists ?? {}).find(
      (k) => k.toLowerCase() === alias.toLowerCase(),
    );
    if (known === undefined)
      throw new KqlError('watchlist', `there is no watchlist '${alias}'`, start, all.length, 'bind');
    return `${functionName(known)}()`.padEnd(all.length);
  });
}

const quote = (value: string) => JSON.stringify(value);
const column = (name: string) => `['${name.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}']`;

/** Saved functions for all watchlists: the columns that Sentinel adds, then those of the rows, as text. */
export function watchlistFunctions({ watchlists = {} }: References, now: Date): FunctionDeclaration[] {
  return Object.entries(watchlists).map(([alias, { rows, searchKey, updated = now }]) => {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((n) => n !== 'SearchKey');
    const items = rows.map((row, i) => ({
      ...row,
      _DTItemId: String(i),
      SearchKey: (searchKey === undefined ? row.SearchKey : row[searchKey]) ?? '',
    }));
    const all = ['_DTItemId', 'SearchKey', ...names];
    const body = [
      `print item = parse_json(${quote(JSON.stringify(items))})`,
      'mv-expand item',
      `project LastUpdatedTimeUTC = datetime(${updated.toISOString()}), ${all
        .map((name) => `${column(name)} = tostring(item[${quote(name)}])`)
        .join(', ')}`,
    ].join('\n| ');
    return { name: functionName(alias), body };
  });
}
