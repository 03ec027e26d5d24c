import { Chunk } from '../../chunk.ts';
import { columnAt } from '../../expressions/compile.ts';
import { childrenOf, kindOf, type Node, scalarTypeOf, symbolOf } from '../../language-service.ts';
import { indexOfColumn, runtimeError, unsupported } from '../../scope.ts';
import type { Column, KqlType } from '../../types.ts';
import { compareStrings } from '../../values/compare.ts';
import { conversion } from '../../values/convert.ts';
import { GroupTable } from '../group-table.ts';
import { limitRows } from '../row-wise.ts';
import { compileAggregate } from '../summarize.ts';
import type { Plugin, PluginCall } from './plugin.ts';

/** More columns than this is taken for a mistake; the service has its own bound. */
const MAX_COLUMNS = 10_000;

/** The names of the columns that an expression reads. */
function columnNames(node: Node): string[] {
  const symbol = kindOf(node) === 'NameReference' ? symbolOf(node) : undefined;
  return [...(symbol?.kind === 'Column' ? [symbol.name] : []), ...childrenOf(node).flatMap(columnNames)];
}

interface Parts {
  /** The column whose values become columns. */
  pivot: number;
  aggregate: Node | undefined;
  type: KqlType;
  /** The columns that the rows are grouped by. */
  rows: number[];
}

function parts(call: PluginCall): Parts {
  const [first, ...rest] = call.args;
  const { columns } = call.input;
  const pivot = first ? indexOfColumn(columns, symbolOf(first)?.name ?? '') : -1;
  if (pivot < 0) throw unsupported('pivot() of this', first ?? call.node);
  const aggregate = rest[0] && kindOf(rest[0]) === 'FunctionCallExpression' ? rest.shift() : undefined;
  const read = new Set(aggregate ? columnNames(aggregate) : []);
  const rows = rest.length
    ? rest.map((node) => {
        const at = indexOfColumn(columns, symbolOf(node)?.name ?? '');
        if (at < 0) throw unsupported('this column of pivot()', node);
        return at;
      })
    : columns.map((_, i) => i).filter((i) => i !== pivot && !read.has(columns[i]!.name));
  const type = aggregate ? (scalarTypeOf(aggregate) ?? 'dynamic') : 'long';
  return { pivot, aggregate, type, rows };
}

function textOfValues(type: KqlType): (value: unknown) => string {
  const convert = type === 'string' ? undefined : conversion(type, 'string');
  return (value) => (value === null ? '' : String(convert ? convert(value) : value));
}

/** pivot: one column for each value of a column, holding an aggregate (count() when none is given) of the other rows. */
export const pivot: Plugin = {
  schema(call) {
    const { pivot: at, type, rows } = parts(call);
    const columns = call.input.columns;
    const text = textOfValues(columns[at]!.type);
    const names = new Set<string>();
    for (const chunk of call.input.chunks()) {
      call.scope.run.check();
      for (const value of chunk.column(at)) names.add(text(value));
      if (names.size > MAX_COLUMNS)
        throw runtimeError('pivot', `pivot() would make more than ${MAX_COLUMNS} columns`, call.node);
    }
    if (names.has('')) throw unsupported('pivot() of an empty value', call.node);
    const kept = rows.map((i) => columns[i]!);
    const twice = kept.find((c) => names.has(c.name));
    if (twice) throw runtimeError('pivot', `pivot() would make the column '${twice.name}' twice`, call.node);
    return [...kept, ...[...names].sort(compareStrings).map((name): Column => ({ name, type }))];
  },
  apply(call) {
    const { input, columns } = call;
    const { pivot: at, aggregate, rows } = parts(call);
    const text = textOfValues(input.columns[at]!.type);
    const make = aggregate && compileAggregate(aggregate, call.scope, new Set());
    const keys = rows.map((i) => columnAt(i, input.columns[i]!.type));
    const rowNames = rows.map((i) => input.columns[i]!.name);
    return {
      columns,
      *chunks() {
        const table = new GroupTable(keys);
        const state = make?.();
        const counts: number[] = [];
        // one aggregate state for each pair of group and pivot value
        const cells: Map<string, number>[] = [];
        let size = 0;
        for (const chunk of input.chunks()) {
          const groups = table.number(chunk);
          const values = chunk.column(at);
          const take = state?.bind(chunk);
          for (let row = 0; row < chunk.length; row++) {
            const group = groups[row]!;
            cells[group] ??= new Map();
            const name = text(values[row]);
            let cell = cells[group].get(name);
            if (cell === undefined) {
              cell = size++;
              cells[group].set(name, cell);
              counts.push(0);
            }
            counts[cell]!++;
            take?.(cell, row);
          }
          limitRows(size, call.scope);
        }
        if (cells.length === 0) return;
        // what the aggregate gives for no rows: 0 of count() and sum()
        const none = state ? state.result(size)[0] : 0;
        const empty = (type: KqlType) => (type === 'string' ? '' : null);
        yield new Chunk(
          cells.length,
          columns.map(({ name, type }) => {
            const key = rowNames.indexOf(name);
            if (key >= 0) return table.values[key]!;
            return cells.map((row) => {
              const cell = row.get(name);
              if (cell === undefined) return none ?? empty(type);
              return (state ? state.result(cell)[0] : counts[cell]) ?? empty(type);
            });
          }),
        );
      },
    };
  },
};
