import { Chunk } from '../../chunk.ts';
import { compileExpression } from '../../expressions/compile.ts';
import { symbolOf } from '../../language-service.ts';
import { indexOfColumn, runtimeError, unsupported } from '../../scope.ts';
import type { Column, KqlType } from '../../types.ts';
import { compareStrings } from '../../values/compare.ts';
import { conversion } from '../../values/convert.ts';
import { type Dynamic, dynamicTypeName } from '../../values/dynamic.ts';
import { argument, type Plugin, type PluginCall } from './plugin.ts';

interface Options {
  /** The column of bags. */
  bag: number;
  prefix: string;
  conflict: 'error' | 'replace_source' | 'keep_source';
  ignored: Set<string>;
}

function options(call: PluginCall): Options {
  const column = argument(call, 'Column', 0);
  const bag = column ? indexOfColumn(call.input.columns, symbolOf(column)?.name ?? column.SimpleName) : -1;
  if (bag < 0) throw unsupported('bag_unpack() of this', column ?? call.node);
  const constant = (name: string, position: number): unknown => {
    const node = argument(call, name, position);
    if (!node) return undefined;
    const value = compileExpression(node, { ...call.scope, columns: [] }).constant;
    if (!value) throw unsupported(`this ${name} of bag_unpack()`, node);
    return value.value;
  };
  const conflict = constant('columnsConflict', 2) ?? 'error';
  if (conflict !== 'error' && conflict !== 'replace_source' && conflict !== 'keep_source')
    throw runtimeError('bag_unpack', `columnsConflict cannot be '${String(conflict)}'`, call.node);
  const ignored = constant('ignoredProperties', 3);
  return {
    bag,
    prefix: String(constant('OutputColumnPrefix', 1) ?? ''),
    conflict,
    ignored: new Set(Array.isArray(ignored) ? ignored.map(String) : []),
  };
}

const types: Record<string, KqlType> = {
  string: 'string',
  bool: 'bool',
  long: 'long',
  double: 'real',
  datetime: 'datetime',
  timespan: 'timespan',
  guid: 'guid',
};

/** The slots of all bags with the type their values share; dynamic where the types differ. */
function slots(call: PluginCall, { bag, ignored }: Options): Map<string, KqlType | undefined> {
  const found = new Map<string, KqlType | undefined>();
  for (const chunk of call.input.chunks()) {
    call.scope.run.check();
    for (const value of chunk.column(bag) as Dynamic[]) {
      if (!(value instanceof Map)) continue;
      for (const [key, item] of value) {
        if (ignored.has(key)) continue;
        const known = found.get(key);
        if (item === null || known === 'dynamic') {
          if (!found.has(key)) found.set(key, undefined);
          continue;
        }
        const type = types[dynamicTypeName(item)] ?? 'dynamic';
        found.set(key, known === undefined || known === type ? type : 'dynamic');
      }
    }
  }
  return found;
}

/**
 * bag_unpack: each slot of a bag becomes a column. The columns of the input stay in their places (a replaced one takes the type
 * of the slot), the new ones follow in the order of their names.
 */
export const bagUnpack: Plugin = {
  schema(call) {
    const option = options(call);
    const source = call.input.columns.filter((_, i) => i !== option.bag);
    const columns: Column[] = [...source];
    const made: Column[] = [];
    for (const [slot, type = 'dynamic'] of slots(call, option)) {
      const name = option.prefix + slot;
      const at = indexOfColumn(source, name);
      if (at < 0) made.push({ name, type });
      else if (option.conflict === 'replace_source') columns[at] = { name, type };
      else if (option.conflict === 'error') {
        throw runtimeError(
          'bag_unpack',
          `bag_unpack() would make the column '${name}' a second time`,
          call.node,
        );
      }
    }
    return [...columns, ...made.sort((a, b) => compareStrings(a.name, b.name))];
  },
  apply(call) {
    const { columns, input } = call;
    const option = options(call);
    const { bag, prefix, ignored } = option;
    let replaced = new Set<string>();
    const readers = columns.map(({ name, type }) => {
      const slot = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
      const convert = type === 'dynamic' ? (v: unknown) => v : conversion('dynamic', type);
      if (!convert) throw unsupported(`the type ${type} of bag_unpack()`, call.node);
      const from = name === input.columns[bag]!.name ? -1 : indexOfColumn(input.columns, name);
      return { slot, convert, from, empty: type === 'string' ? '' : null };
    });
    return {
      columns,
      serialized: input.serialized === true,
      *chunks() {
        if (option.conflict === 'replace_source') replaced = new Set(slots(call, option).keys());
        for (const chunk of input.chunks()) {
          const bags = chunk.column(bag) as Dynamic[];
          yield new Chunk(
            chunk.length,
            readers.map(({ slot, convert, from, empty }) => {
              if (from >= 0 && !(slot !== undefined && replaced.has(slot))) return chunk.lazy(from);
              return () =>
                bags.map((value) => {
                  if (slot === undefined || ignored.has(slot) || !(value instanceof Map)) return empty;
                  const item = value.get(slot);
                  return item === undefined || item === null ? empty : (convert(item) ?? empty);
                });
            }),
          );
        }
      },
    };
  },
};
