import type { TokenCredential } from '@azure/identity';
import { armProblem } from '../arm/arm-problem.ts';
import type { ArmReader } from '../arm/arm-reader.ts';
import type { AzureCloud } from '../arm/azure-cloud.ts';
import { type Check, type Finding, failed, passed, skipped, warned } from './finding.ts';
import { tokenClaims } from './token-claims.ts';

/** Ids of built-in roles: the same in every tenant. Source: Azure RBAC, "Azure built-in roles". */
const roles = {
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb',
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
} as const;
type RoleName = keyof typeof roles;

interface Assignment {
  readonly properties?: { readonly roleDefinitionId?: string; readonly scope?: string };
}

export interface RoleQuestion {
  readonly subscriptionId: string;
  /** Object id of the identity that forwards; undefined: whoever runs the check. */
  readonly principal: string | undefined;
  /** Resource id of the data collection rule. */
  readonly ruleId: (signal: AbortSignal) => Promise<string>;
  /** Name of the storage account; undefined where its URL does not tell. */
  readonly account: string | undefined;
}

/**
 * The roles of the identity that forwards, as far as its assignments can be seen.
 * Source of the filter: Azure RBAC, "List Azure role assignments using the REST API", `assignedTo`, groups included.
 */
export function checkRoles(
  arm: ArmReader,
  credential: TokenCredential,
  cloud: AzureCloud,
  question: RoleQuestion,
): Check {
  const name = 'roles';
  return {
    name,
    async run(signal) {
      const principal = question.principal ?? (await ownObjectId(credential, cloud, signal));
      if (principal === undefined) {
        return [skipped(name, 'Whose roles? Give the object id of the identity of the app: --principal.')];
      }
      const assignments = await list(arm, question.subscriptionId, principal, signal);
      const rule = await question.ruleId(signal).catch(() => undefined);
      const certain = question.principal !== undefined;
      return [
        holds(assignments, ['Monitoring Metrics Publisher'], rule, 'the data collection rule', certain),
        ...storageRoles(assignments, question.account, certain),
      ];
    },
  };
}

async function ownObjectId(
  credential: TokenCredential,
  cloud: AzureCloud,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const token = await credential.getToken(`${cloud.resourceManager}/.default`, { abortSignal: signal });
    return tokenClaims(token?.token ?? '')?.objectId;
  } catch (error) {
    throw armProblem(error, 'get a token', '');
  }
}

async function list(
  arm: ArmReader,
  subscriptionId: string,
  principal: string,
  signal: AbortSignal,
): Promise<Assignment[]> {
  const filter = encodeURIComponent(`assignedTo('${principal.replaceAll("'", "''")}')`);
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=${filter}`;
  try {
    return (await arm.list(path, signal)) as Assignment[];
  } catch (error) {
    throw armProblem(error, 'list role assignments', 'Reader on the resource group');
  }
}

function storageRoles(
  assignments: readonly Assignment[],
  account: string | undefined,
  certain: boolean,
): Finding[] {
  if (account === undefined) return [];
  // Which group the account lies in is not known: an assignment above accounts counts where it names none.
  const covers = (scope: string): boolean => {
    const found = /\/providers\/microsoft\.storage\/storageaccounts\/([^/]+)$/i.exec(scope)?.[1];
    return found === undefined
      ? !/\/providers\/(?!microsoft\.management\/)/i.test(scope)
      : found.toLowerCase() === account;
  };
  const place = `the storage account ${account}`;
  return (
    [
      ['Storage Blob Data Owner', 'Storage Blob Data Contributor'],
      ['Storage Queue Data Contributor'],
    ] satisfies RoleName[][]
  ).map((names) => holds(assignments, names, covers, place, certain));
}

/** @param where a resource id, or what tells whether a scope covers it; undefined where it is not known */
function holds(
  assignments: readonly Assignment[],
  names: readonly RoleName[],
  where: string | ((scope: string) => boolean) | undefined,
  place: string,
  certain: boolean,
): Finding {
  const check = `role ${names[0]}`;
  const covers =
    typeof where === 'string' ? (scope: string) => isAbove(scope, where) : (where ?? (() => true));
  const scopes: string[] = [];
  for (const { properties: { roleDefinitionId = '', scope = '' } = {} } of assignments) {
    const id = roleDefinitionId.split('/').at(-1)?.toLowerCase();
    if (names.some((name) => roles[name] === id)) scopes.push(scope);
  }
  const found = scopes.find(covers);
  if (found !== undefined) return passed(check, `assigned on ${lastPart(found)}`);
  const elsewhere = scopes.length > 0 ? `, only on ${scopes.map(lastPart).join(', ')}` : '';
  const message = `Not assigned on ${place}${elsewhere}.`;
  const advice = `Assign ${names.join(' or ')} on ${place} to the identity of the app (the template does). It takes up to 30 minutes to hold.`;
  return certain
    ? failed(check, message, advice)
    : warned(
        check,
        message,
        `${advice} This looked at your own roles: give the object id of that identity with --principal.`,
      );
}

function isAbove(scope: string, resource: string): boolean {
  const [above, below] = [scope.toLowerCase().replace(/\/+$/, ''), resource.toLowerCase()];
  return below === above || below.startsWith(`${above}/`) || /\/managementgroups\//.test(above);
}

function lastPart(scope: string): string {
  return scope === '/' ? 'the tenant' : scope.split('/').slice(-2).join('/');
}
