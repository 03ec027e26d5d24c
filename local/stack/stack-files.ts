import { fileURLToPath } from 'node:url';
import { builtSite, checkoutSite, type SiteFolder } from '../site/site-folder.ts';

/**
 * In a checkout the modules are TypeScript files in their folders; a build has them under `dist`, with this
 * one in a chunk beside them.
 */
const isBuilt = !import.meta.url.endsWith('.ts');
const root = new URL(isBuilt ? './' : '../../', import.meta.url);

/** The modules that run as processes of their own or are loaded by name. A build has an entry point for each. */
export const stackModules = [
  'local/storage/main',
  'local/monitor/main',
  'local/functions-host/main',
  'local/functions-host/core-api',
  'local/stack/agent-main',
  'local/stack/end-with-parent',
  'local/sample/main',
] as const;

export type StackModule = (typeof stackModules)[number];

/** Where a module of the stack lies. */
export function stackModule(path: StackModule): URL {
  return new URL(`${path}${isBuilt ? '.mjs' : '.ts'}`, root);
}

export const functionsApp = new URL(isBuilt ? 'functions/app.cjs' : 'functions/app.ts', root);
export const hostJson = new URL(isBuilt ? '../host.json' : 'host.json', root);

/** The site: part of a build; in a checkout built when its sources have changed, into a cache that all stacks share. */
export function openSite(): SiteFolder {
  if (isBuilt) return builtSite(fileURLToPath(new URL('local/site', root)));
  return checkoutSite(fileURLToPath(root), fileURLToPath(new URL('node_modules/.cache/mailflow', root)));
}

/** How a person calls mailflow here. */
export const mailflowCommand = isBuilt ? 'npx mailflow' : 'npm run -s mailflow --';
