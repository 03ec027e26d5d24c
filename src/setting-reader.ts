import { nearestName } from './agent/nearest-name.ts';

/**
 * Reads settings out of environment variables. What is wrong is collected in `problems`, so that a person hears of
 * all of it at once; the value given back is then a stand-in.
 */
export class SettingReader {
  readonly problems: string[] = [];
  readonly #env: Readonly<Record<string, string | undefined>>;

  /** @param knownNames all names that may begin with MAILFLOW_ */
  constructor(env: Readonly<Record<string, string | undefined>>, knownNames: readonly string[]) {
    this.#env = env;
    for (const name of Object.keys(env)) {
      if (!/^MAILFLOW_/i.test(name) || knownNames.includes(name)) continue;
      const nearest = nearestName(name, knownNames);
      this.problems.push(
        `${name} is not a setting of mailflow${nearest ? `; did you mean ${nearest}?` : '.'}`,
      );
    }
  }

  /** The value without white space around it; undefined where it is missing or empty. */
  text(name: string): string | undefined {
    return this.#env[name]?.trim() || undefined;
  }

  /** A value that has to be there. */
  need(name: string, meaning: string): string {
    const value = this.text(name);
    if (value === undefined) this.problems.push(`${name} is missing: ${meaning}`);
    return value ?? '';
  }

  /** An https URL, without slashes at its end. */
  url(name: string, fallback: string): string {
    const value = this.text(name) ?? fallback;
    const parsed = URL.parse(value);
    if (parsed === null) this.problems.push(`${name} is not a URL: "${value}"`);
    else if (parsed.protocol !== 'https:')
      this.problems.push(`${name} must begin with https://, not "${value}"`);
    else if (parsed.search || parsed.hash || parsed.username) {
      this.problems.push(`${name} must be a plain URL, without keys, "?" or "#".`);
    }
    return value.replace(/\/+$/, '');
  }

  /** An https URL that has to be there. */
  needUrl(name: string, meaning: string): string {
    return this.need(name, meaning) === '' ? '' : this.url(name, '');
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.text(name)?.toLowerCase();
    if (value !== undefined && value !== 'true' && value !== 'false') {
      this.problems.push(`${name} must be true or false, not "${value}"`);
    }
    return value === undefined ? fallback : value === 'true';
  }

  /** A whole number from `least` to `most`. */
  whole(name: string, fallback: number, least: number, most: number): number {
    const value = this.text(name);
    const number = value === undefined ? fallback : Number(value);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    this.problems.push(`${name} must be a whole number from ${least} to ${most}, not "${value}"`);
    return fallback;
  }

  /** Values separated by commas or white space. */
  list(name: string): string[] {
    return (this.text(name) ?? '').split(/[\s,]+/).filter((item) => item !== '');
  }
}
