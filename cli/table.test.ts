import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import declared from '../infra/generated/tables.json' with { type: 'json' };
import { MailflowError } from '../src/error.ts';
import {
  ArmService,
  type ArmServiceOptions,
  armCredential,
  testWorkspaceId,
} from '../test/doubles/arm/arm-service.ts';
import { tableCommand } from './table.ts';

const option6Columns = declared[0].columns.slice(0, 31);

/** Runs the command against a double; gives what it printed and what it failed with. */
async function run(options: ArmServiceOptions, ...args: string[]) {
  return runAnswering(undefined, options, ...args);
}

/** @param answer of the person at the terminal; undefined: there is none */
async function runAnswering(answer: string | undefined, options: ArmServiceOptions, ...args: string[]) {
  const ask = answer === undefined ? undefined : async () => answer;
  const service = new ArmService(options);
  const out = mock.method(console, 'log', () => {});
  const err = mock.method(console, 'error', () => {});
  const command = tableCommand({ credential: armCredential, httpClient: service.httpClient, pollMs: 0, ask })
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  let error: unknown;
  await command.parseAsync(args, { from: 'user' }).catch((reason) => {
    error = reason;
  });
  const text = (calls: readonly { arguments: unknown[] }[]) =>
    calls.map((call) => call.arguments.join(' ')).join('\n');
  return { service, error, out: text(out.mock.calls), err: text(err.mock.calls) };
}

describe('mailflow table', () => {
  const authority = process.env.AZURE_AUTHORITY_HOST;
  afterEach(() => {
    mock.restoreAll();
    if (authority === undefined) delete process.env.AZURE_AUTHORITY_HOST;
    else process.env.AZURE_AUTHORITY_HOST = authority;
  });

  it('plan says which columns are added, and changes nothing', async () => {
    const table = {
      name: 'MessageTrackingLog_CL',
      plan: 'Analytics',
      schema: { columns: [...option6Columns, { name: 'Ticket', type: 'string' }] },
    };
    const { service, error, out } = await run({ tables: [table] }, 'plan', '--workspace', testWorkspaceId);
    assert.equal(error, undefined);
    assert.match(out, /law-mail \(westeurope\)/);
    assert.match(out, /MessageTrackingLog_CL: to be changed\n.*option 6/);
    assert.match(out, /\n {2}add {3}recordId +string\n/);
    assert.match(out, /\n {2}keep {2}Ticket +not a column of mailflow\n/);
    assert.match(out, /MailflowHealth_CL: to be created/);
    assert.equal(service.writes.length, 0);
  });

  it('apply does it and tells its steps; the second time there is nothing to do', async () => {
    const first = await run({}, 'apply', '--workspace', testWorkspaceId, '--yes', '--total-retention', '365');
    assert.equal(first.error, undefined);
    assert.match(first.err, /MessageTrackingLog_CL: creating …\nMessageTrackingLog_CL: done/);
    const tables = declared.map(({ name }) => first.service.table(name)!);
    const second = await run({ tables }, 'apply', '--workspace', testWorkspaceId, '--yes', '--json');
    assert.deepEqual(
      JSON.parse(second.out).tables.map(({ action }: { action: string }) => action),
      ['none', 'none'],
    );
    assert.equal(second.service.writes.length, 0);
  });

  it('refuses a type change, says what to do, and ends with an error', async () => {
    const columns = option6Columns.map((column) =>
      column.name === 'source' ? { ...column, type: 'int' } : column,
    );
    const table = { name: 'MessageTrackingLog_CL', plan: 'Analytics', schema: { columns } };
    const { service, error, out } = await run(
      { tables: [table] },
      'apply',
      '--yes',
      '--workspace',
      testWorkspaceId,
    );
    assert.equal((error as MailflowError).code, 'tables-refused');
    assert.match(out, /✗ Column source of MessageTrackingLog_CL has the type int.*\n +Find out what writes/);
    assert.equal(service.writes.length, 0);
  });

  it('asks for --yes where nobody can be asked', async () => {
    const { error } = await run({}, 'apply', '--workspace', testWorkspaceId);
    assert.match(String(error), /--yes/);
  });

  it('changes nothing without the consent of the person that it asks', async () => {
    const args = ['apply', '--workspace', testWorkspaceId];
    const declined = await runAnswering('n', {}, ...args);
    assert.equal(declined.service.writes.length, 0);
    assert.match(declined.err, /Nothing was changed/);
    assert.equal(process.exitCode, 1);
    process.exitCode = 0;
    assert.equal((await runAnswering('y', {}, ...args)).service.writes.length, 2);
  });

  it('tells a GUID, an immutable id and another resource from the id of a workspace', async () => {
    for (const [id, text] of [
      ['11111111-2222-3333-4444-555555555555', /is a GUID/],
      [`dcr-${'0'.repeat(32)}`, /immutable id/],
      [testWorkspaceId.replace('OperationalInsights/workspaces', 'Storage/storageAccounts'), /Storage/],
      ['law-mail', /not a resource id\. The resource id of a Log Analytics workspace/],
    ] as const) {
      const { service, error } = await run({}, 'plan', '--workspace', id);
      assert.ok(error instanceof MailflowError);
      assert.match(error.message, text);
      assert.match(error.advice, /az monitor log-analytics workspace list/);
      assert.equal(service.requests.length, 0);
    }
  });

  it('goes to the cloud that is named, and signs in there', async () => {
    delete process.env.AZURE_AUTHORITY_HOST;
    const { service } = await run({}, 'plan', '--workspace', testWorkspaceId, '--cloud', 'china');
    assert.deepEqual([...service.hosts], ['https://management.chinacloudapi.cn']);
    assert.equal(process.env.AZURE_AUTHORITY_HOST, 'https://login.chinacloudapi.cn');
    process.env.AZURE_AUTHORITY_HOST = 'https://login.microsoftonline.us/';
    const byEnvironment = await run({}, 'plan', '--workspace', testWorkspaceId);
    assert.deepEqual([...byEnvironment.service.hosts], ['https://management.usgovcloudapi.net']);
    const { error } = await run({}, 'plan', '--workspace', testWorkspaceId, '--cloud', 'china');
    assert.match(String(error), /contradicts/);
  });

  it('checks settings before it asks Azure anything', async () => {
    const args = ['plan', '--workspace', testWorkspaceId, '--plan', 'Basic', '--retention', '3'];
    const { service, error } = await run({}, ...args);
    assert.match(String(error), /4 to 730 days, not 3[\s\S]*plan Analytics only/);
    assert.equal(service.requests.length, 0);
  });
});
