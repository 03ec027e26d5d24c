import type { ChartKind } from '../chart/chart-option.ts';

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
  readonly visualization?: string;
  readonly gridSettings?: GridSettings;
  readonly tileSettings?: TileSettings;
  readonly chartSettings?: ChartSettings;
  readonly exportFieldName?: string;
  readonly exportParameterName?: string;
  readonly exportDefaultValue?: string;
  readonly exportedParameters?: readonly ExportedParameter[];
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
}

export interface WorkbookLink {
  readonly linkLabel?: string;
  /** `parameter` sets the parameter `cellValue` to `subTarget`; `url` opens `cellValue`. */
  readonly linkTarget?: string;
  readonly cellValue?: string;
  readonly subTarget?: string;
}

export interface Formatting {
  readonly columnMatch?: string;
  readonly formatter?: number;
  readonly formatOptions?: { readonly thresholdsGrid?: readonly Threshold[] } | null;
  readonly numberFormat?: NumberFormat;
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

export interface NumberFormat {
  readonly unit?: number;
  readonly options?: { readonly maximumFractionDigits?: number };
}

export interface GridSettings {
  readonly formatters?: readonly Formatting[];
  readonly labelSettings?: readonly { readonly columnId: string; readonly label?: string }[];
}

export interface TileSettings {
  readonly titleContent?: Formatting;
  readonly subtitleContent?: Formatting;
  readonly leftContent?: Formatting;
  readonly rightContent?: Formatting;
  readonly secondaryContent?: Formatting;
}

export interface ChartSettings {
  readonly xAxis?: string;
  readonly yAxis?: readonly string[];
  readonly group?: string;
  readonly showLegend?: boolean;
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

/** A number in the unit of its format; the numbers of the units are read off published workbooks. */
export function formatNumber(value: number, format: NumberFormat | undefined): string {
  const digits = format?.options?.maximumFractionDigits ?? 2;
  const plain = (number: number) =>
    new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(number);
  const scaled = (units: readonly string[], step: number) => {
    let rest = value;
    let index = 0;
    for (; index < units.length - 1 && Math.abs(rest) >= step; index++) rest /= step;
    return `${plain(rest)} ${units[index]}`;
  };
  switch (format?.unit) {
    case 1:
      return `${plain(value)} %`;
    case 2:
      return scaled(['B', 'KiB', 'MiB', 'GiB', 'TiB'], 1024);
    case 23:
      return value >= 1000 ? `${plain(value / 1000)} s` : `${plain(value)} ms`;
    case 24:
      return value >= 120 ? `${plain(value / 60)} min` : `${plain(value)} s`;
    default:
      return plain(value);
  }
}

/** The threshold that holds for a value. */
export function thresholdOf(value: unknown, thresholds: readonly Threshold[]): Threshold | undefined {
  return thresholds.find(({ operator, thresholdValue }) => {
    const isNumber = typeof value === 'number';
    const left = isNumber ? value : String(value ?? '').toLowerCase();
    const right = isNumber ? Number(thresholdValue) : String(thresholdValue ?? '').toLowerCase();
    switch (operator) {
      case '>':
        return left > right;
      case '>=':
        return left >= right;
      case '<':
        return left < right;
      case '<=':
        return left <= right;
      case '!=':
        return left !== right;
      case 'contains':
        return String(left).includes(String(right));
      case 'startsWith':
        return String(left).startsWith(String(right));
      case '==':
        return left === right;
      default:
        return operator === 'Default';
    }
  });
}

/** What a representation means: good, warn or bad; undefined where it only names a colour or icon without a grade. */
export function gradeOf(representation: string | undefined): 'good' | 'warn' | 'bad' | undefined {
  if (/^(?:success|green\w*|available|sev4|sev3)$/i.test(representation ?? '')) return 'good';
  if (/^(?:warning|2|yellow\w*|orange\w*|pending|sev2)$/i.test(representation ?? '')) return 'warn';
  if (/^(?:error|failed|critical|4|3|red\w*|unavailable|sev0|sev1|stopped)$/i.test(representation ?? ''))
    return 'bad';
  return undefined;
}
