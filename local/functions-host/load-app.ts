import { registerHooks } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stackModule } from '../stack/stack-files.ts';
import { type RegisteredFunction, registry } from './core-api.ts';
import { runHooks } from './invoke.ts';

/**
 * Loads a Functions app and lets it register its functions, with `@azure/functions` unchanged: the module
 * that the library asks for is put in place by a resolve hook.
 * @param file the app's entry file
 */
export async function loadApp(file: string): Promise<ReadonlyMap<string, RegisteredFunction>> {
  const core = stackModule('local/functions-host/core-api').href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@azure/functions-core' ? { url: core, shortCircuit: true } : next(specifier, context),
  });
  await import(file.startsWith('file:') ? file : pathToFileURL(file).href);
  if (registry.model === undefined || registry.functions.size === 0) {
    throw new Error(`${file} registers no functions with @azure/functions.`);
  }
  const capabilities = await registry.model.getCapabilities({});
  if (capabilities.HttpUri !== undefined)
    throw new Error('The local host does not know HTTP streams (enableHttpStream).');
  const functionAppDirectory = dirname(file.startsWith('file:') ? fileURLToPath(file) : file);
  await runHooks('appStart', { functionAppDirectory });
  return registry.functions;
}
