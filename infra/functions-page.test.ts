import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tables } from '../src/streams/index.ts';
import { functionsPage } from './functions-page.ts';
import { parseFunction } from './saved-functions.ts';

const text = (columns: readonly string[]) =>
  [
    '// Count(name:string, window:timespan=1h)',
    '// Counts messages of a sender. It is an example.',
    '',
    '// Columns',
    ...columns,
    'MessageTrackingLog_CL | where senderAddress == name | summarize Messages = count() by Sender = senderAddress',
  ].join('\n');
const page = (...columns: string[]) => functionsPage([parseFunction('Count', text(columns))], tables);

test('signature, description and columns with their types', () => {
  const made = page('// Sender: Who sent, a|b.', '// Messages: How many.');
  assert.match(made, /^- \[Count\]\(#count\): Counts messages of a sender\.$/m);
  assert.match(made, /^`Count\(name: string, window: timespan = 1h\)`$/m);
  assert.match(made, /^\| `Sender` +\| string \| Who sent, a\\\|b\. +\|$/m);
  assert.match(made, /^\| `Messages` +\| long +\| How many\. +\|$/m);
});

test('a column without a description, a description without a column, and a line that is neither', () => {
  assert.throws(() => page('// Sender: Who sent.'), /Count: these columns are not described: Messages/);
  assert.throws(
    () => page('// Sender: a.', '// Messages: b.', '// Size: c.'),
    /Count: there are no such columns: Size/,
  );
  assert.throws(() => page('// Sender: a.', '// and more text'), /this is no "\/\/ Column: meaning"/);
});

test('a function with the columns of another says so, and has them', () => {
  const like = (query: string) =>
    functionsPage(
      [
        parseFunction('Count', text(['// Sender: Who sent.', '// Messages: How many.'])),
        parseFunction('Few', `// Few()\n// The same. An example.\n\n// Columns of Count\n${query}`),
      ].map((entry) => (entry.alias === 'Count' ? { ...entry, parameters: "name:string='a'" } : entry)),
      tables,
    );
  assert.match(like("Count('b') | take 3"), /^The columns are those of \[Count\]\(#count\)\.$/m);
  assert.throws(() => like('Count | project Sender'), /Few: other columns than Count/);
});
