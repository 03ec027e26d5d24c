/** The line ends inside a quoted field: the record may go on in the next line. */
export const OPEN_QUOTE = 'open-quote';
/** Text follows a closing quote: not RFC 4180, left to `parseOddLine`. */
export const ODD_QUOTE = 'odd-quote';

/** The values of a record, or why they cannot be told. */
export type SplitLine = string[] | typeof OPEN_QUOTE | typeof ODD_QUOTE;

/**
 * Splits one record into its values, unquoted, by RFC 4180. A quote counts only at the start of a field;
 * elsewhere in an unquoted field it is data.
 */
export function splitLine(line: string): SplitLine {
  let quote = line.indexOf('"');
  if (quote === -1) return line.split(',');
  const values: string[] = [];
  for (let at = 0; ; ) {
    if (quote === at) {
      const close = closingQuote(line, at + 1);
      if (close === -1) return OPEN_QUOTE;
      const value = line.slice(at + 1, close);
      values.push(value.includes('"') ? value.replaceAll('""', '"') : value);
      if (close + 1 === line.length) return values;
      if (line.charCodeAt(close + 1) !== COMMA) return ODD_QUOTE;
      at = close + 2;
      quote = line.indexOf('"', at);
    } else {
      const comma = line.indexOf(',', at);
      if (comma === -1) {
        values.push(line.slice(at));
        return values;
      }
      values.push(line.slice(at, comma));
      at = comma + 1;
      // -1 stays: no quote lies ahead.
      if (quote !== -1 && quote < at) quote = line.indexOf('"', at);
    }
  }
}

const COMMA = 0x2c;
const QUOTE = 0x22;

/** Index of the quote that closes the field whose content starts at `from`, or -1. Doubled quotes are content. */
function closingQuote(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at !== -1; at = line.indexOf('"', at + 2)) {
    if (line.charCodeAt(at + 1) !== QUOTE) return at;
  }
  return -1;
}
