import type {
  EngineSchema,
  InputParameter,
} from '@kusto/monaco-kusto/release/esm/languageServiceManager/schema.js';
import type { Metadata } from '../shell/stack-api.ts';

/** What the editor completes and checks: the tables and saved functions of the workspace. */
export function editorSchema(metadata: Metadata): EngineSchema {
  const database = {
    name: 'workspace',
    majorVersion: 1,
    minorVersion: 0,
    tables: metadata.tables.map(({ name, columns }) => ({ name, entityType: 'Table' as const, columns })),
    functions: metadata.functions.map(({ name, body, description, parameters }) => ({
      name,
      body: `{${body}\n}`,
      docstring: description ?? '',
      inputParameters: inputParameters(parameters ?? ''),
    })),
    entityGroups: [],
  };
  return {
    clusterType: 'Engine',
    cluster: { connectionString: 'https://127.0.0.1', databases: [database] },
    database,
  };
}

/** Parameters as Log Analytics writes them: `name:type=default, name:type`. A default may hold commas in quotes or brackets. */
export function inputParameters(text: string): InputParameter[] {
  const found: InputParameter[] = [];
  const parameter =
    /\s*([A-Za-z_]\w*)\s*:\s*(\w+)\s*(?:=\s*((?:"[^"]*"|'[^']*'|\([^)]*\)|\[[^\]]*\]|[^,"'([])+))?\s*(?:,|$)/y;
  for (let match = parameter.exec(text); match !== null; match = parameter.exec(text)) {
    const [, name, type, fallback] = match;
    found.push({
      name: name!,
      type: type!,
      cslType: type!,
      ...(fallback === undefined ? {} : { cslDefaultValue: fallback.trim() }),
    });
  }
  return found;
}
