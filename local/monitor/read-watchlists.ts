import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import type { Watchlist } from '../../kql-engine/index.ts';
import { MailflowError } from '../../src/error.ts';

const advice =
  'The first line of a watchlist names its columns, with commas between them; each line below is a row. Correct the file, or move it to another folder.';

/**
 * Reads the watchlists of a folder: `<alias>.csv` is what `_GetWatchlist('<alias>')` gives. Texts are UTF-8, fields are set
 * apart by commas. The search key is the column SearchKey, or the first where there is none: so a file is the same as the
 * one that is uploaded to Sentinel. A folder that is not there has none.
 * @throws MailflowError `watchlist` for the first file that is no watchlist: which, where and why
 */
export function readWatchlists(folder: string): Record<string, Watchlist> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder)
    .filter((name) => name.toLowerCase().endsWith('.csv'))
    .sort();
  const found: Record<string, Watchlist> = {};
  for (const name of files) {
    const path = join(folder, name);
    const alias = name.slice(0, -'.csv'.length);
    if (!/^[\w-]{1,64}$/.test(alias)) {
      throw new MailflowError('watchlist', `The name of the watchlist ${path} is no alias.`, {
        advice:
          'An alias has letters, digits, hyphens and underscores. Name the file as queries name the watchlist.',
      });
    }
    found[alias] = readWatchlist(path);
  }
  return found;
}

/**
 * The watchlists that a workspace has: those of files take the place of the ones that are only declared. Upper and lower case
 * are the same, as in Sentinel.
 */
export function withDeclared(
  declared: Readonly<Record<string, Watchlist>>,
  read: Readonly<Record<string, Watchlist>>,
): Record<string, Watchlist> {
  const known = new Map(Object.keys(read).map((alias) => [alias.toLowerCase(), alias]));
  const others = Object.entries(declared).filter(([alias]) => !known.has(alias.toLowerCase()));
  return { ...Object.fromEntries(others), ...read };
}

const format = { bom: true, skip_empty_lines: true, trim: true, relax_column_count: true };

function readWatchlist(path: string): Watchlist {
  const wrong = (why: string, cause?: unknown) =>
    new MailflowError('watchlist', `The watchlist ${path} cannot be read: ${why}.`, { advice, cause });
  let records: { record: string[]; info: { lines: number } }[];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    records = parse(text, { ...format, info: true }) as unknown as typeof records;
  } catch (error) {
    if (error instanceof CsvError)
      throw wrong(`line ${error.lines}: ${reasons[error.code] ?? error.code}`, error);
    if (error instanceof TypeError) throw wrong('it is no text in UTF-8', error);
    throw wrong((error as NodeJS.ErrnoException).code ?? String(error), error);
  }
  const [head, ...lines] = records;
  if (head === undefined) throw wrong('it is empty');
  const columns = head.record;
  if (columns.length === 1 && /[;\t]/.test(columns[0]!))
    throw wrong('its columns are not set apart by commas');
  const twice = columns.find((name, index) => name === '' || columns.indexOf(name) !== index);
  if (twice !== undefined)
    throw wrong(twice === '' ? 'a column has no name' : `two columns are named ${twice}`);
  const odd = lines.find(({ record }) => record.length !== columns.length);
  if (odd !== undefined)
    throw wrong(`line ${odd.info.lines} has ${odd.record.length} fields, the first line ${columns.length}`);
  return {
    rows: lines.map(({ record }) => Object.fromEntries(columns.map((name, index) => [name, record[index]!]))),
    ...(columns.includes('SearchKey') ? {} : { searchKey: columns[0]! }),
    updated: statSync(path).mtime,
  };
}

const reasons: Readonly<Partial<Record<string, string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and not closed',
  INVALID_OPENING_QUOTE: 'a quote stands within a field; double it, and put the field in quotes',
  CSV_INVALID_CLOSING_QUOTE: 'a quote stands within a field; double it',
};
