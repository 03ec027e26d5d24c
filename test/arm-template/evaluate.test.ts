/** Each function with the examples, or the rules, of its page on Microsoft Learn. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ArmObject, ArmValue } from './arm-value.ts';
import { evaluate, type Scope } from './evaluate.ts';

const parameters: ArmObject = {
  objectToTest: { one: 'a', three: 'c', two: 'b', missing: null },
  arrayToTest: ['one', 'two', 'three'],
  first: { one: 'a', two: 'b', three: 'c1', inner: { a: 1, b: [1] } },
  second: { three: 'c2', four: 'd', INNER: { b: [2], c: 3 } },
  dogs: [
    { name: 'Evie', age: 5, interests: ['Ball', 'Frisbee'] },
    { name: 'Casper', age: 3, interests: ['Other dogs'] },
    { name: 'Kira', age: 8, interests: ['Rubs'] },
  ],
};

const scope: Scope = {
  place: { subscriptionId: 'sub', resourceGroup: 'rg' },
  parameters: new Map(Object.entries(parameters)),
  variable: (name) => (name === 'v' ? 'value of v' : undefined),
  userFunction: (name) =>
    name === 'my.twice'
      ? { parameters: ['text'], result: "[concat(parameters('text'), parameters('text'))]" }
      : undefined,
  surroundings: {
    environment: { name: 'AzureCloud' },
    deployment: { name: 'd' },
    resourceGroup: { name: 'rg', location: 'westeurope' },
    subscription: {},
  },
};

const results: Record<string, ArmValue> = {
  "[createArray(1, 2, 'a')]": [1, 2, 'a'],
  "[createObject('a', 1, 'b', createArray())]": { a: 1, b: [] },
  "[concat('prefix-', 'x', 5)]": 'prefix-x5',
  '[concat(createArray(1), createArray(2, 3))]': [1, 2, 3],
  "[contains('OneTwoThree', 'two')]": false,
  "[contains(parameters('arrayToTest'), 'two')]": true,
  "[contains(parameters('objectToTest'), 'TWO')]": true,
  "[coalesce(parameters('objectToTest').missing, 'fallback')]": 'fallback',
  '[coalesce(null(), null())]': null,
  "[empty('')]": true,
  "[empty(parameters('objectToTest'))]": false,
  '[empty(null())]': true,
  "[length(parameters('arrayToTest'))]": 3,
  "[length(parameters('objectToTest'))]": 4,
  "[length('One Two Three')]": 13,
  "[first('One Two Three')]": 'O',
  "[last(parameters('arrayToTest'))]": 'three',
  "[last('One Two Three')]": 'e',
  "[take(parameters('arrayToTest'), 2)]": ['one', 'two'],
  "[take('one two', 20)]": 'one two',
  "[take('one', 0)]": '',
  "[skip('one two', 4)]": 'two',
  "[union(createArray('one', 'two', 'three'), createArray('three', 'four'))]": [
    'one',
    'two',
    'three',
    'four',
  ],
  // Nested objects are merged, nested arrays are not; names do not differ by upper and lower case.
  "[union(parameters('first'), parameters('second'))]": {
    one: 'a',
    two: 'b',
    three: 'c2',
    inner: { a: 1, b: [2], c: 3 },
    four: 'd',
  },
  "[objectKeys(createObject('b', 1, 'a', 2))]": ['a', 'b'],
  "[tryGet(parameters('dogs'), 1, 'name')]": 'Casper',
  "[tryGet(parameters('dogs'), 7, 'name')]": null,
  "[tryGet(parameters('objectToTest'), 'absent', 'deeper')]": null,
  "[format('{0}, {1}. {{{2}}}', 'Hello', 5, true())]": 'Hello, 5. {True}',
  "[join(createArray('a', 'b'), ';')]": 'a;b',
  "[split('one;two,three', createArray(';', ','))]": ['one', 'two', 'three'],
  "[replace('123-123-1234', '-', '$&')]": '123$&123$&1234',
  '[string(true())]': 'True',
  "[string(createObject('a', createArray(1, false())))]": '{"a":[1,false]}',
  "[toLower('One')]": 'one',
  "[toUpper('One')]": 'ONE',
  "[startsWith('abcdef', 'AB')]": true,
  "[endsWith('abcdef', 'EF')]": true,
  '[add(5, 3)]': 8,
  '[sub(5, 8)]': -3,
  "[equals('a', 'A')]": false,
  "[equals(parameters('first').inner, createObject('a', 1, 'b', createArray(1)))]": true,
  '[greater(2, 1)]': true,
  '[less(2, 1)]': false,
  '[not(equals(1, 2))]': true,
  '[and(true(), true(), false())]': false,
  '[or(false(), true())]': true,
  "[if(true(), 'yes', parameters('absent'))]": 'yes',
  "[map(parameters('dogs'), lambda('dog', lambdaVariables('dog').age))]": [5, 3, 8],
  "[map(createArray(), lambda('x', 1))]": [],
  "[filter(parameters('dogs'), lambda('dog', greater(lambdaVariables('dog').age, 4)))]": [
    parameters.dogs![0 as never],
    parameters.dogs![2 as never],
  ],
  "[reduce(parameters('dogs'), 0, lambda('sum', 'dog', add(lambdaVariables('sum'), lambdaVariables('dog').age)))]": 16,
  "[toObject(parameters('dogs'), lambda('dog', lambdaVariables('dog').name), lambda('dog', lambdaVariables('dog').age))]":
    {
      Evie: 5,
      Casper: 3,
      Kira: 8,
    },
  // A lambda sees those around it.
  "[map(createArray('a', 'b'), lambda('x', map(createArray(1, 2), lambda('y', concat(lambdaVariables('x'), lambdaVariables('y'))))))]":
    [
      ['a1', 'a2'],
      ['b1', 'b2'],
    ],
  "[resourceId('Microsoft.Storage/storageAccounts', 'st')]":
    '/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st',
  "[resourceId('other', 'P.Q/a/b', 'x', 'y')]":
    '/subscriptions/sub/resourceGroups/other/providers/P.Q/a/x/b/y',
  "[resourceId('s2', 'g2', 'P.Q/a', 'x')]": '/subscriptions/s2/resourceGroups/g2/providers/P.Q/a/x',
  "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')]":
    '/subscriptions/sub/providers/Microsoft.Authorization/roleDefinitions/r',
  "[extensionResourceId('/scope', 'P.Q/locks', 'l')]": '/scope/providers/P.Q/locks/l',
  '[resourceGroup().id]': '/subscriptions/sub/resourceGroups/rg',
  '[subscription().subscriptionId]': 'sub',
  "[variables('v')]": 'value of v',
  "[my.twice('ab')]": 'abab',
  "[cidrSubnet('10.144.0.0/20', 24, 0)]": '10.144.0.0/24',
  "[cidrSubnet('10.144.0.0/20', 24, 15)]": '10.144.15.0/24',
  "[cidrSubnet('10.90.0.77/24', 26, 3)]": '10.90.0.192/26',
  // Known results of Azure.
  "[uniqueString('test')]": 'rbgf3xv4ufgzg',
  "[uniqueString('hello', 'world')]": 'a7wkljktk6wne',
  "[uniqueString('foo', 'bar', 'baz')]": 'xzi4ioaxtmth4',
  "[uniqueString('test', 'test2', 'test3')]": 'bqgd334z2uj64',
  // uuid5 of 'a-b' in the namespace that the documentation names, by another implementation.
  "[guid('a', 'b')]": '2d796349-8c7e-55ec-9624-54ece82ed031',
};
describe('evaluate', () => {
  for (const [expression, expected] of Object.entries(results)) {
    test(expression, () => assert.deepEqual(evaluate(expression, scope), expected));
  }

  const refused: Record<string, RegExp> = {
    "[parameters('absent')]": /no parameter absent/,
    "[variables('absent')]": /no variable absent/,
    "[parameters('first').absent]": /no absent in/,
    "[parameters('arrayToTest')[3]]": /no 3 in/,
    '[unheardOf()]': /no function unheardOf/,
    '[my.unheardOf()]': /no function my.unheardOf/,
    "[reference('x')]": /not known before/,
    '[copyIndex()]': /in no such loop/,
    "[format('{1}', 'a')]": /no value for \{1\}/,
    "[resourceId('P.Q/a/b', 'x')]": /takes 2 names, not 1/,
    "[cidrSubnet('10.0.0.0/24', 26, 4)]": /no subnet 4/,
    "[cidrSubnet('10.0.0.0/24', 23, 0)]": /does not fit/,
    "[union('a', createArray())]": /union of string and array/,
    "[add('1', 2)]": /has to be an int/,
    "[if('true', 1, 2)]": /has to be a bool/,
  };
  for (const [expression, message] of Object.entries(refused)) {
    test(`${expression} is refused`, () => assert.throws(() => evaluate(expression, scope), { message }));
  }

  test('works out names and values inside objects, and takes the second bracket away', () => {
    assert.deepEqual(evaluate({ "[concat('a', 'b')]": ['[add(1, 1)]', '[[plain]', null, 5] }, scope), {
      ab: [2, '[plain]', null, 5],
    });
  });

  test('repeats a property, with the index of its loop', () => {
    const loop = {
      name: 'zones',
      count: "[length(parameters('arrayToTest'))]",
      input: { n: "[copyIndex('zones', 1)]" },
    };
    assert.deepEqual(evaluate({ other: 1, copy: [loop] }, scope), {
      other: 1,
      zones: [{ n: 1 }, { n: 2 }, { n: 3 }],
    });
  });
});
