import { allMatches, compileRegex, type Regex, replaceAll } from '../regex.ts';
import { runtimeError } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { searchCodePoints } from '../values/code-points.ts';
import { conversion } from '../values/convert.ts';
import type { Dynamic } from '../values/dynamic.ts';
import { type Call, defineCall } from './registry.ts';

/** The pattern argument, compiled once when it is constant. */
function pattern(call: Call, index: number): (source: string) => Regex {
  const make = (source: string): Regex => {
    const regex = compileRegex(source);
    if (!regex) throw runtimeError('regex', `not a valid regular expression: ${source}`, call.node);
    return regex;
  };
  const constant = call.args[index]?.constant;
  if (!constant) return make;
  const fixed = make(String(constant.value));
  return () => fixed;
}

/** The number of a capture group that is given by its number or by its name. */
function groupNumber(source: string, group: Dynamic): number {
  if (typeof group !== 'string') return Number(group);
  let number = 0;
  for (const m of source.matchAll(
    /\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\((?:\?P?<(\w+)>|(?!\?))/g,
  )) {
    if (!m[0].startsWith('(')) continue;
    number++;
    if (m[1] === group) return number;
  }
  return -1;
}

/** The type named by a typeof() argument. */
function typeArgument(call: Call): KqlType | undefined {
  return call.args[3] ? call.type : undefined;
}

defineCall('extract', ['string', 'long', 'string', 'any'], (call) => {
  const regex = pattern(call, 0);
  const type = typeArgument(call);
  const convert = type && type !== 'string' ? conversion('string', type)! : undefined;
  return (source, group, text) => {
    const match = regex(source).exec(text, 0);
    const found = match ? match.groups[group] : undefined;
    if (found === undefined) return null;
    return convert ? convert(found) : found;
  };
});

defineCall('extract_all extractall', ['string', 'any', 'any'], (call) => {
  const regex = pattern(call, 0);
  const withGroups = call.args.length === 3;
  return (source: string, second: unknown, third?: string) => {
    const text = withGroups ? third! : String(second);
    const compiled = regex(source);
    const out: Dynamic[] = [];
    for (const match of allMatches(compiled, text)) {
      const wanted = withGroups
        ? ((second as Dynamic[] | null) ?? []).map((g) => groupNumber(source, g))
        : match.groups.map((_, i) => i).slice(1);
      const groups = (wanted.length ? wanted : [0]).map((g) => match.groups[g] ?? '');
      out.push(groups.length === 1 ? groups[0]! : groups);
    }
    return out.length ? out : null;
  };
});

defineCall('replace_regex replace', ['string', 'string', 'string'], (call) => {
  // replace(regex, rewrite, text) is the old order, replace_regex(text, regex, rewrite) the new one
  const old = call.node.Name.SimpleName === 'replace';
  const regex = pattern(call, old ? 0 : 1);
  return old
    ? (source, rewrite, text) => replaceAll(regex(source), text, rewrite)
    : (text, source, rewrite) => replaceAll(regex(source), text, rewrite);
});

defineCall('countof', ['string', 'string', 'string'], (call) => {
  const regex = call.args[2]?.constant?.value === 'regex' ? pattern(call, 1) : undefined;
  return (text: string, search: string) => {
    if (search === '') return 0;
    if (regex) {
      let n = 0;
      for (const _ of allMatches(regex(search), text)) n++;
      return n;
    }
    let n = 0;
    for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + 1)) n++;
    return n;
  };
});

defineCall('indexof_regex', ['string', 'string', 'long', 'long', 'long'], (call) => {
  const regex = pattern(call, 1);
  return (text: string, source: string, start = 0, length = -1, occurrence = 1) => {
    const compiled = regex(source);
    if (start < 0) return null;
    return searchCodePoints(text, start, length, (from, end) => {
      let n = 0;
      for (let at = from; at <= end; ) {
        const match = compiled.exec(text, at);
        if (!match || match.end > end) return -1;
        if (++n === occurrence) return match.start;
        at =
          match.end > match.start
            ? match.end
            : match.end + ((text.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1);
      }
      return -1;
    });
  };
});

for (const [name, start, end] of [
  ['trim', true, true],
  ['trim_start', true, false],
  ['trim_end', false, true],
] as const) {
  defineCall(name, ['string', 'string'], (call) => {
    const compiled = new Map<string, { start?: Regex; end?: Regex }>();
    const regexes = (source: string) => {
      let pair = compiled.get(source);
      if (!pair) {
        const make = (text: string) => {
          const regex = compileRegex(text);
          if (!regex) throw runtimeError('regex', `not a valid regular expression: ${source}`, call.node);
          return regex;
        };
        pair = {};
        if (start) pair.start = make(`\\A(?:${source})`);
        if (end) pair.end = make(`(?:${source})\\z`);
        compiled.set(source, pair);
      }
      return pair;
    };
    return (source: string, text: string) => {
      const pair = regexes(source);
      const head = pair.start?.exec(text, 0);
      const rest = head ? text.slice(head.end) : text;
      const tail = pair.end?.exec(rest, 0);
      return tail ? rest.slice(0, tail.start) : rest;
    };
  });
}
