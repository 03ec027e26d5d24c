import type { ChartKind } from '../chart/chart-option.ts';
import type { NumberFormat } from '../chart/number-format.ts';

/** The parts of the format Notebook/1.0 that the site shows. */
export interface Workbook {
  readonly version?: string;
  readonly items: readonly WorkbookItem[];
}

export interface WorkbookItem {
  /** 1 text, 3 query, 9 parameters, 11 links, 12 group. */
  readonly type: number;
  readonly name?: string;
  readonly content?: ItemContent;
  /** Per cent of the width. */
  readonly customWidth?: string;
  readonly conditionalVisibility?: Condition;
  readonly conditionalVisibilities?: readonly Condition[];
}

export interface Condition {
  readonly parameterName: string;
  readonly comparison: string;
  readonly value?: string | null;
}

export interface ItemContent {
  readonly json?: string;
  readonly style?: string;
  readonly query?: string;
  readonly title?: string;
  readonly size?: number;
  readonly noDataMessage?: string;
  readonly timeContext?: { readonly durationMs: number; readonly endTime?: string };
  readonly timeContextFromParameter?: string;
  /** 0 Log Analytics; others ask sources that are not here. */
  readonly queryType?: number;
  readonly visualization?: string;
  readonly gridSettings?: GridSettings;
  readonly tileSettings?: TileSettings;
  readonly chartSettings?: ChartSettings;
  readonly exportFieldName?: string;
  readonly exportParameterName?: string;
  readonly exportDefaultValue?: string;
  readonly exportedParameters?: readonly ExportedParameter[];
  /** Several rows may be chosen. */
  readonly exportMultipleValues?: boolean;
  readonly timeBrushParameterName?: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly items?: readonly WorkbookItem[];
  readonly links?: readonly WorkbookLink[];
  readonly expandable?: boolean;
  readonly expanded?: boolean;
}

export interface ExportedParameter {
  readonly fieldName: string;
  readonly parameterName: string;
  readonly defaultValue?: string;
  /** Around and between several values: `'` and `,` where nothing is said. */
  readonly quote?: string;
  readonly delimiter?: string;
}

export interface WorkbookLink {
  readonly linkLabel?: string;
  /** `parameter` sets the parameter `cellValue` to `subTarget`; `url` opens `cellValue`. */
  readonly linkTarget?: string;
  readonly cellValue?: string;
  readonly subTarget?: string;
}

/** How a column, or a part of a tile, is shown. */
export interface Formatting {
  readonly columnMatch?: string;
  readonly formatter?: number;
  readonly formatOptions?: FormatOptions | null;
  readonly numberFormat?: NumberFormat;
  readonly tooltipFormat?: { readonly tooltip?: string };
}

export interface FormatOptions {
  readonly thresholdsOptions?: string;
  readonly thresholdsGrid?: readonly Threshold[];
  readonly palette?: string | null;
  readonly min?: number | null;
  readonly max?: number | null;
  /** Such as `10ch`, `85px`, `20%`. */
  readonly customColumnWidthSetting?: string;
  readonly linkTarget?: string | null;
  readonly linkColumn?: string;
  readonly linkLabel?: string;
  readonly compositeBarSettings?: CompositeBar | null;
}

/** A bar made of the values of other columns; `["Column"]` in the label is the value of a column. */
export interface CompositeBar {
  readonly labelText?: string;
  readonly columnSettings?: readonly { readonly columnName: string; readonly color?: string }[];
  /** Each bar is as long as its cell. */
  readonly noRowsScaling?: boolean;
}

/** The first that holds for a value says how it looks; `Default` always does. */
export interface Threshold {
  readonly operator: string;
  readonly thresholdValue?: string | number | null;
  /** An icon or colour, such as success, warning, 4, red. */
  readonly representation?: string;
  /** What is shown; `{0}` is the value. */
  readonly text?: string;
}

export interface GridSettings {
  readonly formatters?: readonly Formatting[];
  readonly labelSettings?: readonly { readonly columnId: string; readonly label?: string }[];
  /** Rows shown: 250 where nothing is said. */
  readonly rowLimit?: number;
  /** Whether there is a search box. */
  readonly filter?: boolean;
  readonly sortBy?: readonly { readonly itemKey: string; readonly sortOrder?: number }[];
  readonly hierarchySettings?: unknown;
}

export interface TileSettings {
  readonly titleContent?: Formatting;
  readonly subtitleContent?: Formatting;
  readonly leftContent?: Formatting;
  readonly rightContent?: Formatting;
  readonly secondaryContent?: Formatting;
  readonly sortCriteriaField?: string;
  /** 1 ascending, 2 descending. */
  readonly sortOrderField?: number;
}

export interface ChartSettings {
  readonly xAxis?: string;
  readonly yAxis?: readonly string[];
  readonly group?: string;
  readonly showLegend?: boolean;
  /** Series that are drawn; the rest are one more, named Other. */
  readonly createOtherGroup?: number | null;
  readonly seriesLabelSettings?: readonly {
    readonly seriesName: string;
    readonly label?: string;
    readonly color?: string | null;
  }[];
  readonly ySettings?: { readonly numberFormatSettings?: NumberFormat };
  readonly customThresholdLine?: string;
}

/** What the item exports to parameters when one of its rows is chosen. */
export function exportsOf(content: ItemContent): ExportedParameter[] {
  const single =
    content.exportParameterName === undefined
      ? []
      : [
          {
            fieldName: content.exportFieldName ?? '',
            parameterName: content.exportParameterName,
            ...(content.exportDefaultValue === undefined ? {} : { defaultValue: content.exportDefaultValue }),
          },
        ];
  return [...single, ...(content.exportedParameters ?? [])];
}

/** Whether an item is on show. @param textOf text of a parameter; undefined where it has none */
export function isVisible(item: WorkbookItem, textOf: (name: string) => string | undefined): boolean {
  const conditions = [item.conditionalVisibility ?? [], item.conditionalVisibilities ?? []].flat();
  return conditions.every(({ parameterName, comparison, value }) => {
    const actual = textOf(parameterName) ?? '';
    const wanted = value ?? '';
    switch (comparison) {
      case 'isEqualTo':
        return actual === wanted;
      case 'isNotEqualTo':
        return actual !== wanted;
      case 'isSet':
      case 'isNotEmpty':
        return actual !== '';
      case 'isNotSet':
      case 'isEmpty':
        return actual === '';
      case 'contains':
      case 'Contains':
        return actual.includes(wanted);
      default:
        return true;
    }
  });
}

/**
 * The chart of a visualization of workbooks: its bars stand, where those of `render barchart` lie.
 * Source: learn.microsoft.com, "Workbook chart visualizations".
 */
export function chartOf(
  visualization: string | undefined,
): { kind: ChartKind; stacking?: string } | undefined {
  switch (visualization) {
    case 'timechart':
    case 'linechart':
      return { kind: 'timechart' };
    case 'areachart':
      return { kind: 'stackedareachart' };
    case 'barchart':
    case 'categoricalbar':
      return { kind: 'columnchart' };
    case 'unstackedbar':
      return { kind: 'columnchart', stacking: 'unstacked' };
    case 'piechart':
      return { kind: 'piechart' };
    case 'scatterchart':
      return { kind: 'scatterchart' };
    default:
      return undefined;
  }
}
