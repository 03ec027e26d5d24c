import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { aggregateNames } from './aggregates/registry.ts';
import { scalarFunctionNames } from './functions/registry.ts';
import { knownDifferences } from './known-differences.ts';
import { supportGroups, supportMatrix } from './support-matrix.ts';
import { functionUse, operatorUse } from './usage-statistics.ts';

const groups = supportGroups();
const named = (title: string) => groups.find((g) => g.title === title)!;

describe('the support matrix', () => {
  const text = supportMatrix();

  it('counts what is known and supported', () => {
    for (const { title, known, supported } of groups) {
      const yes = known.filter((n) => supported.has(n)).length;
      assert.match(
        text,
        new RegExp(`\\| ${title} \\| ${known.length} \\| ${yes} \\| \\d+ \\| ${known.length - yes} \\|`),
      );
    }
  });

  it('names every supported and every refused name', () => {
    for (const { known } of groups) for (const name of known) assert.ok(text.includes(`\`${name}\``), name);
  });

  it('says only true things about differences: the names exist and are supported', () => {
    const supported = new Set(groups.flatMap((g) => [...g.supported]));
    assert.deepEqual(
      Object.keys(knownDifferences).filter((n) => !supported.has(n)),
      [],
    );
  });

  it('knows the whole language, and what the engine has is part of it', () => {
    assert.ok(named('Scalar functions').known.length > 400);
    assert.ok(named('Aggregates').known.length > 55);
    const registered = [...scalarFunctionNames(), ...aggregateNames()];
    const known = new Set(groups.flatMap((g) => g.known));
    // names that the binder does not know can never be called
    assert.deepEqual(
      registered.filter((n) => !known.has(n) && !n.startsWith('__')),
      [],
    );
  });

  it('covers the names that stand in more than one in a hundred real queries', () => {
    const supported = new Set(groups.flatMap((g) => [...g.supported]));
    const common = [...operatorUse, ...functionUse].filter(([, n]) => n >= 80).map(([name]) => name);
    assert.deepEqual(
      common.filter((n) => !supported.has(n)),
      [],
    );
  });
});

describe('the tests', () => {
  const folder = new URL('./', import.meta.url);
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !/support-matrix|conformance/.test(file))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');
  const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const untested = (title: string, pattern: (name: string) => RegExp) => {
    const { known, supported } = named(title);
    return known.filter((n) => supported.has(n) && !pattern(escaped(n)).test(texts));
  };

  it('use every scalar function', () => {
    assert.deepEqual(
      untested('Scalar functions', (n) => new RegExp(`\\b${n}\\s*\\(`)),
      [],
    );
  });
  it('use every aggregate', () => {
    assert.deepEqual(
      untested('Aggregates', (n) => new RegExp(`\\b${n}\\s*\\(`)),
      [],
    );
  });
  it('use every tabular operator', () => {
    assert.deepEqual(
      untested('Tabular operators', (n) => new RegExp(`(?:^|[\\s|(\`'"])${n}\\b`, 'm')),
      [],
    );
  });
  it('use every scalar operator', () => {
    const { known, supported } = named('Scalar operators');
    const words = known.filter((n) => supported.has(n) && /[a-z]{2}/.test(n));
    assert.deepEqual(
      words.filter((n) => !new RegExp(`(?:^|[\\s|(\`'"])${escaped(n)}[\\s(]`, 'm').test(texts)),
      [],
    );
  });
  it('use every plug-in', () => {
    assert.deepEqual(
      untested('Plug-ins of evaluate', (n) => new RegExp(`\\bevaluate\\b[^|]*\\b${n}\\s*\\(`)),
      [],
    );
  });
});
