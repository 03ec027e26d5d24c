import { TemplateError } from './arm-value.ts';

/** One declaration with the keys of those that have to come before it. */
export interface Ordered {
  readonly key: string;
  readonly after: ReadonlySet<string>;
}

/**
 * Puts declarations into an order in which they can be deployed. Azure makes what does not wait at the same time, so an order
 * of its own choice among these must do as well.
 * @param latestFirst of those that can come next, the last declared instead of the first: both must work
 * @throws TemplateError where they wait for each other
 */
export function deploymentOrder<T extends Ordered>(declarations: readonly T[], latestFirst = false): T[] {
  const waiting = latestFirst ? declarations.toReversed() : [...declarations];
  const done = new Set<string>();
  const order: T[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ after }) => [...after].every((key) => done.has(key)));
    if (next < 0)
      throw new TemplateError(`these wait for each other: ${waiting.map(({ key }) => key).join(', ')}`);
    const [declaration] = waiting.splice(next, 1);
    done.add(declaration!.key);
    order.push(declaration!);
  }
  return order;
}
