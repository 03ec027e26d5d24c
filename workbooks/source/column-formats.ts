/**
 * How columns of grids and contents of tiles look. The names are those of the portal ("Column renderers"), the numbers are
 * read off published workbooks.
 */

const counts = { unit: 17, options: { style: 'decimal', maximumFractionDigits: 1 } };
const inBytes = { unit: 2, options: { style: 'decimal', maximumFractionDigits: 1 } };
/** Numbers of seconds: the portal shows them in the unit that fits. */
export const inSeconds = { unit: 24, options: { style: 'decimal', maximumFractionDigits: 1 } };

/** An element of `gridSettings.formatters`. `columnMatch` is a column's name or a regular expression for several names. */
export interface ColumnFormat {
  readonly columnMatch: string;
  readonly formatter: number;
  readonly formatOptions?: Readonly<Record<string, unknown>>;
  readonly numberFormat?: Readonly<Record<string, unknown>>;
}

type Palette =
  | 'blue'
  | 'green'
  | 'orange'
  | 'red'
  | 'purple'
  | 'turquoise'
  | 'yellow'
  | 'greenRed'
  | 'redGreen';

/** A bar beside the number. */
export function bar(columnMatch: string, palette: Palette = 'blue'): ColumnFormat {
  return { columnMatch, formatter: 3, formatOptions: { min: 0, palette }, numberFormat: counts };
}

/** A bar for sizes in bytes. */
export function byteBar(columnMatch: string, palette: Palette = 'turquoise'): ColumnFormat {
  return { columnMatch, formatter: 3, formatOptions: { min: 0, palette }, numberFormat: inBytes };
}

/** A bar for a number of seconds. */
export function secondsBar(columnMatch: string, palette: Palette = 'orange'): ColumnFormat {
  return { columnMatch, formatter: 3, formatOptions: { min: 0, palette }, numberFormat: inSeconds };
}

/** A colour behind the number; columns that match together share their scale. */
export function heatmap(columnMatch: string, palette: Palette = 'blue', numberFormat = counts): ColumnFormat {
  return { columnMatch, formatter: 8, formatOptions: { min: 0, palette }, numberFormat };
}

/** The same for seconds, from green to red: `max` seconds and more are all red, so that a colour means the same tomorrow. */
export function secondsHeatmap(columnMatch: string, max: number): ColumnFormat {
  const format = heatmap(columnMatch, 'greenRed', inSeconds);
  return { ...format, formatOptions: { ...format.formatOptions, max } };
}

/** A line of small numbers, from an array. */
export function sparkline(columnMatch: string, palette: Palette = 'blue'): ColumnFormat {
  return { columnMatch, formatter: 9, formatOptions: { min: 0, palette } };
}

/** A number of bytes with its unit. */
export function bytes(columnMatch: string): ColumnFormat {
  return { columnMatch, formatter: 0, numberFormat: inBytes };
}

/** A number of seconds with its unit. */
export function seconds(columnMatch: string): ColumnFormat {
  return { columnMatch, formatter: 0, numberFormat: inSeconds };
}

/** A price, or what something costs. */
export function money(columnMatch: string): ColumnFormat {
  const options = { style: 'decimal', minimumFractionDigits: 2, maximumFractionDigits: 4 };
  return { columnMatch, formatter: 0, numberFormat: { unit: 0, options } };
}

/** A share from 0 to 100. */
export function percent(columnMatch: string, palette: Palette = 'greenRed'): ColumnFormat {
  return {
    columnMatch,
    formatter: 8,
    formatOptions: { min: 0, max: 100, palette },
    numberFormat: { unit: 1, options: { style: 'decimal', maximumFractionDigits: 1 } },
  };
}

/** A link that shows all columns of the row. */
export function details(columnMatch: string): ColumnFormat {
  return {
    columnMatch,
    formatter: 7,
    formatOptions: { linkTarget: 'GenericDetails', linkIsContextBlade: true },
  };
}

/** A bar made of other columns, each in its colour, without a text; the longest of all rows fills the cell. */
export function timeLine(columnMatch: string, colors: Readonly<Record<string, string>>): ColumnFormat {
  const columnSettings = Object.entries(colors).map(([columnName, color]) => ({ columnName, color }));
  return {
    columnMatch,
    formatter: 22,
    formatOptions: {
      compositeBarSettings: { labelText: '', columnSettings },
      customColumnWidthSetting: '36ch',
    },
  };
}

/** The columns of which a bar is made: there, but not shown by themselves. */
export function timeLineParts(...columns: readonly string[]): ColumnFormat {
  return { columnMatch: `^(?:${columns.join('|')})$`, formatter: 5 };
}

/** The same format with a width: in characters. */
export function wide(format: ColumnFormat, characters: number): ColumnFormat {
  const customColumnWidthSetting = `${characters}ch`;
  return { ...format, formatOptions: { ...format.formatOptions, customColumnWidthSetting } };
}

/** A column that is there for a link or a parameter, not to be read. */
export function hidden(columnMatch: string): ColumnFormat {
  return { columnMatch, formatter: 5 };
}

/** An icon before the text: `icons` by the text of the cell, such as success, warning, error (in the portal "2", "4" …). */
export function icons(
  columnMatch: string,
  byText: Readonly<Record<string, string>>,
  otherwise = 'success',
): ColumnFormat {
  const rule = (operator: string, thresholdValue: string | null, representation: string) => ({
    operator,
    thresholdValue,
    representation,
    text: '{0}{1}',
  });
  return {
    columnMatch,
    formatter: 18,
    formatOptions: {
      thresholdsOptions: 'icons',
      thresholdsGrid: [
        ...Object.entries(byText).map(([value, icon]) => rule('==', value, icon)),
        rule('Default', null, otherwise),
      ],
    },
  };
}
