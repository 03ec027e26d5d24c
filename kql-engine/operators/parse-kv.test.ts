import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../testing/ask.ts';

/** The row of columns that parse-kv finds in a text. */
function found(text: string, keys: string, how = ''): unknown[] {
  const quoted = `@'${text.replaceAll("'", "''")}'`;
  return ask(`print s = ${quoted} | parse-kv s as (${keys}) ${how} | project-away s`).rows[0]!;
}

describe('parse-kv with delimiters', () => {
  const how = 'with (pair_delimiter=";", kv_delimiter="=")';

  it('reads the keys that are asked for, in any order', () => {
    assert.deepEqual(found('b=2;a=one', 'a:string, b:long', how), ['one', 2]);
  });

  it('takes the first of a key and leaves out spaces around keys and values', () => {
    assert.deepEqual(found(' a =  x y ; a=z', 'a:string', how), ['x y']);
  });

  it('gives null or empty text where a key is missing or a value does not convert', () => {
    assert.deepEqual(found('a=x;b=', 'a:long, b:string, c:string, d:datetime', how), [null, '', '', null]);
  });

  it('passes over text without a key, and keeps further delimiters of a value', () => {
    assert.deepEqual(found('junk;;a=b=c;', 'a:string', how), ['b=c']);
    assert.deepEqual(found('', 'a:string', how), ['']);
  });

  it('takes delimiters inside quotes as text, of keys too', () => {
    const quotes = 'with (pair_delimiter=" ", kv_delimiter="=", quote="()", quote="\'")';
    assert.deepEqual(
      found("x=1 (event time)=(10:00 UTC) z='a (b'", "x:int, ['event time']:string, z:string", quotes),
      [1, '10:00 UTC', 'a (b'],
    );
  });

  it('keeps spaces in quotes and takes escaped quotes as text', () => {
    const quotes = 'with (pair_delimiter=";", kv_delimiter="=", quote="\\"", escape="\\\\")';
    assert.deepEqual(found('a = " say \\"x;y\\" " ;b=2', 'a:string, b:int', quotes), [' say "x;y" ', 2]);
  });

  it('reads up to the next key in greedy mode', () => {
    const greedy = 'with (pair_delimiter=" ", kv_delimiter="=", greedy=true)';
    assert.deepEqual(found('name=John Doe city=New York', 'city:string, name:string', greedy), [
      'New York',
      'John Doe',
    ]);
    assert.deepEqual(found('name=a=b c', 'name:string', greedy), ['a=b c']);
    assert.throws(() => found('name=John Doe age=5', 'name:string', greedy), /key that is not asked for/);
  });

  it('is refused with one delimiter only', () => {
    assert.throws(() => found('a=1', 'a:int', 'with (pair_delimiter=";")'), /one delimiter/);
  });
});

describe('parse-kv without delimiters', () => {
  it('takes any character that is no letter or digit for one', () => {
    assert.deepEqual(
      found(
        '[INFO] ThreadId:45, Machine: Node001; Text -> Started',
        'Text:string, ThreadId:long, Machine:string',
      ),
      ['Started', 45, 'Node001'],
    );
    assert.deepEqual(found("a: 'x y', b: z", 'a:string, b:string', 'with (quote="\'")'), ['x y', 'z']);
  });

  it('is refused where it is not clear what a value is', () => {
    assert.throws(() => found('a: b: c', 'a:string, b:string'), /key behind a key/);
    assert.throws(() => found('a_b: c', "['a_b']:string"), /without delimiters/);
  });
});

describe('parse-kv by a regular expression', () => {
  it('takes the two groups of each match', () => {
    const how = 'with (regex=@"<([\\w ]+):([^>]*)>")';
    assert.deepEqual(found('<a b: 1 > <c:x><c:y>', "['a b']:int, c:string, d:string", how), [1, 'x', '']);
  });

  it('needs two groups', () => {
    assert.throws(() => found('a=1', 'a:int', 'with (regex=@"(a)=1")'), /two groups/);
    assert.throws(() => found('a=1', 'a:int', 'with (regex=@"(a)=(1")'), /two groups/);
  });
});

describe('parse kind=relaxed', () => {
  const parsed = (text: string, pattern: string) =>
    ask(`print s = "${text}" | parse kind=relaxed s with ${pattern} | project-away s`).rows[0];

  it('reads the digits of a number, also where anything may follow', () => {
    assert.deepEqual(parsed('n=15, b=7', '"n=" n:long * "b=" b:long'), [15, 7]);
    assert.deepEqual(parsed('n=15x, b=7.5', '"n=" n:long * "b=" b:real'), [15, 7.5]);
  });

  it('gives null for what is no number, and nothing where a text is missing', () => {
    assert.deepEqual(parsed('n=x, b=z', '"n=" n:long ", b=" b:long'), [null, null]);
    assert.deepEqual(parsed('n=15x, b=7', '"n=" n:long ", b=" b:long'), [null, 7]);
    assert.deepEqual(parsed('n=15', '"n=" n:long ", b=" b:long'), [null, null]);
  });

  it('is refused where anything may follow a value of which the form is not documented', () => {
    assert.throws(() => parsed('t=2026-01-01 x', '"t=" t:datetime * "x"'), /datetime/);
  });
  it('takes the place of columns of the same names, as parse does, with the new types', () => {
    const both = 'print s = "s=5,t=7", t = 1';
    const pairs = 'with (pair_delimiter = ",", kv_delimiter = "=")';
    assert.deepEqual(ask(`${both} | parse-kv s as (s:string, t:real) ${pairs} | extend q = t / 2`), {
      columns: ['s', 't', 'q'],
      rows: [['5', 7, 3.5]],
    });
    assert.deepEqual(ask(`${both} | parse s with "s=" s:int "," * | extend u = s + 1 | project-away t`), {
      columns: ['s', 'u'],
      rows: [[5, 6]],
    });
    assert.deepEqual(
      ask(`${both} | parse-where s with * "t=" s | join kind=inner (print t = 1) on t`).columns,
      ['s', 't', 't1'],
    );
  });
});
