import { unsupported } from '../scope.ts';
import { type Bag, type Dynamic, plainToDynamic } from '../values/dynamic.ts';
import { parseXml } from './parse-xml.ts';
import { define, defineCall } from './registry.ts';

define('parse_xml', ['string'], (s: string) => parseXml(s));

const urlPattern =
  /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d*))?)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i;

function queryBag(query: string): Bag {
  const bag: Bag = new Map();
  for (const pair of query.split('&')) {
    if (!pair) continue;
    const equals = pair.indexOf('=');
    bag.set(equals < 0 ? pair : pair.slice(0, equals), equals < 0 ? '' : pair.slice(equals + 1));
  }
  return bag;
}

define('parse_url parseurl', ['string'], (url: string) => {
  const m = urlPattern.exec(url);
  if (!m) return null;
  const [, scheme, user, password, host, port, path, query, fragment] = m;
  return plainToDynamicBag({
    Scheme: scheme ?? '',
    Host: host ?? '',
    Port: port ?? '',
    Path: path ?? '',
    Username: user ?? '',
    Password: password ?? '',
    'Query Parameters': queryBag(query ?? ''),
    Fragment: fragment ?? '',
  });
});

define('parse_urlquery parseurlquery', ['string'], (query: string) =>
  plainToDynamicBag({ 'Query Parameters': queryBag(query.replace(/^\?/, '')) }));

defineCall('parse_path', ['string'], ({ node }) => (path: string) => {
  if (/^\\\\[?.]\\|^[a-z]:[^\\/]*$/i.test(path)) throw unsupported(`parse_path() of '${path}'`, node);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(path);
  const rest = scheme ? path.slice(scheme[0].length) : path;
  const root = /^[a-z]:(?=[\\/]|$)/i.exec(rest)?.[0] ?? '';
  const cut = Math.max(rest.lastIndexOf('\\'), rest.lastIndexOf('/'));
  const fileWithStream = rest.slice(cut + 1);
  const colon = fileWithStream.indexOf(':');
  const file = colon >= 0 ? fileWithStream.slice(0, colon) : fileWithStream;
  const dot = file.lastIndexOf('.');
  const directory = cut < 0 ? '' : rest.slice(0, cut);
  return plainToDynamicBag({
    Scheme: scheme?.[1] ?? '',
    RootPath: root,
    DirectoryPath: directory,
    DirectoryName: directory.slice(Math.max(directory.lastIndexOf('\\'), directory.lastIndexOf('/')) + 1),
    Filename: file,
    Extension: dot > 0 ? file.slice(dot + 1) : '',
    AlternateDataStreamName: colon >= 0 ? fileWithStream.slice(colon + 1) : '',
  });
});

function plainToDynamicBag(value: Record<string, unknown>): Dynamic {
  return new Map(Object.entries(value).map(([k, v]) => [k, v instanceof Map ? v : plainToDynamic(v)]));
}
