import type { KqlType } from '../types.ts';
import { type Conversion, conversion } from './convert.ts';
import { type Dynamic, TypedScalar } from './dynamic.ts';

const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'real', 'decimal']);

/** The type that an element of an array has by itself; decimals are held as text. */
function fits(value: Dynamic, to: KqlType): boolean {
  if (value instanceof TypedScalar) return value.type === to || (NUMBERS.has(value.type) && NUMBERS.has(to));
  switch (typeof value) {
    case 'boolean':
      return to === 'bool';
    case 'string':
      return to === 'decimal';
    case 'number':
    case 'bigint':
      return NUMBERS.has(to);
    default:
      return false;
  }
}

/**
 * What `to typeof(…)` of mv-expand and mv-apply makes of an element: a cast without reading text or converting other types, so
 * that what does not have the type becomes null (documented). As text anything can be had. Undefined where there is no such cast.
 */
export function elementCast(to: KqlType): Conversion | undefined {
  if (to === 'dynamic') return (v) => v;
  const convert = conversion('dynamic', to);
  if (!convert) return undefined;
  if (to === 'string') return (v) => (v === null ? '' : (convert(v) ?? ''));
  return (v) => (fits(v as Dynamic, to) ? (convert(v) ?? null) : null);
}
