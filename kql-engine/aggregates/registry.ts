import type { Chunk } from '../chunk.ts';
import type { Node } from '../language-service.ts';
import type { Expr, Run } from '../scope.ts';
import type { Column, KqlType } from '../types.ts';

/** What an aggregate may know of its call. */
export interface AggregateCall {
  name: string;
  node: Node;
  args: Expr[];
  argNodes: Node[];
  type: KqlType;
  run: Run;
  /** Columns that `*` stands for. */
  star: { columns: Column[]; expressions: Expr[] };
}

/** The states of all groups of one aggregate; groups are numbered from 0. */
export interface Accumulator {
  /** Prepares for a chunk: the function takes one row into one group. */
  bind(chunk: Chunk): (group: number, row: number) => void;
  /** Takes all rows of a chunk at once, each into its group: quicker than `bind` where an aggregate has it. */
  add?(chunk: Chunk, groups: Int32Array): void;
  /** The results of a group, one a column. A group may have seen no row. */
  result(group: number): unknown[];
  /** One of these results, where it is made without the others. */
  part?(group: number, column: number): unknown;
}

export type MakeAccumulator = (call: AggregateCall) => Accumulator;

const aggregates = new Map<string, MakeAccumulator>();

/** Declares an aggregate under one or more names. */
export function defineAggregate(names: string, make: MakeAccumulator): void {
  for (const name of names.split(' ')) {
    if (aggregates.has(name)) throw new Error(`aggregate ${name} is declared twice`);
    aggregates.set(name, make);
  }
}

export function aggregateNamed(name: string): MakeAccumulator | undefined {
  return aggregates.get(name);
}

/** The names of all aggregates, sorted: for the support matrix. */
export function aggregateNames(): string[] {
  return [...aggregates.keys()].sort();
}

/**
 * An aggregate that folds the values of its first argument; nulls are passed over. With `condition`, only rows where that
 * argument is true count.
 */
export function fold<S>(
  call: AggregateCall,
  start: () => S,
  add: (state: S, value: unknown, rest: unknown[]) => S,
  end: (state: S) => unknown,
  options: { condition?: number; nulls?: boolean } = {},
): Accumulator {
  const states: S[] = [];
  const value = call.args[0]!;
  const condition = options.condition === undefined ? undefined : call.args[options.condition];
  const rest = call.args.slice(1);
  return {
    bind(chunk) {
      const get = value.bind(chunk);
      const holds = condition?.bind(chunk);
      const others = rest.map((e) => e.bind(chunk));
      return (group, row) => {
        if (holds && holds(row) !== true) return;
        const v = get(row);
        if (v === null && !options.nulls) return;
        const state = states[group];
        states[group] = add(
          state === undefined ? start() : state,
          v,
          others.length ? others.map((o) => o(row)) : none,
        );
      };
    },
    result: (group) => [end(states[group] ?? start())],
  };
}

const none: unknown[] = [];
