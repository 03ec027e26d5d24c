/** Queries, rules and workbooks, as they come out of the template. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { declaredWatchlists } from '../../kql/declared-watchlists.ts';
import { foreignTables } from '../../kql/foreign-tables.ts';
import { functionDeclarations } from '../../kql/function-declarations.ts';
import {
  createDatabase,
  type Database,
  readParameters,
  substituteParameters,
} from '../../kql-engine/index.ts';
import { kustoColumns } from '../../src/streams/kusto-columns.ts';
import type { ArmObject } from './arm-value.ts';
import { deploy } from './deploy.ts';
import { parameterSets } from './parameter-sets.ts';

const now = new Date('2026-11-21T12:00:00Z');
const { resources } = deploy(parameterSets.find(({ name }) => name === 'option-6-table')!);

function propertiesOf(type: string): ArmObject[] {
  return resources
    .filter((resource) => resource.type === type)
    .map(({ body }) => body.properties as ArmObject);
}

const searches = propertiesOf('Microsoft.OperationalInsights/workspaces/savedSearches');
const functions = searches.filter(({ functionAlias }) => functionAlias !== undefined);
const hunting = searches.filter(({ category }) => category === 'Hunting Queries');
const alerts = propertiesOf('Microsoft.Insights/scheduledQueryRules');
const analytics = propertiesOf('Microsoft.SecurityInsights/alertRules');
const workbooks = propertiesOf('Microsoft.Insights/workbooks');

/** The workspace with all tables and functions of the template, and no rows. */
const workspace: Database = createDatabase({
  tables: [
    ...propertiesOf('Microsoft.OperationalInsights/workspaces/tables').map(({ schema }) => {
      const { name, columns } = schema as { name: string; columns: { name: string; type: string }[] };
      return { name, columns: kustoColumns(columns) };
    }),
    ...foreignTables,
  ],
  functions: functionDeclarations(
    functions.map(({ functionAlias, functionParameters, query }) => ({
      alias: String(functionAlias),
      parameters: String(functionParameters),
      query: String(query),
    })),
  ),
  watchlists: declaredWatchlists(
    [...searches, ...alerts, ...analytics, ...workbooks.map(parsedWorkbook)]
      .flatMap((content) => queriesIn(content))
      .map((query) => ({ query })),
  ),
  now: () => now,
});

/** An argument of each type that functions ask for. */
const samples: Readonly<Record<string, string>> = {
  string: "''",
  long: '1',
  timespan: '1h',
  datetime: 'now()',
};

function columnsOf(query: unknown): string[] {
  return workspace.query(String(query)).columns.map(({ name }) => name);
}

/** ISO 8601 in minutes; these have no months. */
function minutes(duration: unknown): number {
  const [, days = 0, hours = 0, rest = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(String(duration)) ?? assert.fail(String(duration));
  return Number(days) * 1440 + Number(hours) * 60 + Number(rest);
}

test('all of it is there', () => assert.ok(alerts.length > 0));

test('what is saved in the workspace replaces what was saved before', () => {
  // Without it, a second deployment is refused with 409 (Conflict).
  for (const { displayName, etag } of searches) assert.equal(etag, '*', String(displayName));
});

describe('functions', () => {
  for (const { functionAlias, functionParameters, category } of functions) {
    test(`${functionAlias} binds`, () => {
      assert.equal(category, 'mailflow');
      const needed = String(functionParameters)
        .split(', ')
        .filter((parameter) => parameter !== '' && !parameter.includes('='))
        .map((parameter) => samples[parameter.split(':')[1]!] ?? assert.fail(parameter));
      assert.ok(columnsOf(`${functionAlias}(${needed.join(', ')})`).length > 0);
    });
  }
});

describe('hunting queries', () => {
  for (const { displayName, query, tags } of hunting) {
    test(String(displayName), () => {
      assert.ok(columnsOf(query).length > 0);
      assert.deepEqual(
        (tags as { name: string }[]).map(({ name }) => name),
        ['description', 'tactics', 'techniques'],
      );
    });
  }
});

describe('alert rules of Azure Monitor', () => {
  for (const { displayName, criteria, evaluationFrequency, windowSize, severity } of alerts) {
    test(String(displayName), () => {
      const [{ query, metricMeasureColumn, dimensions, timeAggregation }] = (
        criteria as { allOf: [ArmObject] }
      ).allOf;
      const columns = columnsOf(query);
      assert.equal(metricMeasureColumn === null, timeAggregation === 'Count');
      const asked = [metricMeasureColumn, ...(dimensions as ArmObject[]).map(({ name }) => name!)];
      for (const name of asked) {
        assert.ok(name === null || columns.includes(String(name)), String(name));
      }
      // "Create or edit a log search alert rule": what the service takes.
      assert.ok(
        [1, 5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440].includes(minutes(evaluationFrequency)),
      );
      assert.ok(
        [1, 5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440, 2880].includes(minutes(windowSize)),
      );
      assert.ok(minutes(windowSize) >= minutes(evaluationFrequency));
      assert.ok((dimensions as ArmObject[]).length <= 6);
      assert.ok(Number(severity) >= 0 && Number(severity) <= 4);
    });
  }
});

describe('analytics rules', () => {
  for (const rule of analytics) {
    test(String(rule.displayName), () => {
      const columns = columnsOf(rule.query);
      const mappings = (rule.entityMappings ?? []) as { fieldMappings: { columnName: string }[] }[];
      const details = Object.values((rule.customDetails ?? {}) as ArmObject);
      for (const name of [
        ...mappings.flatMap(({ fieldMappings }) => fieldMappings.map(({ columnName }) => columnName)),
        ...details,
      ]) {
        assert.ok(columns.includes(String(name)), String(name));
      }
      // "Service limits for Microsoft Sentinel", and the form of a scheduled rule.
      assert.ok(mappings.length <= 10 && details.length <= 20);
      assert.ok(minutes(rule.queryPeriod) >= minutes(rule.queryFrequency));
      assert.ok(minutes(rule.queryFrequency) >= 5 && minutes(rule.queryPeriod) <= 14 * 1440);
      assert.ok(String(rule.query).length <= 10_000);
    });
  }
});

describe('workbooks', () => {
  for (const { displayName, serializedData } of workbooks) {
    test(String(displayName), () => {
      const workbook = parsedWorkbook({ serializedData });
      assert.equal(workbook.version, 'Notebook/1.0');
      const parameters = readParameters(workbook);
      for (const query of workbookQueries(workbook)) {
        const { text, unresolved } = substituteParameters(query, parameters, now);
        assert.deepEqual(
          unresolved.filter(({ reason }) => reason !== 'no value'),
          [],
          query,
        );
        if (unresolved.length === 0) assert.ok(columnsOf(text).length > 0, query);
      }
    });
  }
});

function parsedWorkbook({ serializedData }: ArmObject): { version: string } {
  return JSON.parse(String(serializedData)) as { version: string };
}

/** Queries of query items over the workspace. */
function workbookQueries(workbook: unknown): string[] {
  return queriesIn(workbook, ({ version }) => /^KqlItem\//.test(String(version)));
}

/** All texts by the name of query, wherever they stand. @param where which objects' queries count */
function queriesIn(value: unknown, where: (holder: ArmObject) => boolean = () => true): string[] {
  if (value === null || typeof value !== 'object') return [];
  const { query } = value as ArmObject;
  const own = typeof query === 'string' && where(value as ArmObject) ? [query] : [];
  return [...own, ...Object.values(value).flatMap((inner) => queriesIn(inner, where))];
}
