import type { KqlType } from '../types.ts';
import { type DateTicks, formatDatetime } from './datetime.ts';
import { type Dynamic, dynamicToPlain } from './dynamic.ts';
import type { Int64 } from './int64.ts';
import { formatTimespan } from './timespan.ts';

/** How a column value of the type looks outside the engine. */
export function toEdge(type: KqlType): (value: unknown) => unknown {
  switch (type) {
    case 'datetime': {
      // rows in order of time often have the same one again
      let last: unknown;
      let text = '';
      return (v) => {
        if (v === null) return null;
        if (v !== last) {
          text = formatDatetime(v as DateTicks);
          last = v;
        }
        return text;
      };
    }
    case 'timespan':
      return (v) => (v === null ? null : formatTimespan(v as Int64));
    case 'dynamic':
      return (v) => dynamicToPlain(v as Dynamic);
    case 'string':
      return (v) => v ?? '';
    default:
      return (v) => v ?? null;
  }
}
