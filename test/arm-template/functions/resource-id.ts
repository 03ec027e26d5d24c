import { TemplateError } from '../arm-value.ts';

/** Where a deployment goes. */
export interface Place {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

/** `Provider/type/type` and `name/name` as the end of a resource ID. */
export function providerPath(type: string, names: readonly string[]): string {
  const [provider, ...types] = type.split('/');
  if (types.length !== names.length || types.length === 0) {
    throw new TemplateError(`${type} takes ${types.length} names, not ${names.length} (${names.join('/')})`);
  }
  return ['providers', provider, ...types.flatMap((part, n) => [part, names[n]!])].join('/');
}

/** ID of a resource group. */
export function groupId({ subscriptionId, resourceGroup }: Place): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}

/** ID of a resource by its type and its names, either in one string or in several. */
export function idOf(place: Place, type: string, name: string): string {
  return `${groupId(place)}/${providerPath(type, name.split('/'))}`;
}

/** `resourceId([subscription], [group], type, name…)`. Which arguments lead is told by where the type stands. */
export function resourceId(place: Place, args: readonly string[]): string {
  const at = args.findIndex((argument) => argument.includes('/'));
  if (at < 0 || at > 2) throw new TemplateError(`resourceId(${args.join(', ')}) names no type`);
  const resourceGroup = at > 0 ? args[at - 1]! : place.resourceGroup;
  const subscriptionId = at > 1 ? args[at - 2]! : place.subscriptionId;
  return `${groupId({ subscriptionId, resourceGroup })}/${providerPath(args[at]!, args.slice(at + 1))}`;
}

/** `subscriptionResourceId([subscription], type, name…)`: a resource of no group, such as a role. */
export function subscriptionResourceId(place: Place, args: readonly string[]): string {
  const at = args.findIndex((argument) => argument.includes('/'));
  if (at < 0 || at > 1) throw new TemplateError(`subscriptionResourceId(${args.join(', ')}) names no type`);
  const subscriptionId = at > 0 ? args[0]! : place.subscriptionId;
  return `/subscriptions/${subscriptionId}/${providerPath(args[at]!, args.slice(at + 1))}`;
}

/** `extensionResourceId(scope, type, name…)`. */
export function extensionResourceId(scope: string, type: string, names: readonly string[]): string {
  return `${scope}/${providerPath(type, names)}`;
}
