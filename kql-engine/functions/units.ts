import { unsupported } from '../scope.ts';
import { type Call, defineCall } from './registry.ts';

/** What one of each unit is in the base unit of its family. Only units with a defined size are here; the others are refused. */
type Family = Record<string, number>;

const SI: Record<string, number> = {
  Nano: 1e-9,
  Micro: 1e-6,
  Milli: 1e-3,
  Centi: 1e-2,
  Deci: 1e-1,
  Deca: 1e1,
  Hecto: 1e2,
  Kilo: 1e3,
  Mega: 1e6,
  Giga: 1e9,
  Tera: 1e12,
};

/** `Kilometer` and the like: prefixes before a unit, the rest in lower case. */
function prefixed(unit: string, size: number, prefixes: string): Family {
  const out: Family = { [unit]: size };
  for (const p of prefixes.split(' ')) out[p + unit[0]!.toLowerCase() + unit.slice(1)] = SI[p]! * size;
  return out;
}

const METRIC = 'Nano Micro Milli Centi Deci Deca Hecto Kilo';
const DEGREE = Math.PI / 180;

const length: Family = {
  ...prefixed('Meter', 1, METRIC),
  Angstrom: 1e-10,
  AstronomicalUnit: 1.495978707e11,
  Chain: 20.1168,
  Fathom: 1.8288,
  Foot: 0.3048,
  Hand: 0.1016,
  Inch: 0.0254,
  Microinch: 2.54e-8,
  Mil: 2.54e-5,
  NauticalMile: 1852,
  Yard: 0.9144,
};

const angle: Family = {
  ...prefixed('Degree', DEGREE, 'Nano Micro Milli'),
  ...prefixed('Radian', 1, 'Nano Micro Milli Centi Deci'),
  Arcminute: DEGREE / 60,
  Arcsecond: DEGREE / 3600,
  Gradian: 0.9 * DEGREE,
  Revolution: 2 * Math.PI,
};

const energy: Family = {
  ...prefixed('Joule', 1, 'Milli Kilo Mega Giga'),
  ...prefixed('Calorie', 4.184, 'Kilo Mega'),
  ...prefixed('BritishThermalUnit', 1055.05585262, 'Kilo Mega Giga'),
  ...prefixed('WattHour', 3600, 'Kilo Mega Giga Tera'),
  ...prefixed('WattDay', 86_400, 'Kilo Mega Giga Tera'),
  Erg: 1e-7,
};

const force: Family = {
  ...prefixed('Newton', 1, 'Micro Milli Deca Kilo Mega'),
  Dyn: 1e-5,
  KilogramForce: 9.80665,
  KiloPond: 9.80665,
  TonneForce: 9806.65,
  PoundForce: 4.4482216152605,
};

const mass: Family = {
  ...prefixed('Gram', 1e-3, METRIC),
  ...prefixed('Tonne', 1e3, 'Kilo Mega'),
  ...prefixed('Pound', 0.45359237, 'Kilo Mega'),
  Grain: 6.479891e-5,
  Ounce: 0.028349523125,
  Stone: 6.35029318,
  ShortHundredweight: 45.359237,
  LongHundredweight: 50.80234544,
  ShortTon: 907.18474,
  LongTon: 1016.0469088,
};

const cubed = (unit: string) => length[unit]! ** 3;
const volume: Family = {
  ...prefixed('Liter', 1e-3, 'Nano Micro Milli Centi Deci Deca Hecto Kilo Mega'),
  ...Object.fromEntries(
    [
      'Meter',
      'Centimeter',
      'Decimeter',
      'Hectometer',
      'Kilometer',
      'Micrometer',
      'Millimeter',
      'Foot',
      'Inch',
      'Yard',
    ].map((unit) => [`Cubic${unit}`, cubed(unit)]),
  ),
  // the service's own rounding of 43,560 cubic feet
  AcreFoot: 1 / 0.000810714,
};

const speed: Family = { MilePerHour: 0.44704 };
for (const [unit, size] of Object.entries({
  ...prefixed('Meter', 1, 'Nano Micro Milli Centi Deci Kilo'),
  Foot: 0.3048,
  Inch: 0.0254,
  Yard: 0.9144,
})) {
  speed[`${unit}PerSecond`] = size;
  speed[`${unit}PerMinute`] = size / 60;
  speed[`${unit}PerHour`] = size / 3600;
}

/** Kelvin of a temperature: factor and offset. */
const temperatures: Record<string, [number, number]> = {
  Kelvin: [1, 0],
  DegreeCelsius: [1, 273.15],
  DegreeFahrenheit: [5 / 9, (459.67 * 5) / 9],
  DegreeRankine: [5 / 9, 0],
  DegreeDelisle: [-2 / 3, 373.15],
};

/** Documented units whose size is a rounding of the service's own, or not documented: refused. */
const unsized = new Set(
  `DataMile DtpPica DtpPoint KilolightYear Kiloparsec LightYear MegalightYear Megaparsec Mile Parsec PrinterPica PrinterPoint
  Shackle SolarRadius Twip UsSurveyFoot NatoMil Tilt DecathermEc DecathermImperial DecathermUs ElectronVolt FootPound
  GigaelectronVolt HorsepowerHour KiloelectronVolt MegaelectronVolt TeraelectronVolt ThermEc ThermImperial ThermUs KilopoundForce
  OunceForce Poundal ShortTonForce EarthMass Slug SolarMass AuTablespoon BoardFoot CubicMile DecausGallon DeciusGallon
  HectocubicFoot HectocubicMeter HectousGallon ImperialBeerBarrel ImperialGallon ImperialOunce ImperialPint KilocubicFoot
  KilocubicMeter KiloimperialGallon KilousGallon MegacubicFoot MegaimperialGallon MegausGallon MetricCup MetricTeaspoon OilBarrel
  UkTablespoon UsBeerBarrel UsCustomaryCup UsGallon UsLegalCup UsOunce UsPint UsQuart UsTablespoon UsTeaspoon Knot
  UsSurveyFootPerHour UsSurveyFootPerMinute UsSurveyFootPerSecond DegreeNewton DegreeReaumur DegreeRoemer MillidegreeCelsius
  SolarTemperature`.split(/\s+/),
);

/** A unit of a family; undefined for a name of none, which makes the result null (documented). */
function unitOf<T>(family: Record<string, T>, name: string, call: Call): T | undefined {
  if (unsized.has(name)) throw unsupported(`the unit '${name}'`, call.node);
  return Object.hasOwn(family, name) ? family[name] : undefined;
}

for (const [name, family] of Object.entries({ length, angle, energy, force, mass, volume, speed })) {
  defineCall(
    `convert_${name}`,
    ['real', 'string', 'string'],
    (call) => (x: number, from: string, to: string) => {
      const [source, target] = [unitOf(family, from, call), unitOf(family, to, call)];
      return source === undefined || target === undefined ? null : (x * source) / target;
    },
  );
}

defineCall(
  'convert_temperature',
  ['real', 'string', 'string'],
  (call) => (x: number, from: string, to: string) => {
    const [source, target] = [unitOf(temperatures, from, call), unitOf(temperatures, to, call)];
    return source && target ? (x * source[0] + source[1] - target[1]) / target[0] : null;
  },
);
