import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from './send-json.ts';

/** What is deployed beside the tables, by the name of its file in `infra/generated/content`. */
export type Content = Readonly<Record<string, readonly unknown[]>>;

/**
 * Serves the generated content at `/content/{name}`: rules, hunting queries and workbooks as the Bicep takes them.
 * @returns whether there is content of that name
 */
export function contentEndpoint(
  content: Content,
): (request: IncomingMessage, response: ServerResponse, url: URL) => boolean {
  return (request, response, { pathname }) => {
    const [, name] = /^\/content\/([a-z-]+)$/.exec(pathname) ?? [];
    if (name === undefined || !Object.hasOwn(content, name) || request.method !== 'GET') return false;
    sendJson(response, 200, content[name]);
    return true;
  };
}
