import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { graphAppId, traceAppId, traceRoleId } from '../../src/message-trace/message-trace-permission.ts';

const script = fileURLToPath(new URL('grant-message-trace.sh', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mailflow-grant-'));
after(() => rmSync(folder, { recursive: true }));
const principal = '11111111-2222-3333-4444-555555555555';

/** A stand-in for `az rest` that keeps a tenant in files: POST adds, GET with a query tells whether it is there. */
writeFileSync(
  join(folder, 'az'),
  `#!/usr/bin/env bash
set -eu
cd '${folder}'
url=; method=; body=
while [ $# -gt 0 ]; do case $1 in --url) url=$2; shift;; --method) method=$2; shift;; --body) body=$2; shift;; esac; shift; done
echo "$method $url $body" >> calls
case "$method $url" in
  "get "*"appId eq '${graphAppId}'") echo graph-object ;;
  "get "*"appId eq '${traceAppId}'") if [ -f principal ]; then echo trace-object; fi ;;
  "post "*/servicePrincipals) echo "$body" > principal ;;
  "get "*/${principal}/appRoleAssignments) if [ -f role ]; then echo assignment; fi ;;
  "post "*/${principal}/appRoleAssignments) echo "$body" > role ;;
  *) echo "unexpected: $method $url" >&2; exit 1 ;;
esac
`,
  { mode: 0o755 },
);
const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };

test('grants the role and makes the service principal; a second run changes nothing', () => {
  const first = execFileSync(script, [principal], { env, encoding: 'utf8' });
  assert.match(first, /message trace service: created\n.*Read\.All: granted\n/);
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'principal'), 'utf8')), { appId: traceAppId });
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'role'), 'utf8')), {
    principalId: principal,
    resourceId: 'graph-object',
    appRoleId: traceRoleId,
  });
  const second = execFileSync(script, [principal], { env, encoding: 'utf8' });
  assert.match(second, /there already\n.*granted already\n/);
  const posts = readFileSync(join(folder, 'calls'), 'utf8').match(/^post .*$/gm);
  assert.equal(posts?.length, 2);
});

test('what is no object id is refused before anything is asked', () => {
  for (const args of [[], ['mailflow-identity']]) {
    const { status, stderr } = spawnSync(script, args, { env, encoding: 'utf8' });
    assert.equal(status, 2);
    assert.match(stderr, /^Usage: .*object id/);
  }
});

test('both scripts name the ids that the preflight looks for', () => {
  for (const name of ['grant-message-trace.sh', 'Grant-MessageTrace.ps1']) {
    const text = readFileSync(new URL(name, import.meta.url), 'utf8');
    for (const id of [graphAppId, traceAppId, traceRoleId]) assert.ok(text.includes(id), `${name}: ${id}`);
  }
});
