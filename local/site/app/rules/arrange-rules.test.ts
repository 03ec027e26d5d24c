import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrangeRules } from './arrange-rules.ts';
import type { Alert, RuleRun } from './evaluate-rule.ts';
import type { Rule } from './rule.ts';

const rule = (id: string, severity: string) =>
  ({ id, name: `Rule ${id}`, description: `About ${id}`, severity, attack: [`T-${id}`] }) as unknown as Rule;
const rules = [rule('d', 'Low'), rule('b', 'Medium'), rule('c', 'Medium'), rule('a', 'High')];
const run = (alerts: number): RuleRun => ({
  state: 'done',
  at: 0,
  alerts: Array.from({ length: alerts }, () => ({}) as Alert),
});
const runs = new Map([
  ['c', run(2)],
  ['d', run(1)],
  ['a', run(0)],
]);
const names = (search: string, withAlerts = false, known: ReadonlyMap<string, RuleRun> = runs) =>
  arrangeRules(rules, known, { search, withAlerts })
    .map(({ id }) => id)
    .join('');

test('rules with alerts stand first, the gravest before the others, then by name', () => {
  assert.equal(names('', false, new Map()), 'abcd');
  assert.equal(names(''), 'cdab');
});

test('only those with alerts, or with a word', () => {
  assert.equal(names('', true), 'cd');
  assert.equal(names(' t-B'), 'b');
  assert.equal(names('t-b', true), '');
});
