import { rejected, unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { conversion } from '../values/convert.ts';
import { type Dynamic, dynamicToJson, dynamicTypeName } from '../values/dynamic.ts';
import { type Call, define, defineCall, type Evaluate } from './registry.ts';

function convertTo(to: KqlType) {
  return (call: Call): Evaluate => {
    const from = call.args[0]!.type;
    const convert = conversion(from, to);
    if (!convert) throw unsupported(`a conversion of ${from} to ${to}`, call.node);
    const empty = to === 'string' ? '' : null;
    // the service folds a constant with the processor's own cut, which has one answer for all that does not fit
    if (to === 'long' && from === 'real' && call.args[0]!.constant)
      return (v) =>
        v !== null && Number.isFinite(v) && Math.abs(v) >= 2 ** 63
          ? -(2n ** 63n)
          : v === null
            ? null
            : convert(v);
    return (v) => (v === null ? empty : convert(v));
  };
}

for (const [names, type] of [
  ['tostring', 'string'],
  ['toint', 'int'],
  ['tolong', 'long'],
  ['todouble toreal', 'real'],
  ['tobool toboolean', 'bool'],
  ['todatetime', 'datetime'],
  ['totimespan totime', 'timespan'],
  ['todecimal', 'decimal'],
  ['toguid', 'guid'],
] as const) {
  defineCall(names, ['any'], convertTo(type), { nulls: true });
}

defineCall(
  'parse_json todynamic parsejson toobject',
  ['any'],
  (call) => {
    const { type } = call.args[0]!;
    if (type !== 'string' && type !== 'dynamic')
      throw rejected(`${call.node.Name.SimpleName}() takes text or a dynamic value`, call.node);
    return convertTo('dynamic')(call);
  },
  { nulls: true },
);

defineCall(
  'gettype',
  ['any'],
  ({ args }) => {
    const type = args[0]!.type;
    if (type === 'dynamic') return (v) => dynamicTypeName(v as Dynamic);
    return () => type;
  },
  { nulls: true },
);

defineCall('isnull', ['any'], ({ args }) => (args[0]!.type === 'string' ? () => false : (v) => v === null), {
  nulls: true,
});
defineCall(
  'isnotnull notnull',
  ['any'],
  ({ args }) => (args[0]!.type === 'string' ? () => true : (v) => v !== null),
  { nulls: true },
);
define('isempty', ['any'], (v) => v === null || v === '', { nulls: true });
define('isnotempty notempty', ['any'], (v) => v !== null && v !== '', { nulls: true });
define('not', ['bool'], (v: boolean) => !v);
// what is not dynamic is written as tostring() does (documented)
defineCall(
  'dynamic_to_json',
  ['any'],
  (call) => {
    if (call.args[0]!.type !== 'dynamic') return convertTo('string')(call);
    return (v) => (v === null ? 'null' : canonicalJson(v as Dynamic));
  },
  { nulls: true },
);

/** JSON with the keys of bags in order, so that equal values give equal text. */
function canonicalJson(value: Dynamic): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!(value instanceof Map)) return dynamicToJson(value);
  const keys = [...value.keys()].sort();
  return `{${keys.map((k) => `${JSON.stringify(k)}:${canonicalJson(value.get(k)!)}`).join(',')}}`;
}
