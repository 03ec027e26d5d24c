import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import declared from '../../infra/generated/tables.json' with { type: 'json' };
import { armError, armErrors } from '../../test/doubles/arm/arm-answers.ts';
import {
  ArmService,
  type ArmServiceOptions,
  armCredential,
  testWorkspaceId,
} from '../../test/doubles/arm/arm-service.ts';
import type { StoredTable } from '../../test/doubles/arm/arm-tables.ts';
import { azureClouds } from '../arm/azure-cloud.ts';
import { workspaceId } from '../arm/resource-id.ts';
import { MailflowError } from '../error.ts';
import { applyTables, planTables } from './apply-tables.ts';
import type { TableSettings } from './table-settings.ts';
import { createWorkspaceTables } from './workspace-tables.ts';

const added = ['Computer', 'eventTime', 'recordId', 'recipients', 'sizeBytes', 'collector', 'traceStatus'];
const option6: StoredTable = {
  name: 'MessageTrackingLog_CL',
  plan: 'Analytics',
  retentionInDays: 180,
  retentionInDaysAsDefault: false,
  totalRetentionInDays: 400,
  totalRetentionInDaysAsDefault: false,
  provisioningState: 'Succeeded',
  schema: {
    columns: [
      ...declared[0].columns.filter(({ name }) => !added.includes(name)),
      { name: 'Ticket', type: 'string' },
    ].map(({ name, type }) => ({ name, type: type === 'datetime' ? 'dateTime' : type })),
    tableSubType: 'DataCollectionRuleBased',
  },
};

function setUp(options: ArmServiceOptions = {}, settings: TableSettings = {}, id = testWorkspaceId) {
  const service = new ArmService(options);
  const tables = createWorkspaceTables({
    workspace: workspaceId(id),
    cloud: azureClouds[0],
    credential: armCredential,
    httpClient: service.httpClient,
    pollMs: 0,
  });
  const wanted = { declared, settings, now: Date.now };
  const steps: string[] = [];
  return {
    service,
    tables,
    steps,
    plan: () => planTables(tables, wanted),
    apply: async () =>
      applyTables(tables, wanted, await planTables(tables, wanted), (step) => steps.push(step)),
  };
}

async function fails(work: Promise<unknown>): Promise<MailflowError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof MailflowError, String(error));
    assert.notEqual(error.advice, '');
    return error;
  }
  return assert.fail('it should have failed');
}

describe('applyTables', () => {
  it('creates both tables, and has nothing to do the second time', async () => {
    const { service, steps, plan, apply } = setUp({}, { retentionInDays: 90, totalRetentionInDays: 365 });
    await apply();
    assert.deepEqual(
      service.writes.map(({ method, table }) => `${method} ${table}`),
      ['PUT MessageTrackingLog_CL', 'PUT MailflowHealth_CL'],
    );
    assert.equal(service.table('MessageTrackingLog_CL')?.retentionInDays, 90);
    assert.equal(service.table('MailflowHealth_CL')?.retentionInDays, 30, 'settings are for the one table');
    assert.equal(steps.length, 4);
    assert.deepEqual(
      (await plan()).map(({ action }) => action),
      ['none', 'none'],
    );
    await apply();
    assert.equal(service.writes.length, 2);
  });

  it('upgrades the table of option 6 in place: columns are added, nothing is dropped, retention stays', async () => {
    const { service, apply } = setUp({ tables: [option6] });
    await apply();
    assert.equal(service.writes[0].method, 'PATCH');
    const table = service.table('MessageTrackingLog_CL');
    const names = table?.schema?.columns?.map(({ name }) => name) ?? [];
    assert.deepEqual(names, [...(option6.schema?.columns ?? []).map(({ name }) => name), ...added]);
    assert.equal(table?.retentionInDays, 180);
    assert.equal(table?.totalRetentionInDays, 400);
  });

  it('touches no table where one of them is refused', async () => {
    const columns = option6.schema?.columns?.map((column) =>
      column.name === 'eventId' ? { ...column, type: 'int' } : column,
    );
    const { service, apply } = setUp({ tables: [{ ...option6, schema: { ...option6.schema, columns } }] });
    const error = await fails(apply());
    assert.equal(error.code, 'tables-refused');
    assert.match(error.message, /eventId/);
    assert.equal(service.writes.length, 0);
  });

  it('tells of a change that Azure took on and could not finish', async () => {
    const { apply } = setUp({
      override: (_, path) =>
        path.includes('/operationstatuses/')
          ? {
              status: 200,
              body: {
                status: 'Failed',
                error: { code: 'SchemaUpdateFatalError', message: 'due to reason X' },
              },
            }
          : undefined,
    });
    const error = await fails(apply());
    assert.equal(error.code, 'arm-change-failed');
    assert.match(
      error.message,
      /create the table MessageTrackingLog_CL: SchemaUpdateFatalError: due to reason X/,
    );
  });

  it('tells of a change that Azure reports as done and that is not there', async () => {
    const { apply } = setUp({
      override: (_, path) =>
        path.includes('/operationstatuses/') ? { status: 200, body: { status: 'Succeeded' } } : undefined,
    });
    // core-lro looks at the resource itself once the change has ended, and that is missing.
    const error = await fails(apply());
    assert.match(error.code, /not-found|table-not-as-asked/);
  });

  for (const [name, answer, code, advice] of [
    [
      '401 of another tenant',
      armErrors.wrongTenant('https://sts.windows.net/x/'),
      'unauthorized',
      /az login --tenant/,
    ],
    [
      '403',
      armErrors.forbidden('Microsoft.OperationalInsights/workspaces/tables/write', 'x'),
      'forbidden',
      /Log Analytics Contributor/,
    ],
    [
      '403 of a lock',
      armError(403, 'ScopeLocked', 'The scope cannot perform write operation because it is locked.'),
      'forbidden',
      /lock/,
    ],
    ['409', armErrors.busy('x'), 'conflict', /Wait some minutes/],
  ] as const) {
    it(`gives advice for ${name}`, async () => {
      const { apply } = setUp({ override: (method) => (method === 'PUT' ? answer : undefined) });
      const error = await fails(apply());
      assert.equal(error.code, code);
      assert.match(error.advice, advice);
    });
  }

  it('waits as a 429 tells and goes on', async () => {
    let told = 0;
    const { service, apply } = setUp({
      override: (method) => (method === 'PUT' && told++ === 0 ? armErrors.throttled(0) : undefined),
    });
    await apply();
    assert.notEqual(service.table('MailflowHealth_CL'), undefined);
    assert.equal(service.requests.filter((request) => request.startsWith('PUT')).length, 3);
  });

  it('tells a missing table from a missing workspace, group or subscription', async () => {
    assert.equal(await setUp().tables.get('Nothing_CL'), undefined);
    for (const [from, to, advice] of [
      ['law-mail', 'law-none', /Check the name/],
      ['rg-mail', 'rg-none', /resource group/],
      ['11111111', '99999999', /subscription/],
    ] as const) {
      const { tables } = setUp({}, {}, testWorkspaceId.replace(from, to));
      for (const work of [tables.facts(), tables.get('MessageTrackingLog_CL')]) {
        const error = await fails(work);
        assert.equal(error.code, 'not-found');
        assert.match(error.advice, to === 'law-none' ? /Check the/ : advice);
      }
    }
  });

  it('sends tokens and requests to the cloud that is named', async () => {
    const service = new ArmService();
    const scopes: unknown[] = [];
    const tables = createWorkspaceTables({
      workspace: workspaceId(testWorkspaceId),
      cloud: azureClouds[1],
      credential: {
        getToken: async (scope) => {
          scopes.push(scope);
          return { token: 'test', expiresOnTimestamp: Date.now() + 3_600_000 };
        },
      },
      httpClient: service.httpClient,
    });
    await tables.facts();
    assert.deepEqual([...service.hosts], ['https://management.usgovcloudapi.net']);
    assert.deepEqual(scopes.flat(), ['https://management.usgovcloudapi.net/.default']);
  });
});
