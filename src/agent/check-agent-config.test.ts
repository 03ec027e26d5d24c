import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MailflowError } from '../error.ts';
import { checkAgentConfig, defaultComputer } from './check-agent-config.ts';

const windows = { platform: 'win32', hostname: 'ex01.contoso.com' };
const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
const good = {
  folders: ['C:\\Logs\\MessageTracking'],
  blobServiceUri: 'https://acct.blob.core.windows.net/',
  credential: {
    type: 'certificate',
    tenantId: id,
    clientId: id,
    certificatePath: 'C:/ProgramData/agent.pem',
  },
};

function problems(config: unknown, machine = windows): string {
  try {
    checkAgentConfig(config, machine);
  } catch (error) {
    assert.ok(error instanceof MailflowError);
    assert.equal(error.code, 'agent-config');
    return error.message;
  }
  assert.fail('no problem was found');
}

test('a small configuration gets its defaults', () => {
  const config = checkAgentConfig(good, windows);
  assert.deepEqual(config.folders, [{ path: 'C:\\Logs\\MessageTracking', computer: 'EX01' }]);
  assert.equal(config.blobServiceUri, 'https://acct.blob.core.windows.net');
  assert.equal(config.pollSeconds, 10);
  assert.equal(config.queueServiceUri, undefined);
  assert.equal(
    config.credential.type === 'certificate' && config.credential.certificatePath,
    'C:\\ProgramData\\agent.pem',
  );
});

test('computer names: short, upper case, a folder before the file before the machine', () => {
  assert.equal(defaultComputer('ex01.contoso.com'), 'EX01');
  const folders = ['C:\\A', { path: '\\\\ex02\\logs$\\b\\', computer: 'ex02' }];
  assert.deepEqual(checkAgentConfig({ ...good, computer: 'edge01', folders }, windows).folders, [
    { path: 'C:\\A', computer: 'EDGE01' },
    { path: '\\\\ex02\\logs$\\b', computer: 'EX02' },
  ]);
});

test('all problems come in one error', () => {
  const text = problems({
    foldrs: ['C:\\Logs'],
    blobServiceUri: 'http://acct.blob.core.windows.net',
    queueServiceUri: 'https://acct.queue.core.windows.net/?sig=abc',
    credential: { type: 'certificat', tenantId: id },
    proxy: 'http://user:secret@proxy:8080',
    pollSeconds: '1',
  });
  assert.match(text, /has 7 problems/);
  assert.match(text, /foldrs: there is no such setting; did you mean folders\?/);
  assert.match(text, /folders: name at least one folder/);
  assert.match(text, /blobServiceUri: must begin with https/);
  assert.match(text, /queueServiceUri: must hold no key/);
  assert.match(text, /did you mean certificate\?/);
  assert.match(text, /proxy: must hold no user name/);
  assert.match(text, /pollSeconds: must be a number of seconds/);
  assert.doesNotMatch(text, /secret/);
});

test('Windows paths: full ones only, a share needs the name of its server, no folder twice', () => {
  const folders = (...paths: unknown[]) => problems({ ...good, folders: paths });
  for (const path of ['Logs', 'C:Logs', '\\Logs', '\\\\server'])
    assert.match(folders(path), /is not a full path/, path);
  assert.match(folders('\\\\ex02\\logs'), /needs the name of the server/);
  assert.match(folders('C:\\Logs', 'c:/logs/'), /folders\[1\]: the same folder as folders\[0\]/);
  assert.deepEqual(checkAgentConfig({ ...good, folders: ['C:\\'] }, windows).folders[0]?.path, 'C:\\');
});

test('keys of a credential and of a folder are checked too', () => {
  assert.match(
    problems({ ...good, credential: { type: 'managedIdentity', clientID: id } }),
    /credential\.clientID: there is no such setting; did you mean clientId\?/,
  );
  assert.match(
    problems({ ...good, folders: [{ pth: 'C:\\Logs' }] }),
    /folders\[0\]\.pth.*did you mean path\?/,
  );
  assert.match(
    problems({ ...good, credential: { ...good.credential, tenantId: 'contoso' } }),
    /must be a GUID/,
  );
  assert.match(problems([]), /one JSON object/);
});

test('on other systems paths begin with /', () => {
  const machine = { platform: 'linux', hostname: 'ex01' };
  const config = { ...good, folders: ['/var/logs/'], credential: { type: 'environment' } };
  assert.equal(checkAgentConfig(config, machine).folders[0]?.path, '/var/logs');
  assert.match(problems({ ...config, folders: ['logs'] }, machine), /must begin with \//);
});
