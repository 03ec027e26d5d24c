import { Chunk, concatChunks } from '../../chunk.ts';
import { columnAt, compileExpression } from '../../expressions/compile.ts';
import { parseIpv4 } from '../../functions/ipv4.ts';
import { parseIp } from '../../functions/ipv6.ts';
import { isTabular, kindOf, symbolOf } from '../../language-service.ts';
import { indexOfColumn, unsupported } from '../../scope.ts';
import { GroupTable } from '../group-table.ts';
import { limitRows } from '../row-wise.ts';
import { argument, type Plugin } from './plugin.ts';

/** Reads an address or network: the length of the prefix, and the number of the network around it with a shorter one. */
type Read = (text: string) => { prefix: number; within(prefix: number): number | bigint } | null;

/** The networks of one set of extra keys: by prefix length, then by network number, the rows of the lookup table. */
type Networks = Map<number, Map<number | bigint, number[]>>;

/** ipv4_lookup: see below. */
export const ipv4Lookup = networkLookup((text) => {
  const ip = parseIpv4(text);
  return ip && { prefix: ip.prefix, within: (prefix) => Math.floor(ip.address / 2 ** (32 - prefix)) };
});

const lookup6 = networkLookup((text) => {
  const ip = parseIp(text);
  return ip && { prefix: ip.prefix, within: (prefix) => ip.bits >> BigInt(128 - prefix) };
});

/**
 * ipv6_lookup: see below. An IPv4 address stands for its mapped IPv6 address. In the documented results the columns of the
 * lookup table come first, other than the binder has it.
 */
export const ipv6Lookup: Plugin = {
  schema(call) {
    const [table] = call.args;
    if (!table || !isTabular(table)) throw unsupported('this ipv6_lookup()', call.node);
    const { columns } = call.scope.tabular(table, call.scope.env);
    const twice = columns.find((c) => indexOfColumn(call.input.columns, c.name) >= 0);
    if (twice) throw unsupported(`ipv6_lookup() with the column '${twice.name}' in both tables`, call.node);
    return [...columns, ...call.input.columns];
  },
  apply(call) {
    const lookup = call.scope.tabular(call.args[0], call.scope.env);
    const made = [...call.input.columns, ...lookup.columns];
    const from = call.columns.map((c) => made.findIndex((m) => m.name === c.name && m.type === c.type));
    if (from.includes(-1)) throw unsupported('the columns of this ipv6_lookup()', call.node);
    const rows = lookup6.apply({ ...call, columns: made });
    return {
      columns: call.columns,
      *chunks() {
        for (const chunk of rows.chunks()) yield chunk.select(from);
      },
    };
  },
};

/**
 * Rows of the lookup table whose network holds the address of the row (all of them), with equal extra keys. Rows without a
 * match are left out unless return_unmatched is true.
 */
function networkLookup(read: Read): Plugin {
  return {
    apply(call) {
      const { input, columns, scope } = call;
      const [table, source, target, ...others] = call.args;
      if (!table || !source || !target || !isTabular(table))
        throw unsupported(`this ${call.name}()`, call.node);
      const lookup = scope.tabular(table, scope.env);
      const address = indexOfColumn(input.columns, symbolOf(source)?.name ?? '');
      const network = indexOfColumn(lookup.columns, symbolOf(target)?.name ?? target.SimpleName);
      if (address < 0 || network < 0) throw unsupported(`these keys of ${call.name}()`, call.node);
      let unmatchedNode = argument(call, 'return_unmatched', Number.POSITIVE_INFINITY);
      const extra: string[] = [];
      for (const node of others) {
        if (kindOf(node) === 'SimpleNamedExpression') continue;
        const symbol = symbolOf(node);
        if (symbol?.kind === 'Column') extra.push(symbol.name);
        else unmatchedNode ??= node;
      }
      const unmatched = unmatchedNode
        ? compileExpression(unmatchedNode, scope).constant?.value === true
        : false;
      const keysOf = (all: typeof input.columns) =>
        extra.map((name) => {
          const at = indexOfColumn(all, name);
          if (at < 0) throw unsupported(`the key '${name}' of ${call.name}()`, call.node);
          return columnAt(at, all[at]!.type);
        });
      const leftKeys = keysOf(input.columns);
      const rightKeys = keysOf(lookup.columns);
      const rightColumns = lookup.columns
        .map((_, i) => i)
        .filter((i) => !extra.includes(lookup.columns[i]!.name));
      if (columns.length !== input.columns.length + rightColumns.length)
        throw unsupported(`the columns of this ${call.name}()`, call.node);
      return {
        columns,
        *chunks() {
          const right = concatChunks([...lookup.chunks()], lookup.columns.length);
          const groups = new GroupTable(rightKeys);
          const numbers = right.length ? groups.number(right) : new Int32Array(0);
          const networks: Networks[] = [];
          const texts = right.length ? right.column(network) : [];
          for (let row = 0; row < right.length; row++) {
            const parsed = read(String(texts[row] ?? ''));
            if (!parsed) continue;
            const byPrefix: Networks = networks[numbers[row]!] ?? new Map();
            networks[numbers[row]!] = byPrefix;
            const byNumber = byPrefix.get(parsed.prefix) ?? new Map<number | bigint, number[]>();
            byPrefix.set(parsed.prefix, byNumber);
            const number = parsed.within(parsed.prefix);
            byNumber.set(number, [...(byNumber.get(number) ?? []), row]);
          }
          for (const chunk of input.chunks()) {
            const addresses = chunk.column(address);
            const found = rightKeys.length ? groups.find(chunk, leftKeys) : new Int32Array(chunk.length);
            const left: number[] = [];
            const matched: number[] = [];
            for (let row = 0; row < chunk.length; row++) {
              const parsed = read(String(addresses[row] ?? ''));
              const before = left.length;
              const byPrefix = found[row]! >= 0 ? networks[found[row]!] : undefined;
              if (parsed && byPrefix) {
                for (const [prefix, byNumber] of byPrefix) {
                  if (prefix > parsed.prefix) continue;
                  for (const hit of byNumber.get(parsed.within(prefix)) ?? []) {
                    left.push(row);
                    matched.push(hit);
                  }
                }
              }
              if (left.length === before && unmatched) {
                left.push(row);
                matched.push(-1);
              }
            }
            limitRows(left.length, scope);
            if (left.length === 0) continue;
            const kept = chunk.take(left);
            yield new Chunk(left.length, [
              ...input.columns.map((_, i) => kept.lazy(i)),
              ...rightColumns.map((i) => () => {
                const values = right.length ? right.column(i) : [];
                const empty = lookup.columns[i]!.type === 'string' ? '' : null;
                return matched.map((row) => (row < 0 ? empty : values[row]));
              }),
            ]);
          }
        },
      };
    },
  };
}
