import { Chunk } from '../../chunk.ts';
import { unsupported } from '../../scope.ts';
import { conversion } from '../../values/convert.ts';
import type { Plugin } from './plugin.ts';

/** narrow: each cell becomes a row of row number (from 0), column name and value as text. */
export const narrow: Plugin = {
  apply(call) {
    const { input, columns } = call;
    const texts = input.columns.map(({ type }) => {
      if (type === 'string') return (v: unknown) => v;
      const convert = conversion(type, 'string');
      if (!convert) throw unsupported(`narrow() of ${type}`, call.node);
      return (v: unknown) => (v === null ? '' : convert(v));
    });
    const width = texts.length;
    return {
      columns,
      *chunks() {
        let first = 0;
        for (const chunk of input.chunks()) {
          call.scope.run.check();
          const length = chunk.length * width;
          const rows: unknown[] = new Array(length);
          const names: unknown[] = new Array(length);
          const values: unknown[] = new Array(length);
          for (let c = 0; c < width; c++) {
            const column = chunk.column(c);
            for (let row = 0; row < chunk.length; row++) {
              const at = row * width + c;
              rows[at] = first + row;
              names[at] = input.columns[c]!.name;
              values[at] = texts[c]!(column[row]);
            }
          }
          first += chunk.length;
          if (length) yield new Chunk(length, [rows, names, values]);
        }
      },
    };
  },
};
