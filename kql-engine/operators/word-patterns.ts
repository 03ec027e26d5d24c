/** How `reduce` groups texts. */
export interface PatternRules {
  /** The share of a text's terms that has to be equal within a group, from 0 to 1; one term at least. */
  threshold: number;
  /** The characters between terms; undefined for all but ASCII letters and digits, which patterns then show. */
  separators: string | undefined;
}

export interface WordPattern {
  /** The terms that all texts of the group have, with `*` for anything else; `others` where they have none. */
  pattern: string;
  /** How many times the group's texts stand. */
  count: number;
  /** The group's first text; empty for `others`. */
  representative: string;
}

interface Parsed {
  text: string;
  /** Where it stands among the different texts. */
  order: number;
  times: number;
  terms: string[];
  /** What stands before, between and behind the terms: one more than terms. */
  gaps: string[];
}

const digit = /[0-9]/;

/**
 * Groups texts by the terms that are most frequent in them, each at its place in the text, after Vaarandi, "A Data Clustering
 * Algorithm for Mining Patterns From Event Logs" (2003). A term with a digit is never constant. Texts of one group have the
 * same separators, and agree in as many of their most frequent terms as the threshold asks for.
 * @param texts how many times each text stands, in order of arrival
 * @param check called often: may throw where the query has to end
 * @returns the groups, the largest first, of equal ones that with the earlier text; `others` last
 */
export function wordPatterns(
  texts: ReadonlyMap<string, number>,
  rules: PatternRules,
  check: () => void = () => undefined,
): WordPattern[] {
  const shapes = new Map<string, Parsed[]>();
  const split = splitter(rules.separators);
  let order = 0;
  for (const [text, times] of texts) {
    if (order % 1024 === 0) check();
    const parsed = { text, order: order++, times, ...split(text) };
    const shape = JSON.stringify(parsed.gaps);
    const same = shapes.get(shape);
    if (same) same.push(parsed);
    else shapes.set(shape, [parsed]);
  }
  const found: (WordPattern & { order: number })[] = [];
  const others: WordPattern = { pattern: 'others', count: 0, representative: '' };
  for (const same of shapes.values()) {
    for (const group of groupsOf(same, rules.threshold, check)) {
      const count = group.reduce((sum, { times }) => sum + times, 0);
      const pattern = patternOf(group, rules.separators === undefined);
      if (pattern === undefined) others.count += count;
      else found.push({ pattern, count, representative: group[0]!.text, order: group[0]!.order });
    }
  }
  found.sort((a, b) => b.count - a.count || a.order - b.order);
  return others.count === 0 ? found : [...found, others];
}

function splitter(separators: string | undefined): (text: string) => Pick<Parsed, 'terms' | 'gaps'> {
  const set = separators === undefined ? undefined : new Set(separators);
  const separates = (c: string) => (set ? set.has(c) : !/[A-Za-z0-9]/.test(c));
  return (text) => {
    const terms: string[] = [];
    const gaps = [''];
    let term = '';
    for (const c of text) {
      if (!separates(c)) term += c;
      else {
        if (term !== '') {
          terms.push(term);
          gaps.push('');
          term = '';
        }
        gaps[gaps.length - 1] += c;
      }
    }
    if (term !== '') {
      terms.push(term);
      gaps.push('');
    }
    return { terms, gaps };
  };
}

/** The groups among texts with the same separators. */
function groupsOf(texts: Parsed[], threshold: number, check: () => void): Iterable<Parsed[]> {
  const places = texts[0]!.terms.length;
  const wanted = Math.max(1, Math.ceil(threshold * places));
  const frequency = Array.from({ length: places }, () => new Map<string, number>());
  for (const { terms, times } of texts) {
    terms.forEach((term, place) => {
      const of = frequency[place]!;
      of.set(term, (of.get(term) ?? 0) + times);
    });
  }
  const groups = new Map<string, Parsed[]>();
  texts.forEach((text, i) => {
    if (i % 1024 === 0) check();
    const { terms } = text;
    const weight = (place: number) => frequency[place]!.get(terms[place]!)!;
    const ranked = terms
      .map((_, place) => place)
      .sort((a, b) => Number(digit.test(terms[a]!)) - Number(digit.test(terms[b]!)) || weight(b) - weight(a));
    const key = JSON.stringify(ranked.slice(0, wanted).map((place) => [place, terms[place]]));
    const group = groups.get(key);
    if (group) group.push(text);
    else groups.set(key, [text]);
  });
  return groups.values();
}

/** What all texts of a group have; undefined where no term is. */
function patternOf(group: Parsed[], showGaps: boolean): string | undefined {
  const { terms, gaps } = group[0]!;
  const constant = terms.map(
    (term, place) => !digit.test(term) && group.every((text) => text.terms[place] === term),
  );
  if (!constant.includes(true)) return undefined;
  let out = showGaps || constant[0] ? gaps[0]! : '';
  terms.forEach((term, place) => {
    const gap = gaps[place + 1]!;
    if (constant[place]) out += term + (showGaps || constant[place + 1] !== false ? gap : '');
    // given separators belong to what is between the constant terms
    else if (showGaps) out += `*${gap}`;
    else if (!out.endsWith('*')) out += '*';
  });
  return out;
}
