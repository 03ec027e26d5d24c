import { elementsOf, type Node } from '../language-service.ts';
import { type Expr, type Scope, unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { conversion } from '../values/convert.ts';
import { type Dynamic, dynamicKey, dynamicNumber } from '../values/dynamic.ts';
import { compileExpression, folded } from './compile.ts';
import { compileListItem } from './subquery-values.ts';

/** A map key under which equal values of different types meet, as `in` compares them. */
function keyFor(type: KqlType, cased: boolean): (value: unknown) => unknown {
  if (type === 'string') return cased ? (v) => v : (v) => (v as string).toLowerCase();
  if (type === 'real') return (v) => (v === null ? null : (v as number));
  if (type === 'dynamic') {
    return (v) => {
      if (typeof v === 'string') return cased ? v : v.toLowerCase();
      const number = dynamicNumber(v as Dynamic);
      if (number !== undefined) return number;
      if (v === null || typeof v === 'boolean') return v;
      return dynamicKey(v as Dynamic);
    };
  }
  return (v) => v;
}

/** Compiles in, !in, in~ and !in~ over values, dynamic arrays and one-column tables. */
export function compileIn(node: Node, kind: string, scope: Scope): Expr {
  // the library calls in~ "InCs"
  const cased = kind === 'InExpression' || kind === 'NotInExpression';
  const negated = kind.startsWith('Not');
  const left = compileExpression(node.Left, scope);
  const items = elementsOf(node.Right.Expressions).map((e) => compileListItem(e, scope));
  const key = keyFor(left.type, cased);
  const toLeft = (type: KqlType) => {
    if (type === left.type || left.type === 'dynamic') return (v: unknown) => v;
    const numbers = ['int', 'long', 'real'];
    if (numbers.includes(type) && numbers.includes(left.type)) {
      return left.type === 'real' ? (v: unknown) => (v === null ? null : Number(v)) : (v: unknown) => v;
    }
    if (type === 'decimal') throw unsupported(`in over decimal for ${left.type}`, node);
    const convert = conversion(type, left.type);
    if (!convert) throw unsupported(`in over ${type} for ${left.type}`, node);
    return (v: unknown) => (v === null ? (left.type === 'string' ? '' : null) : convert(v));
  };
  const valuesOf = (item: Expr, value: unknown): unknown[] => {
    const listType = (item as Expr & { listType?: KqlType }).listType;
    if (listType) return (value as unknown[]).map(toLeft(listType));
    if (item.type === 'dynamic' && Array.isArray(value)) {
      return value.map((v) => (left.type === 'dynamic' ? v : toLeft('dynamic')(v)));
    }
    return [toLeft(item.type)(value)];
  };
  const fixed = items.filter((i) => i.constant);
  const open = items.filter((i) => !i.constant);
  const set = new Set<unknown>();
  for (const item of fixed) for (const v of valuesOf(item, item.constant!.value)) set.add(key(v));
  return folded(
    {
      type: 'bool',
      bind(chunk) {
        const value = left.bind(chunk);
        const rest = open.map((item) => ({ item, value: item.bind(chunk) }));
        return (row) => {
          const v = value(row);
          const k = key(v);
          if (v !== null && set.has(k)) return !negated;
          for (const r of rest) {
            for (const other of valuesOf(r.item, r.value(row))) {
              if (other !== null && key(other) === k) return !negated;
            }
          }
          return negated;
        };
      },
    },
    left,
    ...items,
  );
}
