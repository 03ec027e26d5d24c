import type { Binding } from './core-api.ts';

/** A text option of a binding, with `%NAME%` replaced by the setting of that name, as the host does. */
export function bindingText(binding: Binding, option: string, settings: NodeJS.ProcessEnv): string {
  const value = binding[option];
  if (typeof value !== 'string') throw new Error(`A ${binding.type} needs ${option}.`);
  return value.replace(/%([^%]+)%/g, (_, name: string) => {
    const setting = settings[name];
    if (setting === undefined)
      throw new Error(`'%${name}%' does not resolve to a value: there is no such setting.`);
    return setting;
  });
}
