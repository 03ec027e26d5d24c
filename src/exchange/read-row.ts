import { isDateTime } from './date-time.ts';
import { numbersFit, type RowShape, shapesByCount } from './log-layout.ts';
import type { LogLayout } from './log-record.ts';
import { parseOddLine } from './parse-odd-line.ts';
import { columnCountMessage, type RejectReason, rejectMessages } from './reject-reason.ts';
import { ODD_QUOTE, OPEN_QUOTE, type SplitLine } from './split-line.ts';

/** The values of a record with its layout, or why there is none. */
export type Row =
  | { readonly values: readonly string[]; readonly layout: LogLayout; readonly reason?: undefined }
  | { readonly reason: RejectReason; readonly message: string };

/**
 * Holds the values of a line against the columns in force. `split`: what `splitLine` made of `text`.
 * `shape`: none without a header; then the column count tells it.
 */
export function readRow(text: string, split: SplitLine, shape: RowShape | undefined): Row {
  if (split === OPEN_QUOTE) return rejected('open-quote');
  const values = split === ODD_QUOTE ? parseOddLine(text) : split;
  if (values === undefined) return rejected('odd-quote');
  const found = shape ?? shapesByCount.get(values.length);
  if (found === undefined || values.length !== found.layout.columns.length) {
    const message = columnCountMessage(values.length, shape?.layout.columns.length);
    return { reason: 'column-count', message };
  }
  if (!isDateTime(values[found.dateTime]!)) return rejected('date-time');
  if ((split === ODD_QUOTE || shape === undefined) && !numbersFit(values, found)) return rejected('number');
  return { values, layout: found.layout };
}

function rejected(reason: Exclude<RejectReason, 'column-count'>): Row {
  return { reason, message: rejectMessages[reason] };
}
