import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { backtrackingBound, MOST_STEPS } from './regex-safety.ts';
import { parseRegex, type RegexNode } from './regex-syntax.ts';

/** The steps of a plain backtracking search that finds nothing: attempts to read a character, and to end. */
function countSteps(source: string, text: string): number {
  const tree = parseRegex(source)!;
  let steps = 0;
  const reads = (pattern: string, at: number) => {
    steps++;
    return at < text.length && new RegExp(`^(?:${pattern})$`, 'u').test(text[at]!);
  };
  function run(node: RegexNode, at: number, then: (at: number) => void): void {
    switch (node.kind) {
      case 'character':
        if (reads(node.source, at)) then(at + 1);
        return;
      case 'start':
        if (at === 0) then(at);
        return;
      case 'choice':
        for (const item of node.items) run(item, at, then);
        return;
      case 'sequence': {
        const next = (i: number, from: number): void =>
          i === node.items.length ? then(from) : run(node.items[i]!, from, (to) => next(i + 1, to));
        next(0, at);
        return;
      }
      case 'repeat': {
        const next = (done: number, from: number): void => {
          if (done < node.max) run(node.item, from, (to) => next(done + 1, to));
          if (done >= node.min) then(from);
        };
        next(0, at);
      }
    }
  }
  for (let from = 0; from <= text.length; from++)
    run(tree, from, () => {
      steps++;
    });
  return steps;
}

const atom = fc.constantFrom(
  'a',
  'b',
  '[ab]',
  '[^a]',
  '\\d',
  '^',
  '$',
  '\\b',
  '(?:a|b)',
  '(a|ab|)',
  '(?:ab?)',
  '(?:^|b)',
);
const pattern = fc
  .array(
    fc
      .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{2,}', '*?'))
      .map(([a, q]) => (/^(?:[$^]|\\b)$/.test(a) ? a : a + q)),
    { minLength: 1, maxLength: 5 },
  )
  .chain((pieces) =>
    fc.constantFrom(pieces.join(''), `(?:${pieces.join('|')})b`, `^(?:${pieces.join('')})?a`),
  );

describe('backtrackingBound', () => {
  it('is not less than what a backtracking search does', () => {
    let judged = 0;
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', ' '), maxLength: 14 }),
        (source, text) => {
          const bound = backtrackingBound(source, 'u');
          if (!bound || bound.longestText < text.length) return;
          judged++;
          const counted = countSteps(source, text);
          assert.ok(counted <= bound.steps(text.length), `${source} on '${text}': ${counted} steps`);
        },
      ),
      { numRuns: 1500 },
    );
    assert.ok(judged > 500, `${judged} judged`);
  });

  it('grows with the text for some, faster for others', () => {
    const growth = (source: string, length: number) => {
      const { steps } = backtrackingBound(source, 'u')!;
      return steps(length * 2) / steps(length);
    };
    for (const source of ['E2ELatency=([0-9.]+)', '^\\d+x', '"([^"]+)"', '(?:a|b|cd)+$']) {
      assert.equal(
        backtrackingBound(source, 'u')?.longestText,
        source.endsWith('$') ? 512 : Number.POSITIVE_INFINITY,
      );
    }
    assert.ok(Math.abs(growth('E2ELatency=([0-9.]+)', 10_000) - 2) < 0.1);
    assert.ok(Math.abs(growth('\\d+x', 200) - 4) < 0.1);
    assert.ok(Math.abs(growth('\\d+\\d+x', 60) - 8) < 0.7);
    const exponential = backtrackingBound(`${'a?'.repeat(25)}${'a'.repeat(25)}`, 'u')!;
    assert.ok(exponential.longestText < 30);
    assert.ok(exponential.steps(exponential.longestText) <= MOST_STEPS);
  });

  it('judges single texts that are longer', () => {
    const quadratic = backtrackingBound('\\d+x', 'u')!;
    assert.equal(quadratic.isQuick('12 ab '.repeat(100_000)), true);
    assert.equal(quadratic.isQuick('1'.repeat(100_000)), false);
    assert.equal(quadratic.isQuick('漢😀é'.repeat(10_000)), true);
    assert.equal(backtrackingBound('[^a]+x', 'u')!.isQuick('😀'.repeat(10_000)), false);
  });

  it('cannot judge what repeats nothing', () => {
    assert.equal(backtrackingBound('(?:a*)*', 'u'), undefined);
    assert.equal(backtrackingBound('(?:|a)+', 'u'), undefined);
    assert.equal(backtrackingBound('(?:(?:a{60}){60}){60}', 'u'), undefined);
  });
});
