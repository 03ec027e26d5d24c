import { type Expr, indexOfColumn, type Scope } from '../scope.ts';
import { conversion } from '../values/convert.ts';

/** Whether any column of the row, as text, meets a test. */
export function anyColumn(scope: Scope, test: (text: string) => boolean): Expr {
  const columns = scope.columns;
  const texts = columns.map((c) => conversion(c.type, 'string')!);
  const indexes = columns.map((c) => indexOfColumn(scope.columns, c.name));
  return {
    type: 'bool',
    bind(chunk) {
      const values = indexes.map((i) => chunk.column(i));
      return (row) =>
        values.some((v, i) => {
          const value = v[row];
          return value !== null && test(texts[i]!(value) as string);
        });
    },
  };
}
