/** What the Message journey workbook says of a message that waited, held against the records of that message. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Database, substituteParameters, timespanOf } from '../../kql-engine/index.ts';
import { now, sampleWorkspace } from './sample-workspace.ts';
import { queriesOf, workbookDocuments } from './workbook-document.ts';

type Row = Readonly<Record<string, unknown>>;

const journey = workbookDocuments.find(({ key }) => key === 'message-journey')!;
let database: Database;
let chosen: string;

/** The rows of an item of the workbook when a message is chosen. */
function rowsOf(item: string, document = journey): Row[] {
  const { query } = queriesOf(document).find(({ name }) => name === item)!;
  const parameters = document.parameters.map((parameter) =>
    parameter.name === 'Message' ? { ...parameter, value: chosen } : parameter,
  );
  const { text, unresolved } = substituteParameters(query, parameters, now);
  assert.deepEqual(unresolved, []);
  const range = parameters.find(({ name }) => name === 'TimeRange')!;
  return rows(text, timespanOf(range.value, now)!);
}

function rows(query: string, timespan?: string): Row[] {
  const { columns, rows: found } = database.query(query, timespan === undefined ? {} : { timespan });
  return found.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
}

const number = (row: Row, column: string) => Number(row[column]);
const near = (actual: number, expected: number, what: string) =>
  assert.ok(Math.abs(actual - expected) < 0.01, `${what}: ${actual}, expected ${expected}`);

describe('the journey of a message that was deferred', () => {
  before(() => {
    database = sampleWorkspace();
    const [slowest] = rows(
      "MailOutcome | where Deferrals > 0 and Outcome == 'Delivered' | top 1 by Latency | project MessageKey",
    );
    assert.ok(slowest, 'the sample has no message that was deferred and delivered');
    chosen = String(slowest.MessageKey);
  });

  test('bars begin where the one before ended, and are as long as the step took', () => {
    const steps = rowsOf('steps');
    assert.ok(steps.length > 3);
    let passed = 0;
    for (const step of steps) {
      const parts = ['OnServer', 'Between', 'Waiting', 'Moderating'].map((name) => number(step, name));
      near(number(step, 'Passed'), passed, `step ${step.Step} begins`);
      near(
        parts.reduce((sum, part) => sum + part, 0),
        number(step, 'Seconds'),
        `step ${step.Step} took`,
      );
      assert.ok(parts.filter((part) => part > 0).length <= 1, `step ${step.Step} has one kind of time`);
      passed += number(step, 'Seconds');
    }
    near(number(steps.at(-1)!, 'Since'), passed, 'the whole way');
  });

  test('the summary adds up, and names the wait', () => {
    const values = new Map(rowsOf('summary').map((row) => [row.Title, row]));
    const value = (title: string) => number(values.get(title)!, 'Value');
    const steps = rowsOf('steps');
    near(value('From first to last record'), number(steps.at(-1)!, 'Since'), 'the whole way');
    near(
      value('Deferred') + value('Between servers') + value('On servers'),
      value('From first to last record'),
      'the parts',
    );
    const deferrals = steps.filter(({ Outcome }) => Outcome === 'Deferred').length;
    assert.ok(deferrals > 0);
    assert.equal(values.get('Deferred')!.Note, deferrals === 1 ? '1 deferral' : `${deferrals} deferrals`);
    near(
      value('Longest wait'),
      Math.max(...steps.map((step) => number(step, 'Seconds'))),
      'the longest step',
    );
    assert.match(String(values.get('Longest wait')!.Note), /^for \S+, on \S+$/);
  });

  test('a decision of a moderator is waited for, not the server', () => {
    const [moderated] = rows(
      "MailFlow | where EventId == 'MODERATORAPPROVE' | top 1 by EventTime | project MessageKey",
    );
    assert.ok(moderated, 'the sample has no moderated message');
    const before = chosen;
    chosen = String(moderated.MessageKey);
    const decision = rowsOf('steps').find(({ EventId }) => EventId === 'MODERATORAPPROVE')!;
    assert.equal(decision.Moderating, decision.Seconds);
    assert.ok(rowsOf('summary').some(({ Title }) => Title === 'With a moderator'));
    chosen = before;
    assert.ok(!rowsOf('summary').some(({ Title }) => Title === 'With a moderator'));
  });

  test('the time of the servers is that of the steps', () => {
    const byServer = rowsOf('time by server');
    const sum = (list: readonly Row[]) => list.reduce((total, row) => total + number(row, 'Seconds'), 0);
    near(sum(byServer), sum(rowsOf('steps')), 'all servers');
    assert.ok(byServer.some(({ Kind }) => Kind === 'Deferred'));
  });

  test('the other workbooks show the same way', () => {
    const steps = rowsOf('steps');
    for (const key of ['security', 'hybrid-and-exchange-online']) {
      const document = workbookDocuments.find((one) => one.key === key)!;
      const way = rowsOf('way of the message', document);
      assert.deepEqual(
        way.map(({ Step, Server, EventId, Seconds }) => [Step, Server, EventId, Seconds]),
        steps.map(({ Step, Server, EventId, Seconds }) => [Step, Server, EventId, Seconds]),
        key,
      );
    }
  });
});
