import declaredTables from '../../infra/generated/tables.json' with { type: 'json' };
import { armErrors } from '../../test/doubles/arm/arm-answers.ts';
import {
  resourceGroup,
  subscriptionId,
  testRuleId,
  testWorkspaceId,
} from '../../test/doubles/arm/arm-service.ts';
import { errorAnswer } from '../../test/doubles/logs-ingestion-service.ts';
import {
  appObjectId,
  goodAssignments,
  goodRule,
  goodTables,
  personObjectId,
  type Situation,
} from './test-examination.ts';

export const stream = 'stream MessageTrackingLog';
export const table = 'table MessageTrackingLog_CL';
const rule = 'data collection rule';

/** For tests: what is wrong, the line that must tell it, and what must stand there. */
export const situations: [string, Situation, string, RegExp][] = [
  [
    'a wrong audience',
    { ingestion: { override: () => errorAnswer(401, 'InvalidToken', 'x') } },
    stream,
    /failed: .*401.* → .*AUDIENCE/,
  ],
  [
    'a missing role on the rule',
    { ingestion: { override: () => errorAnswer(403, 'OperationFailed', 'x') } },
    stream,
    /failed: .*403.* → .*Monitoring Metrics Publisher/,
  ],
  [
    'a wrong rule',
    { env: { MAILFLOW_DCR_IMMUTABLE_ID: `dcr-${'f'.repeat(32)}` } },
    stream,
    /failed: .*404.* → .*MAILFLOW_DCR_IMMUTABLE_ID/,
  ],
  [
    'a stream that is not declared',
    { ingestion: { streams: [] } },
    stream,
    /failed: .*InvalidStream.* → .*declares this stream/,
  ],
  [
    'throttling',
    { ingestion: { override: () => errorAnswer(429, 'TooMany', 'x') } },
    stream,
    /warned: .*throttles/,
  ],
  [
    'a broken network',
    { ingestion: { faults: () => 'dropped-before' } },
    stream,
    /failed: .*ECONNRESET.* → .*firewall/,
  ],
  [
    'no table',
    { arm: { tables: [] } },
    table,
    /failed: .*no such table.* → .*mailflow table apply --workspace/,
  ],
  [
    'the table of option 6',
    { arm: { tables: [tableWith(declaredTables[0].columns.slice(0, 31)), goodTables[1]] } },
    table,
    /failed: .*option 6.*recordId.* → .*table apply/,
  ],
  [
    'a column of another type',
    {
      arm: {
        tables: [
          tableWith(declaredTables[0].columns.map((c) => (c.name === 'source' ? { ...c, type: 'long' } : c))),
          goodTables[1],
        ],
      },
    },
    table,
    /failed: Column source .* type long.* → /,
  ],
  [
    'a classic table',
    {
      arm: {
        tables: [
          { ...goodTables[0], schema: { ...goodTables[0].schema, tableSubType: 'Classic' } },
          goodTables[1],
        ],
      },
    },
    table,
    /failed: .*classic table.* → .*table migrate/,
  ],
  [
    'a plan without rules',
    { arm: { tables: [{ ...goodTables[0], plan: 'Basic' }, goodTables[1]] } },
    'plan of MessageTrackingLog_CL',
    /warned: Basic/,
  ],
  [
    'a workspace that one may not read',
    {
      arm: {
        override: (_, path) =>
          path.toLowerCase() === testWorkspaceId.toLowerCase() ? armErrors.forbidden('x', 'y') : undefined,
      },
    },
    'tables',
    /failed: .*AuthorizationFailed.* → .*Log Analytics Reader/,
  ],
  [
    'a rule that cannot be seen',
    { arm: { rule: undefined } as object },
    rule,
    /failed: No rule with the immutable id .* → .*--rule/,
  ],
  [
    'an old rule',
    { arm: { rule: { ...goodRule, streamDeclarations: {} } } },
    rule,
    /failed: It does not declare the stream Custom-MessageTrackingLog.* → Deploy/,
  ],
  [
    'a rule for another workspace',
    { arm: { rule: { ...goodRule, destinations: {} } } },
    rule,
    /failed: It sends to no workspace/,
  ],
  [
    'another transform',
    {
      arm: {
        rule: {
          ...goodRule,
          dataFlows: goodRule.dataFlows.map((flow) => ({ ...flow, transformKql: 'source' })),
        },
      },
    },
    rule,
    /warned: Its transform of Custom-MessageTrackingLog is not the one/,
  ],
  [
    'another endpoint',
    { arm: { rule: { ...goodRule, endpoints: { logsIngestion: 'https://other.test' } } } },
    rule,
    /warned: Its endpoint is https:\/\/other.test/,
  ],
  [
    'no role assigned',
    { doctor: { principal: appObjectId }, arm: { assignments: [] } },
    'role Monitoring Metrics Publisher',
    /failed: Not assigned on the data collection rule.* → Assign/,
  ],
  [
    'a role on another rule',
    {
      doctor: { principal: appObjectId },
      arm: { assignments: [{ ...goodAssignments[0], scope: `${testRuleId}-2` }] },
    },
    'role Monitoring Metrics Publisher',
    /failed: .*only on dataCollectionRules\/dcr-mail-2/,
  ],
  [
    'a role on the group above',
    {
      doctor: { principal: appObjectId },
      arm: {
        assignments: [
          {
            ...goodAssignments[0],
            scope: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`,
          },
        ],
      },
    },
    'role Monitoring Metrics Publisher',
    /passed: .*resourceGroups\/rg-mail/,
  ],
  [
    'roles of oneself',
    { objectId: personObjectId },
    'role Monitoring Metrics Publisher',
    /warned: .* → .*--principal/,
  ],
  [
    'roles that cannot be listed',
    {
      arm: {
        override: (_, path) => (path.includes('roleAssignments') ? armErrors.forbidden('x', 'y') : undefined),
      },
    },
    'roles',
    /failed: Could not list role assignments.* → .*Reader/,
  ],
  [
    'a person who only looks',
    {
      objectId: personObjectId,
      doctor: { principal: appObjectId },
      ingestion: { override: () => errorAnswer(403, 'OperationFailed', 'x') },
    },
    stream,
    /warned: .*you yourself may not/,
  ],
  [
    'the role of the app that a person cannot see',
    { objectId: personObjectId, doctor: { principal: appObjectId } },
    'message traces',
    /skipped: Only the app itself can tell/,
  ],
  [
    'a role that the app itself lacks, though it is named',
    {
      doctor: { principal: appObjectId },
      ingestion: { override: () => errorAnswer(403, 'OperationFailed', 'x') },
    },
    stream,
    /failed: .*403/,
  ],
  [
    'no permission to message traces',
    { graph: { kind: 'unauthorized', reason: 'service-principal-missing' } as never },
    'message traces',
    /failed: .* → /,
  ],
  ['an old Node.js', { doctor: { node: 'v20.20.2' } }, 'Node.js', /failed: v20.20.2 is too old.* → Install/],
  [
    'a clock that is ahead',
    { doctor: { now: () => Date.now() + 600_000 } },
    'clock',
    /failed: This machine is 600 s ahead of \d services.* → .*NTP/,
  ],
  [
    'a clock that is a little late',
    { doctor: { now: () => Date.now() - 60_000 } },
    'clock',
    /warned: This machine is (59|60|61) s behind/,
  ],
];

function tableWith(columns: { name: string; type: string }[]) {
  return { ...goodTables[0], schema: { columns, tableSubType: 'DataCollectionRuleBased' } };
}
