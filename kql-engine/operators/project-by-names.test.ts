import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../testing/ask.ts';

const people = 'datatable(Name:string, Age:int, City:string, Country:string)["Peter", 39, "New York", "USA"]';
const columns = (names: string) => ask(`${people} | project-by-names ${names}`).columns;

describe('project-by-names', () => {
  it('takes columns by name, in the order of the names', () => {
    assert.deepEqual(ask(`${people} | project-by-names "City", "Name"`), {
      columns: ['City', 'Name'],
      rows: [['New York', 'Peter']],
    });
    assert.deepEqual(columns('dynamic(["Country", "Name"])'), ['Country', 'Name']);
  });

  it('takes columns by pattern, each once, and passes over names without a column', () => {
    assert.deepEqual(columns('"C*"'), ['City', 'Country']);
    assert.deepEqual(columns('"*t*y", "Nope", "Name", "C*"'), ['City', 'Country', 'Name']);
    assert.deepEqual(columns('dynamic(["Nope", "Age"])'), ['Age']);
  });

  it('takes the columns of a table and those that an argument names', () => {
    const more = 'let More = datatable(Name:string, Age:int, Team:string)["Peter", 39, "A"];';
    const add =
      'let Add = (Source:(Name:string), names:dynamic) { Source | lookup More on Name | project-by-names column_names_of(Source), names };';
    assert.deepEqual(
      ask(
        `${more} ${add} datatable(Name:string, Data:string)["Peter", "x"] | invoke Add(dynamic(["Team", "Nope"]))`,
      ),
      {
        columns: ['Name', 'Data', 'Team'],
        rows: [['Peter', 'x', 'A']],
      },
    );
  });
});

describe('getschema', () => {
  it('says the columns, and is refused in another form', () => {
    assert.deepEqual(ask('print a = 1 | getschema').rows, [['a', 0, 'System.Int64', 'long']]);
    assert.throws(() => ask('print a = 1 | getschema kind=csl'), /kind of getschema/);
  });
});
