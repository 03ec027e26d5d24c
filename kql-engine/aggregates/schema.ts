import { type Dynamic, dynamicTypeName } from '../values/dynamic.ts';
import { defineAggregate, fold } from './registry.ts';

/** What has been seen at one place of the values. */
interface Place {
  scalars: Set<string>;
  bag: Map<string, Place> | undefined;
  elements: Place | undefined;
}

const place = (): Place => ({ scalars: new Set(), bag: undefined, elements: undefined });

function look(at: Place, value: Dynamic): void {
  if (Array.isArray(value)) {
    at.elements ??= place();
    for (const item of value) look(at.elements, item);
  } else if (value instanceof Map) {
    at.bag ??= new Map();
    for (const [key, item] of value) {
      let inner = at.bag.get(key);
      if (!inner) {
        inner = place();
        at.bag.set(key, inner);
      }
      look(inner, item);
    }
  } else if (value !== null) at.scalars.add(dynamicTypeName(value));
}

/** One alternative stands alone, several as a list; elements of arrays stand under the key `indexer`. */
function schemaOf(at: Place): Dynamic {
  const out: Dynamic[] = [...at.scalars];
  if (at.bag || at.elements) {
    const bag = new Map<string, Dynamic>();
    for (const [key, inner] of at.bag ?? []) bag.set(key, schemaOf(inner));
    if (at.elements) bag.set('`indexer`', schemaOf(at.elements));
    out.push(bag);
  }
  return out.length === 1 ? out[0]! : out;
}

defineAggregate('buildschema', (call) =>
  fold(
    call,
    place,
    (s: Place, v) => {
      look(s, v as Dynamic);
      return s;
    },
    schemaOf,
  ),
);
