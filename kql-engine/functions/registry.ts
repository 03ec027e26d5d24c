import type { Node } from '../language-service.ts';
import type { Expr, Run } from '../scope.ts';
import type { KqlType } from '../types.ts';

/** What a function may know of its call beside the values. */
export interface Call {
  node: Node;
  args: Expr[];
  /** The result type the binder found. */
  type: KqlType;
  run: Run;
}

// biome-ignore lint/suspicious/noExplicitAny: functions state their own parameter types
export type Evaluate = (...values: any[]) => unknown;

/** A parameter is converted to its type; `any` is left as it is. The last one repeats for further arguments. */
export type ParameterType = KqlType | 'any';

/** The declaration of a scalar function. */
export interface ScalarFunction {
  parameters: ParameterType[];
  /** Null arguments reach the function; otherwise one null argument makes the result null (or empty text). */
  nulls?: boolean;
  /** Never computed ahead of the rows. */
  volatile?: boolean;
  /** Makes the function of the values; sees the constant arguments and types once. */
  make(call: Call): Evaluate;
}

const functions = new Map<string, ScalarFunction>();

/** Declares a function of values under one or more names (separated by spaces). */
export function define(
  names: string,
  parameters: ParameterType[],
  evaluate: Evaluate,
  options: { nulls?: boolean; volatile?: boolean } = {},
): void {
  defineCall(names, parameters, () => evaluate, options);
}

/** Declares a function that looks at its call first: constants, types, the run. */
export function defineCall(
  names: string,
  parameters: ParameterType[],
  make: (call: Call) => Evaluate,
  options: { nulls?: boolean; volatile?: boolean } = {},
): void {
  for (const name of names.split(' ')) {
    if (functions.has(name)) throw new Error(`function ${name} is declared twice`);
    functions.set(name, { parameters, make, ...options });
  }
}

export function scalarFunction(name: string): ScalarFunction | undefined {
  return functions.get(name);
}

/** The names of all scalar functions, sorted: for the support matrix. */
export function scalarFunctionNames(): string[] {
  return [...functions.keys()].sort();
}
