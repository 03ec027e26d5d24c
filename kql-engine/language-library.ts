import { createRequire } from 'node:module';
import { KqlError } from './kql-error.ts';

// biome-ignore lint/suspicious/noExplicitAny: a generated library
let language: any;

/** Loads Microsoft's library at the first use (about 0.2 s); an exception must not make Node print its 4 MB source line. */
export function loadLanguage() {
  if (language) return language;
  const require = createRequire(import.meta.url);
  try {
    require('@kusto/language-service-next/bridge.min.js');
    require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  } catch (error) {
    throw new Error(
      `cannot load @kusto/language-service-next: ${String((error as Error).message).slice(0, 200)}`,
    );
  }
  // biome-ignore lint/suspicious/noExplicitAny: globals that the library defines
  language = (globalThis as any).Kusto.Language;
  return language;
}

/** Runs something of the library; what it throws becomes an error of the query. */
export function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof KqlError) throw error;
    const text = String((error as Error)?.message ?? error).slice(0, 200);
    throw new KqlError('binder', `the binder failed: ${text}`, 0, 0, 'bind');
  }
}

/** The name of a value of one of the library's enumerations. */
export function nameInEnum(type: unknown, value: unknown): string {
  // biome-ignore lint/suspicious/noExplicitAny: globals that the library defines
  return String((globalThis as any).System.Enum.toString(type, value));
}
