import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createDatabase, type KqlError } from '../index.ts';
import { ask } from '../testing/ask.ts';
import { wordPatterns } from './word-patterns.ts';

const db = createDatabase({
  tables: [{ name: 'T', columns: [{ name: 's', type: 'string' }] }],
  now: () => new Date(0),
});
const reduce = (texts: (string | null)[], rest = '') => {
  db.clear('T');
  db.ingest(
    'T',
    texts.map((s) => (s === null ? {} : { s })),
  );
  return db.query(`T | reduce by s ${rest}`).rows;
};

describe('reduce: the documented examples', () => {
  const machines = (threshold: number) =>
    ask(
      `range x from 1 to 1000 step 1 | project MyText = strcat("MachineLearningX", tostring(x % 10)) | reduce by MyText with threshold=${threshold}, characters = "X"`,
    );
  it('a small threshold finds one group', () => {
    assert.deepEqual(machines(0.001), {
      columns: ['Pattern', 'Count', 'Representative'],
      rows: [['MachineLearning*', 1000, 'MachineLearningX1']],
    });
  });
  it('a large threshold finds a group for each number, with the same pattern', () => {
    assert.deepEqual(
      machines(0.9).rows,
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((n) => ['MachineLearning*', 100, `MachineLearningX${n}`]),
    );
  });
  it('values of one term with a number are others, unless a separator is given', () => {
    const foo = 'range x from 1 to 10 step 1 | project str = strcat("foo", "Z", tostring(x)) | reduce by str';
    assert.deepEqual(ask(foo).rows, [['others', 10, '']]);
    assert.deepEqual(ask(`${foo} with characters="Z"`).rows, [['foo*', 10, 'fooZ1']]);
  });
  it('finds cities that begin alike', () => {
    const cities = ['San Bernard', 'Paris', 'San Diego', 'Saint Lucy', 'San Jose', 'Saint Paul', 'Paris'];
    assert.deepEqual(reduce([...cities, 'One -on- One', 'Two -on- Two']), [
      ['San *', 3, 'San Bernard'],
      ['Paris', 2, 'Paris'],
      ['Saint *', 2, 'Saint Lucy'],
      ['* -on- *', 2, 'One -on- One'],
    ]);
  });
});

describe('reduce', () => {
  it('shows separators by default, and takes given ones into the wildcard', () => {
    const texts = ['[7] port 80 shut', '[8] port 443 shut'];
    assert.deepEqual(reduce(texts), [['[*] port * shut', 2, texts[0]]]);
    assert.deepEqual(reduce(texts, 'with characters=" "'), [['*port*shut', 2, texts[0]]]);
    assert.deepEqual(reduce(['a-b 1-2-c', 'a-b 3-4-c'], 'with characters="- "'), [['a-b*c', 2, 'a-b 1-2-c']]);
  });
  it('asks for as many equal terms as the threshold says', () => {
    const texts = ['mail from ann sent', 'mail from bob sent', 'mail from bob lost', 'mail to bob lost'];
    assert.equal(reduce(texts, 'with threshold=0').length, 1);
    assert.deepEqual(reduce(texts, 'with threshold=0.5'), [
      ['mail from * *', 3, texts[0]],
      ['mail to bob lost', 1, texts[3]],
    ]);
    assert.equal(reduce(texts, 'with threshold=1').length, 4);
    assert.deepEqual(
      reduce(['a b', 'A b'], 'with threshold=1').map(([p]) => p),
      ['a b', 'A b'],
    );
  });
  it('counts empty and missing values, and those of separators only, among the others', () => {
    assert.deepEqual(reduce(['', null, '--', 'ok']), [
      ['ok', 1, 'ok'],
      ['others', 3, ''],
    ]);
    assert.deepEqual(reduce([]), []);
  });
  it('groups an expression, and its result can be asked on', () => {
    const kql = 'print a = "x" | reduce by strcat(a, " 1") | project Pattern, n = Count + 1';
    assert.deepEqual(ask(kql).rows, [['x *', 2]]);
  });
  it('refuses what it does not know', () => {
    const fails = (rest: string, kind: string) =>
      assert.throws(
        () => ask(`print a = "x" | reduce ${rest}`),
        (e: KqlError) => e.kind === kind,
        rest,
      );
    fails('kind=source by a', 'unsupported');
    fails('by a with threshold=1.5', 'bind');
  });
});

describe('reduce: laws', () => {
  const word = fc.constantFrom('get', 'put', 'mail', 'x1', '22', 'é', 'a*b', '');
  const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
  const texts = fc.array(text, { maxLength: 30 });
  const threshold = fc.double({ min: 0, max: 1, noNaN: true });
  const separators = fc.constantFrom(undefined, ' ', 'a ', '');
  const counted = (list: string[]) => {
    const out = new Map<string, number>();
    for (const t of list) out.set(t, (out.get(t) ?? 0) + 1);
    return out;
  };
  it('counts add up to the rows, and each group’s representative matches its pattern', () => {
    fc.assert(
      fc.property(texts, threshold, separators, (list, t, s) => {
        const found = wordPatterns(counted(list), { threshold: t, separators: s });
        assert.equal(
          found.reduce((sum, { count }) => sum + count, 0),
          list.length,
        );
        for (const { pattern, representative, count } of found) {
          if (pattern === 'others') continue;
          const matching = list.filter((x) => matches(x, pattern)).length;
          assert.ok(matches(representative, pattern), `${representative} / ${pattern}`);
          assert.ok(matching >= count, `${pattern}: ${matching} of ${count}`);
        }
      }),
    );
  });
  it('a larger threshold never finds fewer groups', () => {
    fc.assert(
      fc.property(texts, threshold, threshold, (list, a, b) => {
        const groups = (t: number) =>
          wordPatterns(counted(list), { threshold: t, separators: undefined }).length;
        assert.ok(groups(Math.min(a, b)) <= groups(Math.max(a, b)));
      }),
    );
  });
});

/** Whether `*` in a pattern can stand for what the text has there. */
function matches(text: string, pattern: string): boolean {
  const quoted = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${quoted}$`, 's').test(text);
}
