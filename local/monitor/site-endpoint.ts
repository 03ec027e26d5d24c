import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { SiteFolder } from '../site/site-folder.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** The pages of the site; each is the same document, which shows what its address names. */
const page = /^\/(?:(?:flow|query|workbooks|rules)(?:\/[^/]*)?)?$/;
const asset = /^\/assets\/[\w.-]+$/;

/**
 * Scripts, workers and data from here only; nothing in a page can load from elsewhere or be framed. The editor sets style
 * attributes and style elements.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The language service in the editor's worker evaluates code of its own; a worker has the policy of its own file. */
const workerPolicy = "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'self'";

const common = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Serves the files of the site. @returns whether the address is one of the site's */
export function siteEndpoint(
  site: SiteFolder,
): (request: IncomingMessage, response: ServerResponse, url: URL) => boolean {
  return (request, response, { pathname }) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const isPage = page.test(pathname);
    if (!isPage && !asset.test(pathname)) return false;
    if (site.folder === undefined) {
      if (!isPage) return false;
      sendNotice(response, site.failure);
      return true;
    }
    const path = join(site.folder, isPage ? 'index.html' : pathname);
    const file = statSync(path, { throwIfNoEntry: false });
    if (file === undefined || !file.isFile()) return false;
    response.writeHead(200, {
      ...common,
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-length': file.size,
      // The name of an asset changes with what is in it.
      'cache-control': isPage ? 'no-cache' : 'public, max-age=31536000, immutable',
      'content-security-policy': pathname.includes('.worker-') ? workerPolicy : policy,
    });
    if (request.method === 'HEAD') response.end();
    else
      createReadStream(path)
        .once('error', () => response.destroy())
        .pipe(response);
    return true;
  };
}

/** A page for the first seconds after a change: it loads itself again until the site is there. */
function sendNotice(response: ServerResponse, failure: string | undefined): void {
  const reload = failure === undefined ? '<meta http-equiv="refresh" content="1">' : '';
  const text =
    failure === undefined
      ? '<p role="status">The pages are being built; this takes some seconds after the first start and after changes.</p>'
      : `<p role="alert">The pages could not be built. The query API and everything else work.</p><pre>${escaped(failure)}</pre>`;
  response.writeHead(failure === undefined ? 200 : 500, {
    ...common,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(
    `<!doctype html><html lang="en"><head><meta charset="utf-8">${reload}<title>mailflow</title><style>` +
      ':root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:20vh auto;padding:0 1rem}' +
      `pre{white-space:pre-wrap;overflow-wrap:anywhere}</style></head><body><h1>mailflow</h1>${text}</body></html>`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
