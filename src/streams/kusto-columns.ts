/** Scalar types as KQL names those that streams and tables can have. */
type KustoType = 'string' | 'int' | 'long' | 'real' | 'bool' | 'dynamic' | 'datetime';

/** Columns of a stream or table with their types as KQL writes them: Azure's `boolean` is `bool` there. */
export function kustoColumns(
  columns: readonly { readonly name: string; readonly type: string }[],
): { name: string; type: KustoType }[] {
  return columns.map(({ name, type }) => ({ name, type: (type === 'boolean' ? 'bool' : type) as KustoType }));
}
