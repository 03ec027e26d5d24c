/** Title, KQL of the value (a number or a text), KQL of the text below it. */
export type Tile = readonly [title: string, value: string, note: string];

/** The end of a query that turns one row of sums into one row a tile, for `tiles`. */
export function tileRows(list: readonly Tile[]): string {
  const packed = list.map(
    ([title, value, note], index) =>
      `bag_pack('Order', ${index + 1}, 'Title', '${title}', 'Value', ${value}, 'Note', ${note})`,
  );
  return `| project Tile = pack_array(
    ${packed.join(',\n    ')})
| mv-expand Tile
| project Order = toint(Tile.Order), Title = tostring(Tile.Title), Value = todouble(Tile.Value), Note = tostring(Tile.Note)
| sort by Order asc`;
}
