import { gunzipSync } from 'node:zlib';
import { CHUNK_ROWS, Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { columnsOf, elementsOf, type Node } from '../language-service.ts';
import { type Rowset, runtimeError, type Scope, unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { conversion } from '../values/convert.ts';
import type { Dynamic } from '../values/dynamic.ts';
import { parseJson } from '../values/parse-json.ts';
import { readMapping } from './external-mapping.ts';
import { readDelimited } from './read-delimited.ts';

const delimiters: Record<string, string> = {
  csv: ',',
  scsv: ';',
  tsv: '\t',
  psv: '|',
  sohsv: '\u0001',
};

/** The parts of a path that tell its format: `…/list.csv.gz?x` is csv. */
function formatOf(uri: string): string {
  const path = uri.replace(/[?#].*$/, '').replace(/\.gz$/i, '');
  return /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? 'csv';
}

type Convert = (value: unknown) => unknown;

/** Values of a source as values of a column; what does not convert is null. */
function converter(from: 'string' | 'dynamic', to: KqlType, node: Node): Convert {
  const empty = to === 'string' ? '' : null;
  if (from === to) return (v) => v ?? empty;
  const convert = conversion(from, to);
  if (!convert) throw unsupported(`the type ${to} of externaldata`, node);
  return (v) => (v === undefined || v === null || v === '' ? empty : (convert(v) ?? empty));
}

/**
 * externaldata: rows of texts that the reader given with the database finds under the addresses; without a reader, or for
 * formats other than the plain ones, it is refused.
 */
export function externalData(node: Node, _: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const read = scope.run.externalData;
  if (!read) throw unsupported('externaldata without a reader of external data', node);
  const constant = (n: Node) => compileExpression(n, { ...scope, columns: [] }).constant?.value;
  const properties = new Map<string, unknown>();
  for (const p of elementsOf(node.WithClause?.Properties))
    properties.set(String(p.Name.SimpleName).toLowerCase(), constant(p.Expression));
  for (const name of properties.keys())
    if (!['format', 'ignorefirstrecord', 'ingestionmapping'].includes(name))
      throw unsupported(`${name} of externaldata`, node);
  const skipFirst = String(properties.get('ignorefirstrecord') ?? false).toLowerCase() === 'true';
  const uris = elementsOf(node.URIs).map((n) => {
    const uri = constant(n);
    if (typeof uri !== 'string') throw unsupported('an address that is not constant', n);
    // what stands behind a semicolon is a secret
    return uri.replace(/;.*$/, '');
  });
  const asked = properties.get('format');
  const sources = uris.map((uri) => ({ uri, format: String(asked ?? formatOf(uri)).toLowerCase() }));
  for (const { format } of sources)
    if (!(format in delimiters) && !['json', 'multijson', 'txt', 'raw'].includes(format))
      throw unsupported(`the format '${format}' of externaldata`, node);

  const mapped = properties.get('ingestionmapping');
  const mappings = new Map(
    sources.map(({ format }) => {
      const kind = format.endsWith('json') ? 'bag' : 'fields';
      return [format, mapped === undefined ? undefined : readMapping(String(mapped), columns, kind, node)];
    }),
  );

  function text(uri: string): string {
    let data: string | Uint8Array;
    try {
      data = read!(uri);
    } catch (error) {
      throw runtimeError(
        'externaldata',
        `cannot read '${uri}': ${String((error as Error)?.message ?? error)}`,
        node,
      );
    }
    if (typeof data === 'string') return data.replace(/^\ufeff/, '');
    const gzip = data[0] === 0x1f && data[1] === 0x8b;
    return new TextDecoder().decode(gzip ? gunzipSync(data) : data);
  }

  function* records({ uri, format }: { uri: string; format: string }): Iterable<unknown[]> {
    const content = text(uri);
    const mapping = mappings.get(format);
    if (format === 'json' || format === 'multijson') {
      for (const item of jsonRecords(content, format))
        yield mapping ? mapping(item) : columns.map((c) => item.get(c.name));
      return;
    }
    let first = skipFirst;
    const rows =
      format === 'raw'
        ? [[content]]
        : format === 'txt'
          ? lines(content).map((line) => [line])
          : readDelimited(content, delimiters[format]!);
    for (const row of rows) {
      if (first) first = false;
      else yield mapping ? mapping(row) : row;
    }
  }

  function jsonRecords(content: string, format: string): Map<string, Dynamic>[] {
    const bad = () => runtimeError('externaldata', 'the external data is not JSON', node);
    const out: Map<string, Dynamic>[] = [];
    const take = (value: Dynamic | undefined) => {
      if (value === undefined) throw bad();
      for (const item of Array.isArray(value) ? value : [value]) {
        if (!(item instanceof Map)) throw bad();
        out.push(item);
      }
    };
    const parts = lines(content).filter((line) => line.trim() !== '');
    const whole = format === 'multijson' ? parseJson(content) : undefined;
    if (whole !== undefined) take(whole);
    else for (const line of parts) take(parseJson(line));
    return out;
  }

  return {
    columns,
    *chunks() {
      for (const source of sources) {
        const from = source.format.endsWith('json') ? 'dynamic' : 'string';
        const converts = columns.map((c) => converter(from, c.type, node));
        let out: unknown[][] = columns.map(() => []);
        for (const record of records(source)) {
          converts.forEach((convert, i) => {
            out[i]!.push(convert(record[i]));
          });
          if (out[0]!.length < CHUNK_ROWS) continue;
          scope.run.check();
          yield new Chunk(CHUNK_ROWS, out);
          out = columns.map(() => []);
        }
        if (out[0]!.length) yield new Chunk(out[0]!.length, out);
      }
    },
  };
}

function lines(content: string): string[] {
  const out = content.split(/\r?\n/);
  if (out.at(-1) === '') out.pop();
  return out;
}
