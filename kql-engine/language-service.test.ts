import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bindQuery,
  calledBody,
  childrenOf,
  createGlobals,
  kindOf,
  type Node,
  spanOf,
} from './language-service.ts';

const globals = createGlobals(
  [
    {
      name: 'T',
      columns: [
        { name: "it's", type: 'long' },
        { name: 's', type: 'string' },
      ],
    },
  ],
  [{ name: 'Saved', parameters: 's:string="x"', body: 'T | where s == s' }],
  [{ name: 'own_function', parameters: [{ name: 'text', type: 'string' }], returns: 'dynamic' }],
);

function find(node: Node, kind: string): Node | undefined {
  if (kindOf(node) === kind) return node;
  for (const child of childrenOf(node)) {
    const found = find(child, kind);
    if (found) return found;
  }
  return undefined;
}

describe('the language service, as this engine relies on it', () => {
  it('binds tables with odd column names, saved functions and declared functions', () => {
    const bound = bindQuery(`Saved("y") | extend n = ["it's"] + 1, d = own_function(s)`, globals);
    assert.deepEqual(bound.errors, []);
    assert.deepEqual(bound.columns, [
      { name: "it's", type: 'long' },
      { name: 's', type: 'string' },
      { name: 'n', type: 'long' },
      { name: 'd', type: 'dynamic' },
    ]);
  });

  it('gives the bound body of a called function', () => {
    const call = find(bindQuery('Saved()', globals).root, 'FunctionCallExpression');
    const called = calledBody(call);
    assert.deepEqual(called?.parameters, [{ name: 's', tabular: false }]);
    assert.equal(kindOf(called?.body.Expression), 'PipeExpression');
  });

  it('still calls in~ InCs and has_cs HasCs', () => {
    const kinds = (kql: string) =>
      childrenOf(find(bindQuery(kql, globals).root, 'FilterOperator')).map(kindOf);
    assert.ok(kinds('T | where s in~ ("a")').includes('InCsExpression'));
    assert.ok(kinds('T | where s in ("a")').includes('InExpression'));
    assert.ok(kinds('T | where s has_cs "a"').includes('HasCsExpression'));
  });

  it('reports errors with Kusto codes and places', () => {
    const [error] = bindQuery('T | where nonsense == 1', globals).errors;
    assert.deepEqual([error?.code, error?.start, error?.length], ['KS142', 10, 8]);
  });

  it('knows where a node stands, leading space aside', () => {
    const filter = find(bindQuery('T |  where s == "a"', globals).root, 'FilterOperator');
    assert.deepEqual(spanOf(filter), { start: 5, length: 14 });
  });
});
