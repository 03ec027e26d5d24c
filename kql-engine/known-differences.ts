/**
 * What this engine answers otherwise than the service, by the name of a function, aggregate, operator or plug-in, with the
 * reason. What is not here and not refused is meant to be equal.
 */
export const knownDifferences: Readonly<Record<string, string>> = {
  dcount: 'exact; the service estimates',
  dcountif: 'exact; the service estimates',
  make_bag:
    'refused where more bags or keys than the limit come and it matters which of the two the service counts',
  make_bag_if: 'see make_bag',
  make_dictionary: 'see make_bag',
  percentile: 'exact, by nearest rank; the service estimates. NaN counts as the lowest value',
  percentiles: 'see percentile',
  percentiles_array: 'see percentile',
  percentilew: 'see percentile',
  percentilesw: 'see percentile',
  percentilesw_array: 'see percentile',
  hll: 'another sketch: XXH64 hashes while there are at most 1,024 (accuracy 0 and 1) or 8,192 (2 to 4), so that counts are exact, then HyperLogLog counters in Base64, with the numbers of counters that the documentation gives. Values that the service has made with counters are refused',
  hll_if: 'see hll',
  hll_merge:
    'see hll; nothing merged is the empty sketch, and in the function one null makes the result null',
  dcount_hll: 'see hll; a value that hll() has not made is refused',
  dcount_intersect:
    'exact while the sketches are (see hll), then by inclusion and exclusion, of up to eight sets',
  tdigest:
    'another sketch: [[type], [values], [weights]], exact up to 1,024 different values, then a t-digest that keeps a value of the data for each cluster (rank error about 0.3 % in the middle, less at the ends). Values that the service has made are refused',
  tdigest_merge:
    'see tdigest; nothing merged is the empty digest, and in the function one null makes the result null',
  merge_tdigest: 'see tdigest_merge',
  percentile_tdigest:
    'see tdigest; without a type the result is the value itself (the documentation shows this, and in one example an array of it)',
  percentiles_array_tdigest: 'see tdigest; an array also for one percentage',
  rank_tdigest: 'see tdigest',
  percentrank_tdigest: 'see tdigest; null for a digest of nothing',
  '==': 'text against a whole number is refused where comparing them as text and as numbers would differ (007 and 7): which of the two the service does is not documented. Text against a boolean: true and false in any case are booleans, other text that reads as one is refused',
  '!=': 'see ==',
  join: 'innerunique keeps the first of the left rows with one key, of those that meet the conditions on left columns right behind; the service any',
  'mv-expand':
    'to typeof(string) gives any element as text, and a real among whole numbers its whole part (not documented)',
  'mv-apply': 'see mv-expand',
  sort: 'rows that are equal keep their order; in the service they have none',
  take: 'the first rows; the service any',
  take_any: 'the value of the first row; the service any',
  'top-hitters': 'exact; the service estimates',
  reduce:
    'a grouping of its own, so that other groups may be found: the documented results do not follow from the paper that the documentation names. Terms at their places, as there; the threshold is the share of terms that has to be equal; the largest groups come first, the representative is the first row; kind=source is refused',
  'make-series':
    'a series of which all rows lie outside from and to has default values here (not documented: it may be left out); in range() is refused over rows between its ends and those of their bins',
  'parse-kv': 'refused where text in greedy mode or without delimiters may be read in two ways',
  ingestion_time:
    'null behind operators such as summarize, and refused behind join, lookup, mv-expand, mv-apply, scan, search, find and evaluate: what is there is not documented',
  externaldata:
    'reads what the caller of the engine gives for an address; nothing is fetched; transformations in ingestionMapping are refused',
  rand: 'another sequence of random numbers',
  estimate_data_size: 'the sizes are those of the documentation; dynamic and decimal values are refused',
  hash: 'of text, long, datetime and timespan; the bytes of the other types are not documented and refused',
  hash_xxhash64: 'see hash',
  weekofyear:
    'as week_of_year; the old rule that the documentation mentions (week 1 has the first Wednesday) does not say where a week begins',
  convert_length:
    'units whose size is a rounding of the service’s own are refused, here and in the other convert functions',
  datetime_local_to_utc: 'a time that the zone’s clock shows twice is refused',
  datetime_utc_to_local: 'the time zone database of the JavaScript runtime; Windows names are an error',
  beta_cdf: 'shapes that are not positive are refused, here and in beta_inv and beta_pdf',
  format_bytes: 'refused where a fraction would end with zero: whether it is printed is not documented',
  geo_info_from_ip_address:
    'another database (country only, CC0; the service has GeoLite2): state and city empty, no coordinates; an empty bag where nothing is known',
  geo_location: 'country only, as geo_info_from_ip_address',
  geo_distance_2points:
    'on the sphere; the spheroid is refused, for no documented number shows the service’s',
  geo_point_in_polygon:
    'a point on an edge is outside; in the service it belongs to just one of two neighbours',
  gzip_compress_to_base64_string: 'the bytes of longer text may differ; unpacked it is the same text',
  zlib_compress_to_base64_string: 'see gzip_compress_to_base64_string',
  basket:
    'exact, where the service samples; patterns of equal rank may come in another order; dynamic columns are refused',
  autocluster:
    'a search of its own by the documented score, so that other patterns may be found; dynamic columns are refused',
  activity_counts_metrics: 'distinct counts are exact; periods without rows are left out',
  activity_metrics: 'see activity_counts_metrics; dimensions stand behind the time',
  activity_engagement:
    'see activity_metrics; the outer period looks back before the start (not documented) and must be a multiple of the inner one',
  new_activity_metrics:
    'distinct counts are exact; periods without new ids are no cohorts; dimensions stand behind the times; a lookback is refused',
  sliding_window_counts:
    'distinct counts are exact; windows without rows are left out; rows before the start count in the windows that reach back to them (not documented)',
  active_users_count:
    'distinct counts are exact; periods without active ids are left out; small periods are counted from the start (not documented)',
  schema_merge: 'refused where a column has several types, or several columns one place',
  rolling_percentile: 'exact, by nearest rank; bins without rows are left out',
  parse_cef_dictionary:
    'gives Extension only (the documentation names nothing else), its values as text; null for text that is no CEF message',
  series_decompose:
    'the way in which the service finds a period is not documented: here the peaks of the autocorrelation, so that another period may be found; with a period given the steps are the documented ones',
  series_decompose_anomalies:
    'see series_decompose; where the 10th and 90th percentile of the residual are equal, anything outside scores infinity',
  series_decompose_forecast: 'see series_decompose',
  series_seasonal: 'see series_decompose',
  series_outliers:
    'where the percentiles are equal, anything outside scores infinity; percentiles other than 10 and 90 are refused',
  series_fit_line: 'the r-square of a level series is 1 (not documented)',
  series_fit_line_dynamic: 'the r-square of a level series is 1 (not documented)',
  series_fir:
    'zeros before the first element; refused: a centred filter of even length, an empty one, one to be normalised that adds up to zero',
  series_fft:
    'nothing is divided by the length, as is usual (the documentation does not say); parts of different sizes are refused',
  series_ifft: 'divided by the length, so that it undoes series_fft',
  series_fit_poly:
    'as series_fit_line in variances and level series; fewer points than coefficients are refused, series of different sizes too',
  series_fit_2lines:
    'parts of two points at least; split_idx is the first point of the right part, whose positions count from 1 in its own line (the documentation does not say)',
  series_fit_2lines_dynamic: 'see series_fit_2lines',
};

/** Why names are refused. The first expression that fits gives the reason. */
export const refusalReasons: readonly (readonly [RegExp, string])[] = [
  [/^hash_(?:combine|many)$/, 'the way in which the service combines hashes is not documented'],
  [/^parse_user_agent$/, 'needs the patterns that the service uses for browsers, systems and devices'],
  [/^datetime_list_timezones$/, 'the list belongs to the service’s own time zone database'],
  [/^geo_/, 'geometry: needs the service’s own geodesy and cell systems (S2, H3)'],
  [/^(?:tdigest|hll)_isvalid$/, 'not documented: what the second argument does'],
  [/^macro-expand$/, 'about the cluster and its storage'],
  [/^(?:assert-schema|(?:not)?like(?:cs)?)$/, 'not documented'],
  [/^row_rank$/, 'not documented: which of the two ranks it gives'],
  [/^passthrough$/, 'not documented'],
  [/graph|^(?:all|any|map|inner_nodes|labels|node_.*|node-.*)$/, 'graph semantics'],
  [
    /request|csharp|python|^r$|cosmosdb|digital_twins|^ai_|execute|external|infer_storage|schema_show|database_show/,
    'reaches out of the engine',
  ],
  [
    /^series_periods_/,
    'the score is not documented (the 0.84 of the example is no autocorrelation of its series), nor when a period counts',
  ],
  [
    /^(?:cluster|database|entity_group|materialized_view|stored_query_result|external_table|current_.*|cursor_.*|extent.*|rowstore.*|row_id|identity.*)$/,
    'about the cluster and its storage',
  ],
  [/^diffpatterns/, 'which of the many patterns the service picks is not documented'],
  [
    /^(?:sequence_detect|funnel_sequence|funnel_sequence_completion)$/,
    'which rows make a sequence, where several could, is not documented',
  ],
  [/^session_count$/, 'in which periods a session counts is not documented'],
];
