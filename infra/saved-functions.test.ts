import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deployedFunctions, firstSentences, parseFunction, savedFunctions } from './saved-functions.ts';

test('signature, description and query are told apart', () => {
  const text = [
    '// MailCount(window:timespan=1h, n:long=5)',
    '// Counts messages.',
    '// Newest first.',
    'MessageTrackingLog_CL',
    '// one server',
    '| take n',
    '',
  ].join('\n');
  assert.deepEqual(parseFunction('MailCount', text), {
    alias: 'MailCount',
    displayName: 'MailCount',
    parameters: 'window:timespan=1h, n:long=5',
    description: 'Counts messages. Newest first.',
    query: 'MessageTrackingLog_CL\n// one server\n| take n',
  });
});

test('a file without its signature is refused', () => {
  assert.throws(
    () => parseFunction('MailCount', 'MessageTrackingLog_CL'),
    /has to begin with "\/\/ MailCount\(/,
  );
  assert.throws(() => parseFunction('MailCount', '// Other()\nT'), /has to begin/);
});

test('a tag gets whole sentences, as many as fit', () => {
  assert.equal(
    firstSentences('Counts messages of v1.0 servers. Newest first.'),
    'Counts messages of v1.0 servers. Newest first.',
  );
  assert.equal(firstSentences(`Counts. ${'x'.repeat(246)}. More.`), `Counts. ${'x'.repeat(246)}.`);
  assert.equal(firstSentences(`Counts. ${'x'.repeat(247)}. More.`), 'Counts.');
  assert.throws(() => firstSentences(`${'x'.repeat(255)}.`), /no sentence of at most 255/);
  for (const { description } of deployedFunctions()) assert.ok(description.length <= 255);
});

test('every function of the repository says what it is for', () => {
  for (const { alias, description, query } of savedFunctions()) {
    assert.ok(description.length > 20, alias);
    assert.ok(query.length > 0, alias);
  }
});
