/** Every query of every workbook over the sample organisation: as it opens, and after each click. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  type Database,
  type QueryResult,
  substituteParameters,
  timespanOf,
  type WorkbookParameter,
} from '../../kql-engine/index.ts';
import { lookalikeOn } from '../../local/sample/incidents/phishing-wave.ts';
import { emptyWorkspace, now, sampleWorkspace } from './sample-workspace.ts';
import { checkVisualization } from './visualization.ts';
import { type NamedQuery, queriesOf, workbookDocuments } from './workbook-document.ts';

/** Queries that find nothing in the sample, with the reason. */
const empty: Record<string, Record<string, string>> = {
  'delivery-health': { 'unusual events': 'the sample has no poison messages and the like' },
  'message-journey': {
    summary: 'no message is chosen',
    fate: 'no message is chosen',
    'time by server': 'no message is chosen',
    steps: 'no message is chosen',
    'related messages': 'no message is chosen',
  },
  security: { 'way of the message': 'no message is chosen' },
  'hybrid-and-exchange-online': { 'way of the message': 'no message is chosen' },
};

let database: Database;
before(() => {
  database = sampleWorkspace();
});

function run(
  { name, query }: NamedQuery,
  parameters: readonly WorkbookParameter[],
  workspace = database,
): QueryResult {
  const { text, unresolved } = substituteParameters(query, parameters, now);
  assert.deepEqual(unresolved, [], name);
  const range = parameters.find((parameter) => parameter.name === 'TimeRange')!;
  try {
    return workspace.query(text, { timespan: timespanOf(range.value, now)! });
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}\n${text}`, { cause: error });
  }
}

for (const document of workbookDocuments) {
  describe(document.key, () => {
    const none = empty[document.key] ?? {};
    const queries = queriesOf(document);

    test('the list of empty queries names queries', () => {
      const names = queries.map(({ name }) => name);
      assert.deepEqual(
        Object.keys(none).filter((name) => !names.includes(name)),
        [],
      );
    });

    for (const query of queries) {
      test(query.name, () => {
        const result = run(query, document.parameters);
        assert.equal(result.rows.length === 0, query.name in none, `${result.rows.length} rows`);
        if (query.content !== undefined) checkVisualization(query.content, result);
      });
    }

    for (const clicked of queries) {
      for (const { fieldName, parameterName } of clicked.content?.exportedParameters ?? []) {
        test(`a click in ${clicked.name} sets ${parameterName}`, () => {
          const { columns, rows } = run(clicked, document.parameters);
          const index = columns.findIndex(({ name }) => name === fieldName);
          assert.ok(index >= 0, `no column ${fieldName}`);
          const value = rows.map((row) => row[index]).find((cell) => cell !== '' && cell !== null);
          assert.equal(typeof value, 'string');
          const chosen = document.parameters.map((parameter) =>
            parameter.name === parameterName ? { ...parameter, value } : parameter,
          );
          const followers = queries.filter(({ query }) => query.includes(`{${parameterName}`));
          assert.ok(followers.length > 0, 'nothing follows');
          for (const follower of followers) {
            const found = run(follower, chosen);
            assert.ok(
              found.rows.length > 0 || follower.name === 'related messages',
              `${follower.name} is empty`,
            );
            checkVisualization(follower.content!, found);
          }
        });
      }
    }

    test('every filter takes single values, a custom time range and quotes', () => {
      const chosen = document.parameters.map((parameter) => {
        if (parameter.name === 'TimeRange')
          return { ...parameter, value: { durationMs: 7_200_000, endTime: '2026-11-21T11:30:00Z' } };
        if (parameter.name === 'Server') return { ...parameter, value: ['MBX01', 'Exchange Online'] };
        if (parameter.name === 'Domain') return { ...parameter, value: ["o'brien.example", 'contoso.com'] };
        if (parameter.name === 'Direction') return { ...parameter, value: ['Internal', 'Incoming'] };
        if (parameter.name === 'Outcome') return { ...parameter, value: ['Delivered'] };
        const text = parameter.type === 1 && parameter.isRequired !== true;
        return text ? { ...parameter, value: 'o\'brien" \\@contoso.com' } : parameter;
      });
      for (const query of queries) run(query, chosen);
    });
  });
}

test('a workspace without rows is no error', () => {
  const workspace = emptyWorkspace();
  for (const document of workbookDocuments) {
    for (const query of queriesOf(document)) run(query, document.parameters, workspace);
  }
});

test('only alerts on mail flow are shown', () => {
  const security = workbookDocuments.find(({ key }) => key === 'security')!;
  const { columns, rows } = run(
    queriesOf(security).find(({ name }) => name === 'alerts')!,
    security.parameters,
  );
  const name = columns.findIndex((column) => column.name === 'AlertName');
  assert.deepEqual(
    rows.map((row) => row[name]),
    ['Mail forwarded'],
  );
});

test('top senders count as MailTopSenders does', () => {
  const overview = workbookDocuments.find(({ key }) => key === 'mail-flow-overview')!;
  const { columns, rows } = run(
    queriesOf(overview).find(({ name }) => name === 'top senders')!,
    overview.parameters,
  );
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const shown = rows
    .map((row) => [row[at('Sender')], row[at('Messages')], row[at('Recipients')]])
    .slice(0, 10);
  const known = database.query('MailTopSenders(1d, 1000) | project SenderAddress, Messages, Recipients').rows;
  assert.equal(shown.length, 10);
  for (const sender of shown)
    assert.deepEqual(
      sender,
      known.find(([name]) => name === sender[0]),
    );
});

test('a filter leaves fewer rows', () => {
  const overview = workbookDocuments.find(({ key }) => key === 'mail-flow-overview')!;
  const messages = queriesOf(overview).find(({ name }) => name === 'messages')!;
  const count = (changes: Record<string, unknown>) => {
    const parameters = overview.parameters.map((parameter) => ({
      ...parameter,
      value: changes[parameter.name] ?? parameter.value,
    }));
    return run({ ...messages, query: messages.query.replace('top 500', 'top 100000') }, parameters).rows
      .length;
  };
  const all = count({});
  for (const changes of [
    { Server: ['EDGE01'] },
    { Domain: ['fabrikam.com'] },
    { Direction: ['Outgoing'] },
    { TimeRange: { durationMs: 3_600_000 } },
    { PartnerDomain: 'FABRIKAM.com' },
  ]) {
    const some = count(changes);
    assert.ok(some > 0 && some < all, `${JSON.stringify(changes)}: ${some} of ${all}`);
  }
});

test('the signals name the guilty of the incidents', () => {
  const security = workbookDocuments.find(({ key }) => key === 'security')!;
  const list = queriesOf(security).find(({ name }) => name === 'signal list')!;
  const { columns, rows } = run(list, security.parameters);
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const pairs = rows.map((row) => `${row[at('Signal')]}: ${row[at('Who')]}`);
  for (const signal of ['Wave from outside', 'Domain like ours', 'Guessed addresses']) {
    assert.ok(pairs.includes(`${signal}: it-support@${lookalikeOn(now.getTime())}`), signal);
  }
  const like = new Set(pairs.filter((pair) => pair.startsWith('Domain like ours')));
  assert.equal(like.size, 1, [...like].join(', '));
  assert.ok(pairs.some((pair) => pair.startsWith('Forwarding to the outside: ')));
  assert.ok(pairs.some((pair) => pair.startsWith('Mass mail from inside: ')));
});
