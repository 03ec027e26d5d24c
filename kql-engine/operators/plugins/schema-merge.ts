import { Chunk } from '../../chunk.ts';
import { compileExpression } from '../../expressions/compile.ts';
import { indexOfColumn, unsupported } from '../../scope.ts';
import { wholeInput } from '../row-wise.ts';
import { argument, type Plugin, type PluginCall } from './plugin.ts';

/** What the service writes for a column that stands in different places, while the order is to be kept (documented). */
const OUT_OF_ORDER = 'ERROR(columns are out of order)';

interface Merged {
  name: string;
  ordinal: number;
  /** The schemas have it in different places. */
  moved: boolean;
  dataType: string;
  columnType: string;
}

/** The rows of getschema of several tables, as one schema: a column stands in the last place that it has anywhere. */
function merge(call: PluginCall): Merged[] {
  const { columns } = call.input;
  const at = ['ColumnName', 'ColumnOrdinal', 'DataType', 'ColumnType'].map((n) => indexOfColumn(columns, n));
  if (at.includes(-1)) throw unsupported('schema_merge() of rows that are not those of getschema', call.node);
  const rows = wholeInput(call.input, call.scope);
  const [names, ordinals, dataTypes, columnTypes] = at.map((i) => rows.column(i));
  const merged = new Map<string, Merged>();
  for (let row = 0; row < rows.length; row++) {
    const name = names![row] as string;
    const ordinal = Number(ordinals![row]);
    const columnType = columnTypes![row] as string;
    const known = merged.get(name);
    if (!known) {
      merged.set(name, { name, ordinal, moved: false, dataType: dataTypes![row] as string, columnType });
      continue;
    }
    if (known.columnType !== columnType)
      throw unsupported(`schema_merge() of '${name}' as ${known.columnType} and ${columnType}`, call.node);
    known.moved ||= known.ordinal !== ordinal;
    known.ordinal = Math.max(known.ordinal, ordinal);
  }
  const out = [...merged.values()].sort((a, b) => a.ordinal - b.ordinal);
  const shared = out.find((c, i) => out[i + 1]?.ordinal === c.ordinal);
  if (shared)
    throw unsupported(`schema_merge() of several columns in the place of '${shared.name}'`, call.node);
  return out;
}

/** schema_merge: several schemas, as getschema gives them, in one. Types that differ and places that clash are refused. */
export const schemaMerge: Plugin = {
  apply(call) {
    const asked = argument(call, 'PreserveOrder', 0);
    const value = asked && compileExpression(asked, { ...call.scope, columns: [] }).constant?.value;
    if (asked && typeof value !== 'boolean') throw unsupported('this PreserveOrder', asked);
    const keepsOrder = value !== false;
    return {
      columns: call.columns,
      *chunks() {
        const all = merge(call);
        const bad = (c: Merged) => keepsOrder && c.moved;
        if (all.length)
          yield new Chunk(all.length, [
            all.map((c) => c.name),
            all.map((c, i) => (bad(c) ? -1 : i)),
            all.map((c) => (bad(c) ? `ERROR(unknown CSL type:${OUT_OF_ORDER})` : c.dataType)),
            all.map((c) => (bad(c) ? OUT_OF_ORDER : c.columnType)),
          ]);
      },
    };
  },
};
