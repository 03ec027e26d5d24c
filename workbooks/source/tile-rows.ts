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

/** Text such as `12.5 % of all`: a part of a whole. */
export function share(part: string, whole: string, digits: 0 | 1 = 1, end = ''): string {
  const rounded = `iif(${whole} == 0, 0.0, round(100.0 * ${part} / ${whole}, ${digits}))`;
  // A real number would be written with a digit that means nothing: 36.0.
  return `strcat(${digits === 0 ? `tolong(${rounded})` : rounded}, ' %${end}')`;
}

/** Text such as `1 sender` or `3 senders`. */
export function counted(number: string, one: string, several = `${one}s`): string {
  return `strcat(${number}, iif(${number} == 1, ' ${one}', ' ${several}'))`;
}
