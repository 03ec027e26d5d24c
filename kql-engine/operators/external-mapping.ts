import { pathOf } from '../functions/dynamic.ts';
import type { Node } from '../language-service.ts';
import { unsupported } from '../scope.ts';
import type { Column } from '../types.ts';
import type { Dynamic } from '../values/dynamic.ts';
import { parseJson } from '../values/parse-json.ts';

/** Gives the values of a record, one a column: a JSON bag, or the fields of a line. */
export type Mapping = (record: Map<string, Dynamic> | readonly string[]) => unknown[];

/** The property that says where a column's value stands, by kind of record. */
const PLACES = { bag: 'Path', fields: 'Ordinal' } as const;

function member(bag: Dynamic | undefined, name: string): Dynamic | undefined {
  if (!(bag instanceof Map)) return undefined;
  const key = [...bag.keys()].find((k) => k.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : bag.get(key);
}

/**
 * The mapping in `ingestionMapping` of externaldata: for each column the path in a JSON record, or the number (from 0) of a
 * field. A column that it does not name is empty. Transformations and constants are refused, as is a name of no column.
 */
export function readMapping(text: string, columns: Column[], kind: keyof typeof PLACES, node: Node): Mapping {
  const refuse = (what: string) => unsupported(`ingestionMapping ${what}`, node);
  const entries = parseJson(text);
  if (!Array.isArray(entries)) throw refuse('that is no JSON array');
  const places = new Map<string, string>();
  for (const entry of entries) {
    const name = member(entry, 'Column') ?? member(entry, 'Name');
    const properties = member(entry, 'Properties') ?? entry;
    if (typeof name !== 'string' || !columns.some((c) => c.name === name))
      throw refuse(`of '${String(name)}', which is no column,`);
    const place = member(properties, PLACES[kind]);
    if (place === undefined || member(properties, 'Transform') !== undefined)
      throw refuse(`without a plain ${PLACES[kind]} for '${name}'`);
    if (places.has(name)) throw refuse(`that names '${name}' twice`);
    places.set(name, String(place));
  }
  const wanted = columns.map((c) => places.get(c.name));
  return (record) =>
    wanted.map((place) => {
      if (place === undefined) return undefined;
      return record instanceof Map ? pathOf(record, place) : record[Number(place)];
    });
}
