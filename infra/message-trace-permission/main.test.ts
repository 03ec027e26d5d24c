import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { graphAppId, traceAppId, traceRoleId } from '../../src/message-trace/message-trace-permission.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the template grants what the scripts grant and the preflight looks for', () => {
  const text = read('main.bicep');
  const idOf = (resource: string, property: string): string | undefined =>
    new RegExp(`^resource ${resource} [^{]*\\{[^}]*\\b${property}: '([^']+)'`, 'm').exec(text)?.[1];
  assert.equal(idOf('graph', 'appId'), graphAppId);
  assert.equal(idOf('traceService', 'appId'), traceAppId);
  assert.equal(idOf('readsMessageTraces', 'appRoleId'), traceRoleId);
  assert.match(text, /\n {2}principalId: principalId\n {2}resourceId: graph\.id\n/);
});

test('the extension that it names is configured beside it, and main.bicep does without', () => {
  const { extensions } = JSON.parse(read('bicepconfig.json')) as { extensions: Record<string, string> };
  const [, name] = /^extension (\w+)$/m.exec(read('main.bicep'))!;
  assert.match(
    extensions[name!]!,
    /^br:mcr\.microsoft\.com\/bicep\/extensions\/microsoftgraph\/v1\.0:1\.\d+\.\d+$/,
  );
  assert.doesNotMatch(read('../main.bicep'), /Microsoft\.Graph|^extension /m);
  // What it asks for is an output there.
  assert.match(read('../main.bicep'), /^output principalId string/m);
});
