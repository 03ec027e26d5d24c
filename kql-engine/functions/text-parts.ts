import { unsupported } from '../scope.ts';
import { decimalFromBigInt } from '../values/decimal.ts';
import { define, defineCall } from './registry.ts';

/** Up to four parts of up to eight digits, as one number that orders like the version. */
define('parse_version', ['string'], (version: string) => {
  const parts = version.split('.');
  if (parts.length > 4 || !parts.every((p) => /^\d{1,8}$/.test(p))) return null;
  return decimalFromBigInt(BigInt([0, 1, 2, 3].map((i) => (parts[i] ?? '').padStart(8, '0')).join('')));
});

/** Splits as Windows does (CommandLineToArgvW): quotes group, backslashes count only before a quote. */
export function windowsArguments(line: string): string[] {
  const out: string[] = [];
  let at = 0;
  while (at < line.length) {
    while (line[at] === ' ' || line[at] === '\t') at++;
    if (at >= line.length) break;
    let argument = '';
    let quoted = false;
    for (; at < line.length; at++) {
      const c = line[at]!;
      if (!quoted && (c === ' ' || c === '\t')) break;
      if (c === '\\') {
        const run = /\\+/y;
        run.lastIndex = at;
        const count = run.exec(line)![0].length;
        at += count - 1;
        if (line[at + 1] !== '"') argument += '\\'.repeat(count);
        else {
          argument += '\\'.repeat(count >> 1);
          if (count % 2 === 1) {
            argument += '"';
            at++;
          }
        }
      } else if (c !== '"') argument += c;
      else if (quoted && line[at + 1] === '"') {
        argument += '"';
        at++;
      } else quoted = !quoted;
    }
    out.push(argument);
  }
  return out;
}

defineCall('parse_command_line', ['string', 'string'], ({ node }) => (line: string, parser: string) => {
  if (parser.toLowerCase() !== 'windows') throw unsupported(`parse_command_line() for '${parser}'`, node);
  const list = windowsArguments(line);
  return list.length ? list : null;
});

/** A backslash before every character that means something in a regular expression. */
define('regex_quote', ['string'], (s: string) => s.replace(/[\\.+*?()|[\]{}^$#&\-~]/g, '\\$&'));

const SIZES = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

defineCall(
  'format_bytes',
  ['real', 'long', 'string'],
  ({ node }) =>
    (size: number, precision = 0, unit = '') => {
      if (!Number.isFinite(size)) return '';
      let power = SIZES.indexOf(unit);
      if (unit === '') {
        power = 0;
        while (power < SIZES.length - 1 && Math.abs(size) >= 1024 ** (power + 1)) power++;
      } else if (power < 0) throw unsupported(`the unit '${unit}' of format_bytes()`, node);
      const digits = Math.max(0, Math.min(20, Number(precision)));
      const text = (size / 1024 ** power).toFixed(digits);
      // whether zeros at the end of a fraction are printed is not documented
      if (digits > 0 && text.endsWith('0') && power > 0)
        throw unsupported('format_bytes() of a size whose fraction ends with zero', node);
      return `${digits > 0 ? String(Number(text)) : text} ${SIZES[power]}`;
    },
);
