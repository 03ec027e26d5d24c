import { parse } from 'csv-parse/sync';

/** Quotes with nothing in them before text: rather a damaged opening quote than a value. */
const emptyBeforeText = /(?:^|,)""[^",]/;

/**
 * Reads a record with text behind a closing quote (`"a" b,c`), which RFC 4180 does not know. The quotes of such a
 * field stay in its value. Returns nothing where the quotes of the line do not pair up or look damaged, for then it
 * cannot be told which commas are data.
 */
export function parseOddLine(line: string): string[] | undefined {
  const quotes = line.split('"').length - 1;
  if (quotes % 2 !== 0 || emptyBeforeText.test(line)) return undefined;
  try {
    const records: string[][] = parse(line, { relax_quotes: true, relax_column_count: true });
    return records.length === 1 ? records[0] : undefined;
  } catch {
    // csv-parse throws where a quote is still open at the end.
    return undefined;
  }
}
