/** What holds for each file of workbooks/, without running a query. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { workbookSources } from '../../workbooks/source/workbooks.ts';
import { type QueryContent, queriesOf, workbookDocuments } from './workbook-document.ts';

/** "Azure Workbooks: limits", and the size from which the portal gets slow to open one. */
const limits = { rows: 10_000, characters: 100_000, query: 10_000, parameters: 20 };

const references = /\{([A-Za-z_]\w*)(?::[^{}\r\n]+)?\}/g;

test('all workbooks are there', () => {
  const keys = workbookDocuments.map(({ key }) => key);
  assert.ok(keys.length >= 6);
  const names = workbookDocuments.map(({ displayName }) => displayName);
  assert.equal(new Set(names).size, names.length);
});

test('the files are what workbooks/source writes: run "node workbooks/source/write-workbooks.ts"', () => {
  const written = new Map(workbookSources());
  assert.deepEqual(
    workbookDocuments.map(({ key }) => `workbooks/${key}.workbook.json`).sort(),
    [...written.keys()].sort(),
  );
  for (const { key, text } of workbookDocuments) {
    assert.ok(text === written.get(`workbooks/${key}.workbook.json`), `${key} is stale`);
  }
});

for (const document of workbookDocuments) {
  const { key, text, displayName, description, version, items, parameters } = document;
  describe(key, () => {
    test('has what the portal asks for', () => {
      assert.equal(version, 'Notebook/1.0');
      assert.match(displayName, /^.{5,60}$/);
      assert.match(description, /^.{20,250}$/);
      assert.ok(text.length <= limits.characters, `${text.length} characters`);
      for (const item of items) assert.ok([1, 3, 9, 11, 12].includes(item.type), item.name);
    });

    test('names no resource', () => {
      assert.doesNotMatch(
        text,
        /\/subscriptions\/|resourceGroups|crossComponentResources|fallbackResourceIds/i,
      );
      assert.doesNotMatch(text, /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i);
    });

    test('names each item and parameter once', () => {
      for (const names of [items.map(({ name }) => name), parameters.map(({ name }) => name)]) {
        assert.deepEqual(
          names.filter((name, index) => !name || names.indexOf(name) !== index),
          [],
        );
      }
      assert.ok(parameters.length <= limits.parameters);
      assert.deepEqual(
        ['TimeRange', 'Server', 'Domain', 'Direction'].filter(
          (name) => !parameters.some((p) => p.name === name),
        ),
        [],
      );
    });

    test('defines parameters before they are used', () => {
      const known = new Set<string>();
      for (const { type, name, content, conditionalVisibility } of items) {
        const own = type === 9 ? (content.parameters as { name: string }[]) : [];
        if (type === 11)
          for (const { cellValue } of content.links as { cellValue: string }[]) known.add(cellValue);
        if (conditionalVisibility) assert.ok(known.has(conditionalVisibility.parameterName), name);
        if (type === 12) continue;
        for (const { name } of own) known.add(name);
        for (const [reference, parameter] of JSON.stringify(content).matchAll(references)) {
          assert.ok(known.has(parameter!), `${name} uses ${reference}`);
        }
        for (const { parameterName } of (content as unknown as QueryContent).exportedParameters ?? []) {
          const target = parameters.find((parameter) => parameter.name === parameterName);
          assert.equal(target?.isGlobal, true, `${name} sets ${parameterName}`);
        }
      }
    });

    test('uses each parameter', () => {
      const users = [...text.matchAll(references)].map(([, name]) => name);
      for (const { name } of parameters) {
        const bound = text.includes(`"timeContextFromParameter": "${name}"`);
        const shown = text.includes(`"parameterName": "${name}",\n`);
        assert.ok(bound || shown || users.includes(name), name);
      }
    });

    test('lets the click on an item never change the item itself', () => {
      for (const { name, query, content } of queriesOf(document)) {
        const used = new Set([...query.matchAll(references)].map(([, parameter]) => parameter));
        for (const { parameterName } of content?.exportedParameters ?? []) {
          assert.ok(!used.has(parameterName), `${name} depends on ${parameterName}`);
        }
      }
    });

    test('keeps its queries in bounds', () => {
      for (const { name, query, content } of queriesOf(document)) {
        assert.ok(query.length <= limits.query, `${name}: ${query.length} characters`);
        if (content === undefined) continue;
        assert.equal(content.version, 'KqlItem/1.0', name);
        assert.equal(content.timeContextFromParameter, 'TimeRange', name);
        assert.ok(content.noDataMessage, name);
        assert.ok((content.gridSettings?.rowLimit ?? 250) <= limits.rows, name);
        if (/\b(?:top|take) (\d+)\b/.test(query) && content.visualization === 'table') {
          const taken = Number(/.*\b(?:top|take) (\d+)\b/s.exec(query)![1]);
          assert.ok(
            taken <= (content.gridSettings?.rowLimit ?? 250),
            `${name} shows fewer rows than it asks for`,
          );
        }
      }
    });

    test('shows every tab', () => {
      for (const { content } of items.filter(({ type }) => type === 11)) {
        for (const { cellValue, subTarget } of content.links as { cellValue: string; subTarget: string }[]) {
          assert.ok(
            items.some(
              ({ conditionalVisibility: when }) =>
                when?.parameterName === cellValue && when.value === subTarget,
            ),
            subTarget,
          );
        }
      }
    });
  });
}
