/**
 * What this engine answers otherwise than the service, by the name of a function, aggregate, operator or plug-in, with the
 * reason. What is not here and not refused is meant to be equal.
 */
export const knownDifferences: Readonly<Record<string, string>> = {
  dcount: 'exact; the service estimates',
  dcountif: 'exact; the service estimates',
  percentile: 'exact, by nearest rank; the service estimates',
  percentiles: 'see percentile',
  percentiles_array: 'see percentile',
  percentilew: 'see percentile',
  percentilesw: 'see percentile',
  percentilesw_array: 'see percentile',
  join: 'innerunique keeps the first of the left rows with one key; the service any',
  sort: 'rows that are equal keep their order; in the service they have none',
  take: 'the first rows; the service any',
  take_any: 'the value of the first row; the service any',
  'top-hitters': 'exact; the service estimates',
  externaldata: 'reads what the caller of the engine gives for an address; nothing is fetched',
  rand: 'another sequence of random numbers',
  estimate_data_size: 'the sizes are those of the documentation; dynamic and decimal values are refused',
  hash: 'of text, long, datetime and timespan; the bytes of the other types are not documented and refused',
  hash_xxhash64: 'see hash',
  convert_length:
    'units whose size is a rounding of the service’s own are refused, here and in the other convert functions',
  datetime_local_to_utc: 'a time that the zone’s clock skips or shows twice is refused',
  datetime_utc_to_local: 'the time zone database of the JavaScript runtime; Windows names are an error',
  beta_cdf: 'shapes that are not positive are refused, here and in beta_inv and beta_pdf',
  format_bytes: 'refused where a fraction would end with zero: whether it is printed is not documented',
  geo_info_from_ip_address:
    'another database (country only, CC0; the service has GeoLite2): state and city empty, no coordinates; an empty bag where nothing is known',
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
  series_fir: 'zeros before the first element; a centred filter of even length is refused',
};

/** Why names are refused. The first expression that fits gives the reason. */
export const refusalReasons: readonly (readonly [RegExp, string])[] = [
  [/_compress_/, 'the bytes of the service’s compressor cannot be reproduced'],
  [
    /^(?:parse_cef_dictionary|geo_location)$/,
    'only in transformations of Azure Monitor; the result is not documented in words',
  ],
  [/^hash_(?:combine|many)$/, 'the way in which the service combines hashes is not documented'],
  [/^parse_user_agent$/, 'needs the patterns that the service uses for browsers, systems and devices'],
  [/^datetime_list_timezones$/, 'the list belongs to the service’s own time zone database'],
  [/^geo_/, 'geometry: needs the service’s own geodesy and cell systems (S2, H3)'],
  [/tdigest|hll/, 'sketches: their bytes are the service’s own'],
  [/graph|^(?:all|any|map|inner_nodes|labels|node_.*|node-.*)$/, 'graph semantics'],
  [
    /request|csharp|python|^r$|cosmosdb|digital_twins|^ai_|execute|external|infer_storage|schema_show|database_show/,
    'reaches out of the engine',
  ],
  [
    /^series_periods_|^series_fit_2lines|^series_i?fft|^series_fit_poly/,
    'the numbers are not derivable from the documentation',
  ],
  [
    /^(?:cluster|database|entity_group|materialized_view|stored_query_result|external_table|current_.*|cursor_.*|extent.*|rowstore.*|row_id|identity.*)$/,
    'about the cluster and its storage',
  ],
  [/^(?:autocluster|basket|diffpatterns)$/, 'machine learning of which the steps are not documented'],
];
