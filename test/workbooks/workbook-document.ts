import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readParameters, type WorkbookParameter } from '../../kql-engine/index.ts';

/** A column format of a grid, or the content of a part of a tile. */
export interface Format {
  readonly columnMatch: string;
  readonly formatter: number;
  readonly formatOptions?: {
    readonly thresholdsGrid?: readonly { representation: string }[];
    readonly compositeBarSettings?: {
      readonly columnSettings: readonly { columnName: string; color: string }[];
    };
  };
}

/** The content of a query item, as far as the tests read it. */
export interface QueryContent {
  readonly version: string;
  readonly query: string;
  readonly title: string;
  readonly noDataMessage?: string;
  readonly visualization: string;
  readonly timeContextFromParameter?: string;
  readonly gridSettings?: {
    readonly formatters?: readonly Format[];
    readonly labelSettings?: readonly { columnId: string }[];
    readonly rowLimit?: number;
  };
  readonly tileSettings?: {
    readonly titleContent: Format;
    readonly leftContent: Format;
    readonly secondaryContent: Format;
    readonly sortCriteriaField: string;
  };
  readonly chartSettings?: {
    readonly xAxis?: string;
    readonly yAxis?: readonly string[];
    readonly group?: string;
    readonly seriesLabelSettings?: readonly { seriesName: string; label?: string; color?: string }[];
  };
  readonly exportedParameters?: readonly { fieldName: string; parameterName: string }[];
}

/** An item of a workbook. */
export interface Item {
  readonly type: number;
  readonly name: string;
  readonly content: Record<string, unknown> & { readonly items?: readonly Item[] };
  readonly conditionalVisibility?: { readonly parameterName: string; readonly value?: string };
}

/** A workbook as it lies in workbooks/. */
export interface WorkbookDocument {
  readonly key: string;
  readonly text: string;
  readonly displayName: string;
  readonly description: string;
  readonly version: string;
  /** All items, those of groups behind their group, in the order of the document. */
  readonly items: readonly Item[];
  readonly parameters: readonly WorkbookParameter[];
}

/** A query of a workbook: of an item, or of the choices of a parameter. */
export interface NamedQuery {
  readonly name: string;
  readonly query: string;
  readonly content?: QueryContent;
}

const root = new URL('../../', import.meta.url);

/** The files of workbooks/, by name. */
export const workbookDocuments: readonly WorkbookDocument[] = globSync('workbooks/*.workbook.json', {
  cwd: root,
})
  .sort()
  .map((path) => {
    const text = readFileSync(new URL(path, root), 'utf8');
    const workbook = JSON.parse(text) as Omit<WorkbookDocument, 'key' | 'text'>;
    return {
      ...workbook,
      key: basename(path, '.workbook.json'),
      text,
      items: workbook.items.flatMap(withInner),
      parameters: readParameters(workbook),
    };
  });

function withInner(item: Item): Item[] {
  return [item, ...(item.content.items ?? []).flatMap(withInner)];
}

/** All queries of a workbook. */
export function queriesOf({ items, parameters }: WorkbookDocument): NamedQuery[] {
  return [
    ...parameters.flatMap(({ name, query }) => (query ? [{ name: `choices of ${name}`, query }] : [])),
    ...items
      .filter(({ type }) => type === 3)
      .map(({ name, content }) => {
        const query = content as unknown as QueryContent;
        return { name, query: query.query, content: query };
      }),
  ];
}
