import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { checkTransform } from '../kql-engine/index.ts';
import { probePattern } from '../src/exchange/record-filter.ts';
import { streams } from '../src/streams/index.ts';
import { kustoColumns } from '../src/streams/kusto-columns.ts';
import { composeTransform, minifyKql, transformLengthLimit } from './compose-transform.ts';

const names = readdirSync(new URL('./transforms/', import.meta.url))
  .filter((name) => name.endsWith('.kql'))
  .map((name) => name.slice(0, -'.kql'.length));

test('minifying keeps strings and the blanks that separate words', () => {
  const text = `
    source // a comment with 'quotes'
    | where  a !in ('x  // y', "p \\" q", @'v''  |') and b == -1 - c
    | project-away   d,
        e`;
  assert.equal(
    minifyKql(text),
    `source|where a !in('x  // y',"p \\" q",@'v''  |')and b==-1 - c|project-away d,e`,
  );
});

test('every transform belongs to a stream, and every stream names one that exists', () => {
  const used = streams.flatMap((stream) => stream.flows.flatMap((flow) => flow.transform ?? []));
  assert.deepEqual([...used].sort(), [...names].sort());
});

for (const stream of streams) {
  for (const { transform } of stream.flows) {
    if (transform === undefined) continue;
    test(`${transform} is one line within the limit and uses only what Azure Monitor allows`, () => {
      const kql = composeTransform(transform);
      assert.ok(kql.length <= transformLengthLimit);
      assert.doesNotMatch(kql, /\n/);
      const columns = kustoColumns(stream.columns);
      assert.deepEqual(checkTransform(kql, columns), []);
    });
  }
}

test('the transforms know a probe by the same pattern as the reader', () => {
  assert.ok(probePattern.ignoreCase);
  for (const name of ['message-tracking-log', 'message-tracking-text']) {
    assert.ok(composeTransform(name).includes(`@'(?i)${probePattern.source}'`), name);
  }
});
