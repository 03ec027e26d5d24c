import { runtimeError, unsupported } from '../scope.ts';
import { addDecimals, compareDecimals, subtractDecimals } from '../values/decimal.ts';
import { add, type Int64, subtract } from '../values/int64.ts';
import { defineCall } from './registry.ts';

/** Whether the value lies within a distance of a centre, both ends included. */
defineCall('around', ['any', 'any', 'any'], ({ args, node }) => {
  const types = args.map((a) => a.type);
  if (types.every((t) => t === 'decimal')) {
    return (v: string, center: string, delta: string) =>
      compareDecimals(v, subtractDecimals(center, delta)!) >= 0 &&
      compareDecimals(v, addDecimals(center, delta)!) <= 0;
  }
  if (types.some((t) => ['decimal', 'dynamic', 'string', 'guid', 'bool'].includes(t)))
    throw unsupported(`around() of ${types.join(', ')}`, node);
  if (types.includes('real'))
    return (v, center, delta) =>
      Number(v) >= Number(center) - Number(delta) && Number(v) <= Number(center) + Number(delta);
  return (v: Int64, center: Int64, delta: Int64) => v >= subtract(center, delta) && v <= add(center, delta);
});

/** True, or the end of the query with the message; the condition must be known before rows are read. */
defineCall('assert', ['bool', 'string'], ({ args, node }) => {
  if (!args[0]!.constant) throw runtimeError('assert', 'the condition of assert() must be a constant', node);
  return (holds: boolean, message: string) => {
    if (!holds) throw runtimeError('assert', `assert() has failed with message: '${message}'`, node);
    return true;
  };
});
