import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { textValue } from '../expressions/string-operators.ts';
import { FOUND, FoundSchema, quoted } from '../found-schema.ts';
import { columnsOf, type Node, spanOf } from '../language-service.ts';
import { filtersThrough, narrowable, narrowRows, passedOn } from '../narrowing.ts';
import { indexOfColumn, type Rowset, type Scope, withColumns } from '../scope.ts';
import type { Column, KqlType } from '../types.ts';
import { foundBehind } from './found-behind.ts';

/** How columns are read out of a text. */
export interface Extraction {
  /** The columns that are made; the others are those of the input. */
  columns: Column[];
  /** Their values in this order; null when the text does not fit, which leaves them empty. */
  read(text: string): unknown[] | null;
  /** Rows whose text does not fit are left out. */
  onlyFitting?: boolean;
}

/** The rows with columns out of the text of an expression, as `parse`, `parse-where` and `parse-kv` make them. */
export function extractedColumns(node: Node, input: Rowset, scope: Scope, extraction: Extraction): Rowset {
  const { columns: made, read, onlyFitting } = extraction;
  const columns = withoutReplaced(node, made, scope);
  const subject = compileExpression(node.Expression, withColumns(scope, input.columns));
  const text = textValue(subject);
  const from = passedOn(columns, input.columns, made);
  const madeAt = columns.map((c) => made.findIndex((m) => m.name === c.name));
  const empty = made.map(({ type }) => (type === 'string' ? '' : null));
  const extracted = (rows: Rowset): Rowset => {
    const rowset: Rowset = {
      columns,
      serialized: rows.serialized === true,
      *chunks() {
        for (const chunk of rows.chunks()) {
          const value = subject.bind(chunk);
          const values: unknown[][] = made.map(() => new Array(chunk.length));
          const fitting: number[] = [];
          for (let row = 0; row < chunk.length; row++) {
            if ((row & 63) === 0) scope.run.check();
            const found = read(text(value(row)));
            if (found) fitting.push(row);
            for (let c = 0; c < made.length; c++) values[c]![row] = (found ?? empty)[c];
          }
          const whole = new Chunk(
            chunk.length,
            columns.map((_, i) => (madeAt[i]! >= 0 ? values[madeAt[i]!]! : chunk.lazy(from[i]!))),
            chunk.ingested,
          );
          if (!onlyFitting || fitting.length === chunk.length) yield whole;
          else if (fitting.length) yield whole.take(fitting);
        }
      },
    };
    return narrowable(rowset, (filters) =>
      extracted(narrowRows(rows, filtersThrough(filters, columns, input.columns, from))),
    );
  };
  return extracted(input);
}

const conversions: Partial<Record<KqlType, string>> = { dynamic: 'todynamic', real: 'toreal' };

/**
 * The columns of the result: a made one takes the place of an input column with its name. The binder lists both, so then the
 * query is bound again with each name once, in its new type.
 */
function withoutReplaced(node: Node, made: Column[], scope: Scope): Column[] {
  const bound = columnsOf(node)!;
  const first = bound.filter((c, i) => indexOfColumn(bound, c.name) === i);
  if (first.length === bound.length) return bound;
  if (!foundBehind(node, 'ProjectOperator')) {
    const list = first.map((c) => {
      const { name, type } = made.find((m) => m.name === c.name) ?? c;
      const convert = conversions[type] ?? `to${type}`;
      return type === c.type ? quoted(name) : `${quoted(name)} = ${convert}(${quoted(name)})`;
    });
    const { start, length } = spanOf(node);
    const clause = ` | project ${FOUND}\n${list.join(', ')}`;
    throw new FoundSchema(scope.place ?? { delta: 0 }, start + length, clause);
  }
  return first.map((c) => made.find((m) => m.name === c.name) ?? c);
}
