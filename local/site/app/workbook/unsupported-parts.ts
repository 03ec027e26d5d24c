import { renderers } from './column-format.ts';
import type { Formatting, ItemContent } from './workbook-model.ts';

/** Visualizations that the site draws, or shows as the table or tiles that they are close to. */
const visualizations = new Set([
  ...['table', 'tiles', 'card', 'timechart', 'linechart', 'areachart', 'barchart', 'categoricalbar'],
  ...['unstackedbar', 'piechart', 'scatterchart'],
]);
const links = new Set(['None', 'GenericDetails', 'CellDetails', 'Url', 'WorkbookTemplate']);
/** Automatic, text, right aligned, big number, and names of Azure, which are shown as text. */
const plainRenderers = [0, 1, 2, 12, 15, 16, 17];

/** What a step asks for that the site does not show, in words; empty where it shows everything. */
export function unsupportedParts(content: ItemContent): string[] {
  const { visualization, gridSettings = {}, chartSettings = {}, timeBrushParameterName } = content;
  const known = new Set<number>([...Object.values(renderers), ...plainRenderers]);
  const formats: readonly Formatting[] = visualization === 'table' ? (gridSettings.formatters ?? []) : [];
  const found: (string | undefined)[] = [
    visualization !== undefined && visualization !== '' && !visualizations.has(visualization)
      ? `the visualization ${visualization}: its rows are shown as a table`
      : undefined,
    gridSettings.hierarchySettings ? 'the tree or groups of its rows' : undefined,
    chartSettings.customThresholdLine ? 'the threshold line of the chart' : undefined,
    timeBrushParameterName ? 'marking a time in the chart' : undefined,
    ...formats.flatMap(({ formatter = 0, columnMatch = '', formatOptions }) => [
      known.has(formatter) ? undefined : `the renderer ${formatter} of ${columnMatch}`,
      formatOptions?.linkTarget && !links.has(formatOptions.linkTarget)
        ? `the link of ${columnMatch} (${formatOptions.linkTarget})`
        : undefined,
    ]),
  ];
  return [...new Set(found.filter((one) => one !== undefined))];
}

/** Sources of queries other than Log Analytics; their numbers are read off published workbooks. */
const sources: Readonly<Record<number, string>> = {
  1: 'Azure Resource Graph',
  7: 'a merge of other steps',
  8: 'JSON text',
  9: 'Azure Data Explorer',
  10: 'a custom endpoint',
  12: 'Azure Resource Manager',
};

/** Why a query cannot run here; undefined where it can. */
export function foreignSource(queryType: number | undefined): string | undefined {
  if (queryType === undefined || queryType === 0) return undefined;
  return `Its source is ${sources[queryType] ?? `of the type ${queryType}`}, which is only in Azure.`;
}
