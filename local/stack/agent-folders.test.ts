import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAgentConfig } from '../../src/agent/check-agent-config.ts';
import { agentConfiguration } from './agent-folders.ts';
import { stackLayout } from './stack-layout.ts';

const layout = stackLayout('/data', 4280);
const machine = { platform: 'linux', hostname: 'desk.example.org' };

test('the agent takes the configuration as it is', () => {
  const config = checkAgentConfig(agentConfiguration(layout, true, '/logs/ex07/MessageTracking'), machine);
  assert.deepEqual(
    config.folders.map(({ computer }) => computer),
    ['MBX01', 'MBX02', 'EDGE01', 'EX07'],
  );
  assert.equal(config.blobServiceUri, 'https://127.0.0.1:4282/devstoreaccount1');
  assert.equal(config.credential.type, 'managedIdentity');
});

test('a folder that does not tell its server is named after this machine', () => {
  const config = checkAgentConfig(agentConfiguration(layout, false, '/copies'), machine);
  assert.equal(config.folders.length, 1);
  assert.match(config.folders[0]!.computer, /^[A-Z0-9][A-Z0-9_-]*$/);
});
