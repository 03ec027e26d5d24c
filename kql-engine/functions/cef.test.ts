import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { cefExtension } from './cef.ts';

const pairs = (extension: string) =>
  Object.fromEntries(cefExtension(`CEF:0|Contoso|Gate|1.0|100|blocked|7|${extension}`) ?? []);

it('the extension of a CEF message is a bag of texts', () => {
  assert.deepEqual(pairs('src=10.0.0.1 act=blocked a mail dpt=25'), {
    src: '10.0.0.1',
    act: 'blocked a mail',
    dpt: '25',
  });
  assert.deepEqual(pairs('cs1Label=Policy name cs1='), { cs1Label: 'Policy name', cs1: '' });
  assert.deepEqual(pairs(''), {});
  assert.deepEqual(pairs('no pairs here'), {});
});

it('a syslog header may stand in front, and bars may be escaped in the CEF header', () => {
  const message = '<14>Jan 1 10:00:00 gate CEF: 0|Contoso|Ga\\|te|1.0|100|a=b|7|msg=x';
  assert.deepEqual([...(cefExtension(message) ?? [])], [['msg', 'x']]);
});

it('escapes are undone; an equals sign that is escaped begins no value', () => {
  assert.deepEqual(pairs('msg=a\\=b \\| c\\\\d\\ne suser=ann'), { msg: 'a=b | c\\d\ne', suser: 'ann' });
  assert.deepEqual(pairs('request=https://x/?a=b&c=d act=ok'), { request: 'https://x/?a=b&c=d', act: 'ok' });
});

it('the last of two equal keys holds', () => {
  assert.deepEqual(pairs('a=1 a=2'), { a: '2' });
});

it('what is no CEF message gives nothing', () => {
  for (const text of ['', 'CEF:0|Contoso|Gate', 'src=1 dst=2', 'CEF:x|a|b|c|d|e|f|g=1'])
    assert.equal(cefExtension(text), undefined, text);
});

it('any pairs come back', () => {
  const key = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/);
  const value = fc.stringMatching(/^(?:[a-z|=\\]+(?: [a-z|=\\]+)*)?$/);
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(key, value), { selector: ([k]) => k }), (list) => {
      const text = list.map(([k, v]) => `${k}=${v.replace(/[\\=|]/g, '\\$&')}`).join(' ');
      assert.deepEqual(pairs(text), Object.fromEntries(list));
    }),
    { seed: 7 },
  );
});
