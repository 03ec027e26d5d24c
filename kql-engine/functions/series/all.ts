/** Loads the series functions. */
import './element-wise.ts';
import './fill.ts';
import './filters.ts';
import './reductions.ts';
import './stats.ts';
import './fit-line.ts';
import './fit-2lines.ts';
import './fit-poly.ts';
import './fft.ts';
import './outliers.ts';
import './seasonality.ts';
import './decompose.ts';
