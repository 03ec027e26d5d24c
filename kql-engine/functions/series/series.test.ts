import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, values } from '../../testing/ask.ts';
import { expectRefused, expectValues, rounded } from '../../testing/expect-values.ts';

describe('functions of every element', () => {
  it('make null of what is no number, and of what is no series', () => {
    expectValues({
      'series_exp(dynamic([0, "x", null]))': [1, null, null],
      'series_log(dynamic([1, 0, -1]))': [0, Number.NEGATIVE_INFINITY, null],
      'series_sin(dynamic([0]))': [0],
      'series_cos(dynamic([0]))': [1],
      'series_tan(dynamic([0]))': [0],
      'series_asin(dynamic([0, 2]))': [0, null],
      'series_acos(dynamic([1, -2]))': [0, null],
      'series_atan(dynamic([0]))': [0],
      'series_floor(dynamic([-1.5, 1, 2.5, "x"]))': [-2, 1, 2, null],
      'series_ceiling(dynamic([-1.5, 1, 2.5]))': [-1, 1, 3],
      'series_floor(parse_json("{}"))': null,
      'series_exp(parse_json("null"))': null,
    });
  });
  it('keep whole numbers whole in abs and sign, and only there', () => {
    expectValues({
      'tostring(series_abs(dynamic([-6, 0, 8.25, "x"])))': '[6,0,8.25,null]',
      'series_abs(dynamic([-9007199254740993]))': [9007199254740993n],
      'tostring(series_sign(dynamic([-6, 0, 8])))': '[-1,0,1]',
      'tostring(series_floor(dynamic([1, 2.5])))': '[1.0,2.0]',
    });
  });
});

describe('functions of two series', () => {
  it('calculate with whole numbers as such, divide and raise as reals', () => {
    expectValues({
      'tostring(series_add(dynamic([1, 2.5]), dynamic([4, 2])))': '[5,4.5]',
      'series_subtract(dynamic([1, 2]), dynamic([4, 2]))': [-3, 0],
      'series_multiply(dynamic([3, 4]), dynamic([5, 6]))': [15, 24],
      'tostring(series_divide(dynamic([2, 1]), dynamic([1, 0])))': '[2.0,"Infinity"]',
      'series_pow(dynamic([1, 2, 4]), dynamic([1, 3, 0.5]))': [1, 8, 2],
    });
  });
  it('end in nulls where the sizes differ, and take a number for every element', () => {
    expectValues({
      'series_add(dynamic([1, 2, 3]), dynamic([1]))': [2, null, null],
      'series_add(dynamic([1, "x"]), dynamic([1, 1]))': [2, null],
      'series_subtract(dynamic([1, 2, 3]), 1)': [0, 1, 2],
      'series_multiply(2, dynamic([1, 2]))': [2, 4],
      'series_greater(dynamic([1, 2, 3]), 1.5)': [false, true, true],
    });
  });
  it('compare', () => {
    const [a, b] = ['dynamic([1, 2, 4])', 'dynamic([4, 2, null])'];
    expectValues({
      [`series_equals(${a}, ${b})`]: [false, true, null],
      [`series_not_equals(${a}, ${b})`]: [true, false, null],
      [`series_less(${a}, ${b})`]: [true, false, null],
      [`series_less_equals(${a}, ${b})`]: [true, true, null],
      [`series_greater(${a}, ${b})`]: [false, false, null],
      [`series_greater_equals(${a}, ${b})`]: [false, true, null],
    });
  });
});

describe('one number of a series', () => {
  it('adds, multiplies and measures', () => {
    expectValues({
      'series_sum(dynamic([1, 2, 3.5]))': 6.5,
      'series_product(dynamic([1, 2, 3, 4]))': 24,
      'series_magnitude(dynamic([3, 4]))': 5,
      'series_dot_product(dynamic([1, 2, 4]), dynamic([4, 2, 1, 9]))': 12,
      'series_dot_product(dynamic([1, "x", 4]), dynamic([4, 2, 1]))': 8,
      'series_dot_product(dynamic([1, 2, 4]), 2)': 14,
      'series_dot_product(dynamic([]), dynamic([1]))': null,
      'series_cosine_similarity(dynamic([1, 0]), dynamic([0, 1]))': 0,
      'series_cosine_similarity(dynamic([2, 0]), dynamic([4, 0]))': 1,
      'series_cosine_similarity(dynamic([2, 0]), dynamic([4, 0]), 4.0, 4.0)': 0.5,
      'series_cosine_similarity(dynamic([]), dynamic([1]))': null,
      'series_pearson_correlation(dynamic([1, 2, 3]), dynamic([2, 4, 6]))': 1,
      'series_pearson_correlation(dynamic([1, 2, 3]), dynamic([6, 4, 2]))': -1,
      'series_pearson_correlation(dynamic([1, 2]), dynamic([1]))': null,
      'series_pearson_correlation(dynamic([1, 2]), dynamic([1, null]))': null,
    });
    expectRefused(
      'series_sum(dynamic([1, null]))',
      /series_sum\(\) of a series that does not consist of numbers/,
    );
  });
});

describe('filling', () => {
  it('takes the nearest value, a constant, or a straight line', () => {
    expectValues({
      'series_fill_forward(dynamic([null, 1, null, 3]))': [null, 1, 1, 3],
      'series_fill_backward(dynamic([null, 1, null]))': [1, 1, null],
      'series_fill_forward(dynamic([5, -1, 7]), -1)': [5, 5, 7],
      'tostring(series_fill_const(dynamic([1, null]), 0.0))': '[1,0.0]',
      'series_fill_const(dynamic([1, -1]), 9, -1)': [1, 9],
      'series_fill_linear(dynamic([null, 1, null, 4.5, null]))': [1, 1, 2.75, 4.5, 4.5],
      'series_fill_linear(dynamic([1, null, 4]))': [1, 2, 4],
      'series_fill_linear(dynamic([null, 1]), double(null), false)': [null, 1],
      'series_fill_linear(dynamic([null, null]))': [0, 0],
      'series_fill_linear(dynamic([null]), double(null), true, 2.5)': [2.5],
      'series_fill_linear(parse_json("x"))': null,
    });
  });
});

describe('filters', () => {
  it('series_fir: moving averages and differences', () => {
    expectValues({
      'series_fir(dynamic([0, 0, 3, 0, 0]), dynamic([1, 1, 1]))': [0, 0, 1, 1, 1],
      'series_fir(dynamic([0, 0, 3, 0, 0]), dynamic([1, 1, 1]), true, true)': [0, 1, 1, 1, 0],
      'series_fir(dynamic([0, 2, 2, 3]), dynamic([1, -1]))': [0, 2, 0, 1],
      'series_fir(dynamic([1, 2]), dynamic([1, 1]), false)': [1, 3],
      'series_fir(dynamic([1, 2]), dynamic([1, -1]), true)': null,
    });
    expectRefused('series_fir(dynamic([1]), dynamic([1, 1]), true, true)', /even number of weights/);
    expectRefused('series_fir(dynamic([1, 2]), dynamic([]))', /empty filter/);
    expectRefused('series_fir(dynamic([1, 2]), dynamic([0, 0]))', /add up to zero/);
    expectRefused('series_fir(dynamic([1, null]), dynamic([1]))', /does not consist of numbers/);
  });
  it('series_fir: the five point average of the documentation, shifted and centred', () => {
    const spike = 'dynamic([0, 0, 0, 0, 0, 10, 20, 40, 100, 40, 20, 10, 0, 0, 0, 0, 0])';
    const shifted = [0, 0, 0, 0, 0, 2, 6, 14, 34, 42, 44, 42, 34, 14, 6, 2, 0];
    expectValues({
      [`series_fir(${spike}, dynamic([1, 1, 1, 1, 1]))`]: shifted,
      [`series_fir(${spike}, dynamic([1, 1, 1, 1, 1]), true, true)`]: [...shifted.slice(2), 0, 0],
      'series_fir(dynamic([]), dynamic([1, 1]))': [],
      'series_fir(parse_json("{}"), dynamic([1]))': null,
    });
  });
  it('series_iir: a cumulative sum, a decay', () => {
    expectValues({
      'series_iir(dynamic([1, 2, 3, 4]), dynamic([1]), dynamic([1, -1]))': [1, 3, 6, 10],
      'series_iir(dynamic([8, 0, 0]), dynamic([1]), dynamic([2, -1]))': [4, 2, 1],
    });
    expectValues({
      'series_iir(dynamic([1, 1, 1]), dynamic([1, 2]), dynamic([1]))': [1, 3, 3],
      'series_iir(dynamic([]), dynamic([1]), dynamic([1]))': [],
    });
    expectRefused('series_iir(dynamic([1]), dynamic([1]), dynamic([0]))', /must not be zero/);
  });
});

describe('series_stats', () => {
  it('gives seven columns with names of their own', () => {
    assert.deepEqual(ask('print x = dynamic([4, 2, 6, 2]) | project series_stats(x)'), {
      columns: ['min', 'min_idx', 'max', 'max_idx', 'avg', 'stdev', 'variance'].map(
        (n) => `series_stats_x_${n}`,
      ),
      rows: [[2, 1, 6, 2, 3.5, Math.sqrt(11 / 3), 11 / 3]],
    });
  });
  it('is null with a value that is not finite, unless told to ignore it', () => {
    const all = new Array(7).fill(null);
    assert.deepEqual(ask('print series_stats(dynamic([1, null]))').rows, [all]);
    assert.deepEqual(ask('print series_stats(dynamic([null, 5]), true)').rows, [[5, 1, 5, 1, 5, 0, 0]]);
    assert.deepEqual(values('series_stats_dynamic(dynamic([1, 3, null]), true)'), [
      {
        min: 1,
        min_idx: 0,
        max: 3,
        max_idx: 1,
        avg: 2,
        stdev: Math.SQRT2,
        variance: 2,
        sum: 4,
        len: 3,
      },
    ]);
    assert.deepEqual(values('series_stats_dynamic(dynamic([]))'), [null]);
  });
  it('with names, extend keeps the columns named, project all; what follows sees no others', () => {
    const extend = ask(
      'print x = dynamic([1, 3]) | extend (low, at) = series_stats(x), n = 1 | where low > 0',
    );
    assert.deepEqual(extend, { columns: ['x', 'low', 'at', 'n'], rows: [[[1, 3], 1, 0, 1]] });
    assert.deepEqual(ask('print x = dynamic([1, 3]) | extend low = series_stats(x)').columns, ['x', 'low']);
    assert.equal(ask('print x = dynamic([1, 3]) | project low = series_stats(x)').columns.length, 7);
    assert.deepEqual(
      ask('let f = (T:(x:dynamic)) { T | extend low = series_stats(x) }; print x = dynamic([2]) | invoke f()')
        .rows,
      [[[2], 2]],
    );
  });
});

describe('series_fit_line', () => {
  it('fits by least squares, positions counted from 1', () => {
    const { columns, rows } = ask('print y = dynamic([3, 5, 7]) | project series_fit_line(y)');
    assert.equal(columns[0], 'series_fit_line_y_rsquare');
    assert.deepEqual(rows, [[1, 2, 4, 0, 1, [3, 5, 7]]]);
  });
  it('gives the figures of the documentation', () => {
    const bag = values('series_fit_line_dynamic(dynamic([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30]))')[0];
    const { rsquare, slope, variance, rvariance, interception, line_fit } = bag as Record<string, unknown>;
    assert.deepEqual(
      rounded([rsquare, slope, variance, rvariance, interception]),
      [0.983, 2.731, 98.629, 1.686, -1.667],
    );
    assert.equal((line_fit as unknown[]).length, 12);
  });
  it('is null without two points, and refuses what is no number', () => {
    assert.deepEqual(
      values('series_fit_line_dynamic(dynamic([1]))', 'series_fit_line_dynamic(parse_json("{}"))'),
      [null, null],
    );
    expectRefused('series_fit_line_dynamic(dynamic([1, null, 3]))', /does not consist of numbers/);
  });
});

describe('series_outliers', () => {
  it('scores by Tukey with the 10th and 90th percentile, as the service does', () => {
    const series = 'dynamic([-3, 2.4, 15, 3.9, 5, 6, 4.5, 5.2, 3, 4, 5, 16, 7, 5, 5, 4])';
    const want = [-1.904, -0.1, 1.336, 0, 0, 0, 0, 0, 0, 0, 0, 1.67, 0, 0, 0, 0];
    assert.deepEqual(rounded(values(`series_outliers(${series})`)[0]), want);
  });
  it('scores by the quartiles as "tukey"', () => {
    // quartiles 2 and 4: 10 lies three ranges above
    expectValues({ 'series_outliers(dynamic([1, 2, 3, 4, 10]), "tukey")': [-0.5, 0, 0, 0, 3] });
  });
  it('gives 0 for nulls and values to be ignored', () => {
    expectValues({
      'series_outliers(dynamic([1, 2, null, 3, 4, 10]), "tukey")': [-0.5, 0, 0, 0, 0, 3],
      'series_outliers(dynamic([1, 2, -9, 3, 4, 10]), "tukey", -9)': [-0.5, 0, 0, 0, 0, 3],
      'series_outliers(dynamic([]))': [],
    });
    expectRefused(
      'series_outliers(dynamic([1, 2]), "ctukey", 0.0, 20.0, 80.0)',
      /percentiles other than 10 and 90/,
    );
    expectRefused('series_outliers(dynamic([1, 2]), "other")', /no kind of test/);
  });
});
