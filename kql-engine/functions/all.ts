/** Loads every family of scalar functions, so that the registry is complete. */
import './conversion.ts';
import './string.ts';
import './regex.ts';
import './datetime.ts';
import './math.ts';
import './dynamic.ts';
import './array.ts';
import './encoding.ts';
import './parse.ts';
import './series.ts';
import './ipv4.ts';
