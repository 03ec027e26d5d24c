import { readFileSync } from 'node:fs';
import type { ArmObject } from './arm-value.ts';
import { type Expansion, expandTemplate, type World } from './expand-template.ts';
import { existing, groups, home, type ParameterSet } from './parameter-sets.ts';
import type { Template } from './template.ts';

/** infra/azuredeploy.json, what the button deploys. */
export const compiledTemplate = JSON.parse(
  readFileSync(new URL('../../infra/azuredeploy.json', import.meta.url), 'utf8'),
) as Template;

/** Azure before the first deployment. */
export function worldBefore({ cloud }: ParameterSet, latestFirst = false): World {
  const resources = new Map<string, ArmObject>(
    existing.map(([id, location]) => [id.toLowerCase(), { location, properties: {} }]),
  );
  return { cloud, groups, resources, latestFirst };
}

/** Deploys a set into a world, which is changed by it. */
export function deploy(
  set: ParameterSet,
  world: World = worldBefore(set),
  template: Template = compiledTemplate,
  deploymentName = 'azuredeploy',
): Expansion {
  return expandTemplate(template, set.parameters, home, deploymentName, world);
}
