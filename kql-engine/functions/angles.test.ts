import assert from 'node:assert/strict';
import { it } from 'node:test';
import { values } from '../testing/ask.ts';

const near = (expression: string, want: number | null) => {
  const [got] = values(expression);
  if (want === null) assert.equal(got, null, expression);
  else assert.ok(Math.abs((got as number) - want) < 1e-12, `${expression}: ${got}`);
};

it('angles and their functions', () => {
  near('sin(pi() / 6)', 0.5);
  near('cos(pi() / 3)', 0.5);
  near('tan(pi() / 4)', 1);
  near('cot(pi() / 4)', 1);
  near('asin(1)', Math.PI / 2);
  near('acos(0)', Math.PI / 2);
  near('atan(1)', Math.PI / 4);
  near('atan2(-1, -1)', (-3 * Math.PI) / 4);
  near('radians(180)', Math.PI);
  near('degrees(pi())', 180);
});

it('outside of the domain and of null there is no value', () => {
  near('asin(2)', null);
  near('acos(-1.5)', null);
  near('sin(real(null))', null);
  near('atan2(real(null), 1)', null);
});

it('rand and new_guid give values of their kind', () => {
  const [any, whole, guid] = values('rand()', 'rand(10)', 'tostring(new_guid())') as [number, number, string];
  assert.ok(any >= 0 && any < 1);
  assert.ok(Number.isInteger(whole) && whole >= 0 && whole < 10);
  assert.match(guid, /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

it('bin_at counts bins from a fixed point', () => {
  assert.deepEqual(
    values(
      'bin_at(7.5, 2.0, 1.0)',
      'bin_at(-1, 5, 0)',
      'bin_at(datetime(2026-01-01T10:31), 1h, datetime(2026-01-01T00:15))',
    ),
    [7, -5, '2026-01-01T10:15:00.0000000Z'],
  );
});
