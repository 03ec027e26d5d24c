import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KqlError } from '../kql-error.ts';
import { values } from '../testing/ask.ts';

test('conversions of each family', () => {
  const got = values(
    "convert_angle(1.2, 'Degree', 'Arcminute')",
    "convert_energy(1.2, 'Joule', 'BritishThermalUnit')",
    "convert_force(1.2, 'Newton', 'Decanewton')",
    "convert_length(1.2, 'Meter', 'Foot')",
    "convert_mass(1.2, 'Kilogram', 'Pound')",
    "convert_speed(1.2, 'MeterPerSecond', 'CentimeterPerSecond')",
    "convert_temperature(1.2, 'Kelvin', 'DegreeCelsius')",
    "convert_temperature(100.0, 'DegreeCelsius', 'DegreeFahrenheit')",
    "convert_volume(1.2, 'CubicMeter', 'AcreFoot')",
    "convert_length(1.0, 'Kilometer', 'Millimeter')",
  ) as number[];
  const want = [
    72, 0.00113738054437598, 0.12, 3.93700787401575, 2.64554714621853, 120, -271.95, 212, 0.0009728568, 1e6,
  ];
  want.forEach((w, i) => {
    assert.ok(Math.abs(got[i]! - w) < 1e-12 * Math.max(1, Math.abs(w)) * 10, `${got[i]} ${w}`);
  });
});

test('a name that is no unit gives null; a unit without a documented size is refused', () => {
  assert.deepEqual(
    values("convert_length(1.0, 'Meter', 'constructor')", "convert_temperature(1.0, 'K', 'Kelvin')"),
    [null, null],
  );
  for (const unit of ['Mile', 'Parsec']) {
    assert.throws(
      () => values(`convert_length(1.0, 'Meter', '${unit}')`),
      (e) => e instanceof KqlError && e.kind === 'unsupported',
    );
  }
});
