import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { huntingQueries } from '../../infra/hunting-queries.ts';
import { diagnostics } from '../testing/diagnostics.ts';
import { entityIdentifiers, tacticsOf } from '../testing/known-names.ts';
import { documentedColumns, type QueryFile, queries } from './testing/queries.ts';

/** Techniques beside those of the rules, with their tactics as Microsoft Sentinel writes them (attack.mitre.org, version 16). */
const tactics: Readonly<Record<string, readonly string[]>> = {
  ...tacticsOf,
  T1036: ['DefenseEvasion'],
  T1040: ['CredentialAccess', 'Discovery'],
  T1078: ['InitialAccess', 'Persistence', 'PrivilegeEscalation', 'DefenseEvasion'],
  T1087: ['Discovery'],
  T1564: ['DefenseEvasion'],
  T1586: ['ResourceDevelopment'],
  T1598: ['Reconnaissance'],
};
const groups = ['delivery', 'exfiltration', 'forwarding', 'phishing', 'servers', 'traffic'];
const root = new URL('../../', import.meta.url);
/** The hash of each query by its version; `RECORD_VERSIONS=1 node --test kql/hunting/hunting-format.test.ts` writes new ones down. */
const versionsFile = new URL('versions.json', import.meta.url);

test('there are queries enough in each group, and each has an id, a name, a file and a case of its own', () => {
  assert.deepEqual([...new Set(queries.map(({ group }) => group))].sort(), groups);
  for (const group of groups) assert.ok(queries.filter((query) => query.group === group).length >= 4, group);
  assert.ok(queries.length >= 30);
  for (const key of ['id', 'name', 'key', 'query'] as const) {
    assert.equal(new Set(queries.map((query) => query[key])).size, queries.length, key);
  }
  const cases = globSync('kql/hunting/*/*.case.ts', { cwd: root }).map((path) =>
    path.replace('case.ts', 'yaml'),
  );
  assert.deepEqual(cases.sort(), queries.map(({ path }) => path).sort());
  assert.equal(huntingQueries().length, queries.length);
});

for (const query of queries) {
  describe(query.path, () => {
    test('fields and limits', () => {
      const { id, name, description, requiredDataConnectors, version, query: kql } = query;
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.match(name, /^Mail flow - [a-z]/);
      assert.ok(name.length <= 100, `the name has ${name.length} characters`);
      // It becomes the value of a tag, which Microsoft's reviewers limit so (Azure/Azure-Sentinel, pull request 8393).
      assert.ok(description.length >= 80 && description.length <= 255, `${description.length} characters`);
      assert.deepEqual(requiredDataConnectors, []);
      assert.match(version, /^\d+\.\d+\.\d+$/);
      assert.ok(kql.length <= 10_000);
    });

    test('binds without an error or a warning', () => {
      assert.deepEqual(diagnostics(query.query), []);
    });

    test('tactics and techniques', () => {
      const covered = query.relevantTechniques.flatMap((technique) => {
        const known = tactics[technique.split('.')[0]!];
        assert.ok(known, `${technique} is not in the table`);
        const common = known.filter((tactic) => query.tactics.includes(tactic));
        assert.ok(common.length > 0, `${technique} belongs to none of the tactics`);
        return common;
      });
      assert.deepEqual([...new Set(covered)].sort(), [...query.tactics].sort());
    });

    test('entities are columns of the result', () => {
      for (const { entityType, fieldMappings } of query.entityMappings ?? []) {
        assert.ok(fieldMappings.length >= 1 && fieldMappings.length <= 3);
        for (const { identifier, columnName } of fieldMappings) {
          assert.ok(entityIdentifiers[entityType]?.includes(identifier), `${entityType} ${identifier}`);
          assert.ok(documentedColumns(query.query).includes(columnName), columnName);
        }
      }
    });

    test('is made for people', () => {
      const lines = query.query.trim().split('\n');
      const head = lines
        .slice(
          0,
          lines.findIndex((line) => !line.startsWith('//')),
        )
        .join('\n');
      assert.match(
        head,
        /^\/\/ Read: .*\n[\s\S]*^\/\/ Change: .*\n[\s\S]*^\/\/ Time range: .*\n[\s\S]*^\/\/ Columns: /m,
      );
      const columns = documentedColumns(query.query);
      assert.ok(columns.length >= 3 && columns.length <= 10, `${columns.length} columns`);
      for (const name of columns) assert.match(name, /^[A-Z][A-Za-z0-9]*$/);
      // What "Change" names stands in a let at the top, and no threshold anywhere else.
      const settings = lines.filter((line) => /^let \w+ = (?:-?\d|true|false|'|@'|dynamic\()/.test(line));
      assert.ok(settings.length > 0);
      const body = lines
        .filter((line) => !settings.includes(line) && !line.trim().startsWith('//'))
        .join('\n');
      assert.doesNotMatch(body.replaceAll(/'[^']*'/g, ''), /[<>]=?\s*\d{2,}|\bago\(\d|\b(?:take|top)\s+\d/);
      // A window is that of the Hunting page, which fills these in (Azure/Azure-Sentinel, pull request 2804); `now` is for where
      // nobody does, and for what is valid today.
      const rest = body
        .replace("coalesce(todatetime('{{EndTimeISO}}'), now())", '')
        .replace("coalesce(todatetime('{{StartTimeISO}}'), until - recent)", '')
        .replace('ValidUntil > now()', '');
      assert.doesNotMatch(rest, /\bnow\(\)|\bago\(|TimeISO/);
      // Everything comes through the functions, and the order is given at the end.
      assert.doesNotMatch(body, /MessageTrackingLog_CL|ExchangeOnlineMessageTracking_CL/);
      assert.match(lines.at(-1)!, /^\| sort by |^\| take show$/);
      if (lines.at(-1) === '| take show') assert.match(lines.at(-2)!, /^\| sort by /);
      const changes = /\/\/ Change: ([\s\S]*?)\n\/\/ Time range: /.exec(head)![1]!;
      for (const [, name] of settings.join('\n').matchAll(/^let (\w+) = /gm)) {
        assert.ok(new RegExp(`\\b${name}\\b`).test(changes), `${name} is not said`);
      }
    });
  });
}

test('a changed query has a new version', () => {
  type Versions = Record<string, Record<string, string>>;
  const versions: Versions = existsSync(versionsFile) ? JSON.parse(readFileSync(versionsFile, 'utf8')) : {};
  const changed = queries.filter(({ id, version }) => versions[id]?.[version] === undefined);
  const spoilt = queries.filter(
    (query) => ![undefined, hashOf(query)].includes(versions[query.id]?.[query.version]),
  );
  assert.deepEqual(
    spoilt.map(({ path }) => path),
    [],
    'these were changed: raise their version',
  );
  if (process.env.RECORD_VERSIONS === '1') {
    for (const query of changed)
      versions[query.id] = { ...versions[query.id], [query.version]: hashOf(query) };
    writeFileSync(versionsFile, `${JSON.stringify(versions, null, 2)}\n`);
    return;
  }
  assert.deepEqual(
    changed.map(({ path }) => path),
    [],
    'these are new: record them with RECORD_VERSIONS=1',
  );
  const ids = new Set(queries.map(({ id }) => id));
  for (const id of Object.keys(versions)) assert.ok(ids.has(id), `${id} is gone: an id is for ever`);
});

/** Of everything that changes what a query finds. */
function hashOf({ query, tactics, relevantTechniques, entityMappings }: QueryFile): string {
  return createHash('sha256')
    .update(JSON.stringify([query.trim(), tactics, relevantTechniques, entityMappings ?? []]))
    .digest('hex')
    .slice(0, 16);
}
