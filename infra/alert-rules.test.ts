import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createDatabase, type Database } from '../kql-engine/index.ts';
import { tables } from '../src/streams/index.ts';
import { kustoColumns } from '../src/streams/kusto-columns.ts';
import { alertRules } from './alert-rules.ts';

const now = () => new Date('2026-11-21T12:00:00Z');
const minutesAgo = (minutes: number): string => new Date(now().getTime() - minutes * 60_000).toISOString();

/** The tables of the workspace that alert rules read; DCRLogErrors as Azure Monitor documents it. */
function workspace(): Database {
  return createDatabase({
    tables: [
      ...tables.map(({ name, columns }) => ({ name, columns: kustoColumns(columns) })),
      {
        name: 'DCRLogErrors',
        columns: [
          { name: 'TimeGenerated', type: 'datetime' },
          { name: 'InputStreamId', type: 'string' },
          { name: 'Message', type: 'string' },
        ],
      },
    ],
    now,
  });
}

/** Rows of messages. @param late minutes from the record to its arrival */
function sent(count: number, senderAddress: string, minutes: number, late = 0): object[] {
  return Array.from({ length: count }, (_, n) => ({
    late,
    TimeGenerated: minutesAgo(minutes),
    senderAddress,
    networkMessageId: `${senderAddress}-${n}`,
    Computer: 'MBX01',
  }));
}

/** Rows that must raise an alert, rows that must not, and what the alert has to name. */
interface AlertCase {
  readonly table: string;
  readonly guilty: object[];
  readonly innocent: object[];
  readonly fires: Record<string, unknown>[];
  /** Each of the guilty rows is enough. */
  readonly each?: true;
}

const cases: Record<string, AlertCase> = {
  'top-senders': {
    table: 'MessageTrackingLog_CL',
    guilty: [
      ...sent(201, 'news@contoso.com', 5),
      ...sent(100, 'News@contoso.com', 5),
      ...sent(201, 'cloud@contoso.com', 25, 20),
    ],
    innocent: [
      ...sent(200, 'ann@contoso.com', 5),
      ...sent(300, '<>', 5),
      ...sent(300, '', 5),
      ...sent(300, 'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@contoso.com', 5),
      ...sent(300, 'early@contoso.com', 16),
    ],
    fires: [{ senderAddress: 'news@contoso.com' }, { senderAddress: 'cloud@contoso.com' }],
  },
  'silent-server': {
    table: 'MessageTrackingLog_CL',
    guilty: [{ TimeGenerated: minutesAgo(61), Computer: 'MBX02' }],
    innocent: [
      // The name of a server in either case.
      { TimeGenerated: minutesAgo(600), Computer: 'mbx01' },
      { TimeGenerated: minutesAgo(60), Computer: 'MBX01' },
      { TimeGenerated: minutesAgo(60 * 25), Computer: 'RETIRED' },
      { TimeGenerated: minutesAgo(120), collector: 'MessageTrace' },
    ],
    fires: [{ Computer: 'MBX02' }],
  },
  'collection-lag': {
    table: 'MailflowHealth_CL',
    guilty: [2, 7, 12].flatMap((minutes) => [
      health(minutes, 'report-health', { Computer: 'MBX02', lagSeconds: 901 }),
      health(minutes, 'poll-message-trace', { lagSeconds: 901 }),
      // What is said of a gap has no lag.
      health(minutes, 'poll-message-trace', { gapSeconds: 3600 }),
    ]),
    innocent: [
      health(2, 'report-health', { Computer: 'MBX01', lagSeconds: 900 }),
      // Late once, then caught up.
      health(12, 'report-health', { Computer: 'MBX01', lagSeconds: 5000 }),
      health(2, 'forward-blob', { Computer: 'MBX03', lagSeconds: 5000 }),
    ],
    fires: [{ Computer: 'MBX02' }, { Computer: '' }],
  },
  'dead-letters': {
    table: 'MailflowHealth_CL',
    guilty: [health(5, 'dead-letters', { rowsRead: 1 })],
    innocent: [health(5, 'dead-letters', { rowsRead: 0 }), health(5, 'forward-blob', { rowsRead: 9 })],
    fires: [{}],
  },
  'poison-messages': {
    table: 'MailflowHealth_CL',
    guilty: [health(5, 'queue', { FilePath: 'forward-blob-poison', rowsRejected: 1 })],
    innocent: [
      health(5, 'queue', { FilePath: 'forward-blob', rowsRead: 9, rowsRejected: 3 }),
      health(5, 'forward-blob', { FilePath: 'MBX-poison', rowsRejected: 3 }),
      health(5, 'queue', { FilePath: 'forward-blob-poison', rowsRejected: 0 }),
    ],
    fires: [{}],
  },
  'message-trace-gap': {
    table: 'MailflowHealth_CL',
    guilty: [health(5, 'poll-message-trace', { gapSeconds: 1 })],
    innocent: [health(5, 'poll-message-trace', { lagSeconds: 20 })],
    fires: [{}],
  },
  'rule-errors': {
    table: 'DCRLogErrors',
    guilty: ['Custom-MessageTrace', 'Custom-MailflowHealth'].map((InputStreamId) => ({
      TimeGenerated: minutesAgo(5),
      InputStreamId,
    })),
    innocent: [{ TimeGenerated: minutesAgo(5), InputStreamId: 'Custom-Other' }],
    fires: [{}],
    each: true,
  },
};

function health(minutes: number, component: string, values: object): object {
  return { TimeGenerated: minutesAgo(minutes), component, ...values };
}

/** What Azure Monitor does with a rule: the query over the window, then the aggregate of each group against the threshold. */
function evaluate(rule: ReturnType<typeof alertRules>[number], rows: { table: string; rows: object[] }) {
  const db = workspace();
  for (const row of rows.rows as { TimeGenerated: string; late?: number }[]) {
    const { late = 0, ...stored } = row;
    const arrived = new Date(Date.parse(row.TimeGenerated) + late * 60_000);
    db.ingest(rows.table, [stored], undefined, arrived);
  }
  const result = db.query(rule.query, { timespan: rule.windowSize });
  const at = (name: string): number => result.columns.findIndex((column) => column.name === name);
  const groups = Map.groupBy(result.rows, (row) =>
    JSON.stringify(Object.fromEntries(rule.dimensions.map(({ name }) => [name, row[at(name)]]))),
  );
  return [...groups].flatMap(([group, members]) => {
    const values = members.map((row) => Number(row[at(rule.metricMeasureColumn ?? '')]));
    const measured = { Count: members.length, Minimum: Math.min(...values), Maximum: Math.max(...values) }[
      rule.timeAggregation as 'Count'
    ];
    assert.equal(rule.operator, 'GreaterThan');
    return measured > rule.threshold ? [JSON.parse(group) as object] : [];
  });
}

describe('alert rules', () => {
  for (const rule of alertRules()) {
    const { key } = rule;
    test(`${key} finds what it is for, and nothing else`, () => {
      const { table, guilty, innocent, fires, each } = cases[key] ?? assert.fail(`no case for ${key}`);
      assert.deepEqual(evaluate(rule, { table, rows: innocent }), []);
      assert.deepEqual(evaluate(rule, { table, rows: [...guilty, ...innocent] }), fires);
      for (const row of each ? guilty : []) {
        assert.deepEqual(evaluate(rule, { table, rows: [row] }), fires, JSON.stringify(row));
      }
    });
    test(`${key} is within the limits of Azure Monitor`, () => {
      assert.match(key, /^[a-z][a-z-]+$/);
      assert.ok(rule.severity >= 0 && rule.severity <= 4);
      assert.ok(rule.description.length > 40);
      // learn.microsoft.com/azure/templates/microsoft.insights/scheduledqueryrules: durations the service takes.
      assert.match(rule.evaluationFrequency, /^PT(?:1M|5M|10M|15M|30M|45M|1H|2H|3H|4H|5H|6H)$|^P1D$/);
      assert.match(rule.windowSize, /^PT(?:1M|5M|10M|15M|30M|45M|1H|2H|3H|4H|5H|6H)$|^P[12]D$/);
      assert.equal(rule.timeAggregation === 'Count', rule.metricMeasureColumn === null);
    });
  }
});
