import type { Bag, Dynamic } from '../values/dynamic.ts';

class Malformed extends Error {}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, dec, name) => {
    if (name) {
      if (!(name in entities)) throw new Malformed();
      return entities[name]!;
    }
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(dec));
  });
}

/**
 * parse_xml(): an XML document as a bag. Attributes are `@name`, text beside attributes or elements is `#text`, elements of one
 * name become an array, an element with nothing but text is that text. Null when the text is no XML.
 */
export function parseXml(source: string): Dynamic {
  let at = 0;

  function misc(): void {
    for (;;) {
      const rest = source.slice(at);
      const skip = /^\s+|^<\?[\s\S]*?\?>|^<!--[\s\S]*?-->|^<!DOCTYPE(?:[^[>]|\[[^\]]*\])*>/.exec(rest);
      if (!skip) return;
      at += skip[0].length;
    }
  }

  function element(depth: number): { name: string; value: Dynamic } {
    if (depth > 256) throw new Malformed();
    const open = /<([^\s/>!?=]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
    open.lastIndex = at;
    const tag = open.exec(source);
    if (!tag) throw new Malformed();
    at = open.lastIndex;
    const name = tag[1]!;
    const bag: Bag = new Map();
    for (const a of tag[2]!.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
      bag.set(`@${a[1]}`, decode(a[2] ?? a[3]!));
    }
    if (tag[3]) return { name, value: bag.size ? bag : null };
    let text = '';
    let elements = 0;
    for (;;) {
      const next = source.indexOf('<', at);
      if (next < 0) throw new Malformed();
      text += decode(source.slice(at, next));
      at = next;
      if (source.startsWith('</', at)) {
        const close = /<\/([^\s>]+)\s*>/y;
        close.lastIndex = at;
        const end = close.exec(source);
        if (end?.[1] !== name) throw new Malformed();
        at = close.lastIndex;
        break;
      }
      if (source.startsWith('<![CDATA[', at)) {
        const end = source.indexOf(']]>', at);
        if (end < 0) throw new Malformed();
        text += source.slice(at + 9, end);
        at = end + 3;
      } else if (source.startsWith('<!--', at) || source.startsWith('<?', at)) {
        const before = at;
        misc();
        if (at === before) throw new Malformed();
      } else {
        elements++;
        const child = element(depth + 1);
        const known = bag.get(child.name);
        if (!bag.has(child.name)) bag.set(child.name, child.value);
        else if (Array.isArray(known)) known.push(child.value);
        else bag.set(child.name, [known as Dynamic, child.value]);
      }
    }
    if (elements === 0 && bag.size === 0) return { name, value: text === '' ? null : text };
    if (text.trim() !== '') bag.set('#text', elements === 0 ? text : text.trim());
    return { name, value: bag };
  }

  try {
    misc();
    const root = element(0);
    misc();
    if (at !== source.length) return null;
    return new Map([[root.name, root.value]]);
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError) return null;
    throw error;
  }
}
