import { MailflowError } from '../error.ts';

/** The parts of the id of a resource in a resource group. */
export interface ResourceId {
  /** As given, without a slash at its end. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

/** Type names as they stand in resource ids. */
export const workspaceType = 'Microsoft.OperationalInsights/workspaces';
export const ruleType = 'Microsoft.Insights/dataCollectionRules';

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const pattern = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+\/[^/]+)\/([^/]+)$/i;

/**
 * Takes the id of a Log Analytics workspace apart. Letters of either case are the same, as in Resource Manager.
 * @throws MailflowError `bad-resource-id`, which says what was given instead
 */
export function workspaceId(text: string): ResourceId {
  return resourceId(
    text,
    workspaceType,
    'a Log Analytics workspace',
    'az monitor log-analytics workspace list --query "[].id" --output tsv',
  );
}

/** Takes the id of a data collection rule apart. @throws MailflowError `bad-resource-id` */
export function ruleId(text: string): ResourceId {
  return resourceId(
    text,
    ruleType,
    'a data collection rule',
    'az monitor data-collection rule list --query "[].id" --output tsv',
  );
}

function resourceId(text: string, type: string, what: string, list: string): ResourceId {
  const id = text.trim().replace(/\/+$/, '');
  const found = pattern.exec(id);
  const advice = `A resource id begins with /subscriptions/. "${list}" lists them; the portal shows it under "JSON View".`;
  if (found === null) {
    const given = guid.test(id)
      ? 'is a GUID'
      : /^dcr-[0-9a-f]{32}$/i.test(id)
        ? 'is the immutable id of a data collection rule'
        : 'is not a resource id';
    throw new MailflowError(
      'bad-resource-id',
      `"${text}" ${given}. The resource id of ${what} is asked for.`,
      {
        advice,
      },
    );
  }
  const [, subscriptionId, resourceGroup, givenType, name] = found;
  if (givenType.toLowerCase() !== type.toLowerCase()) {
    throw new MailflowError(
      'bad-resource-id',
      `"${text}" is a resource of the type ${givenType}, not ${what}.`,
      {
        advice,
      },
    );
  }
  if (!guid.test(subscriptionId)) {
    throw new MailflowError(
      'bad-resource-id',
      `The resource id names the subscription "${subscriptionId}", which is no GUID.`,
      { advice },
    );
  }
  return { id, subscriptionId, resourceGroup, name };
}
