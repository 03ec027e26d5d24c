import type { Formatting } from './workbook-model.ts';
import type { WorkbookState } from './workbook-state.ts';

/** A link to another workbook, in `formatOptions.workbookContext`; read off published workbooks. */
interface WorkbookContext {
  readonly templateId?: string;
  readonly templateParameters?: readonly {
    readonly name: string;
    readonly source: string;
    readonly value?: string | null;
  }[];
}

/** The address of a workbook with parameters; it may be shared. */
export function workbookAddress(key: string, parameters: Readonly<Record<string, unknown>>): string {
  const path = `/workbooks/${encodeURIComponent(key)}`;
  if (Object.keys(parameters).length === 0) return path;
  return `${path}#${new URLSearchParams({ parameters: JSON.stringify(parameters) })}`;
}

/**
 * Where a link to a workbook template leads: to the workbook of this site whose name the last part of the template's id
 * is. Undefined where there is none such.
 */
export function templateAddress(
  { columnMatch, formatOptions }: Formatting,
  cellOf: (column: string) => unknown,
  state: WorkbookState,
): string | undefined {
  const { templateId = '', templateParameters = [] } =
    (formatOptions as { workbookContext?: WorkbookContext } | null | undefined)?.workbookContext ?? {};
  const key = templateId.split('/').at(-1)!.trim().toLowerCase().replace(/\s+/g, '-');
  if (!state.workbookKeys.includes(key)) return undefined;
  const values = templateParameters.map(({ name, source, value }) => {
    switch (source) {
      case 'column':
        return [name, cellOf(value ?? '')];
      case 'cell':
        return [name, cellOf(formatOptions?.linkColumn ?? columnMatch ?? '')];
      case 'parameter':
        return [name, state.value(value ?? '')];
      default:
        return [name, value ?? ''];
    }
  });
  return workbookAddress(key, Object.fromEntries(values));
}
