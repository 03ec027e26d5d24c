import { logContainer } from '../agent/log-blob-name.ts';

const subjectStart = `/blobServices/default/containers/${logContainer}/blobs/`;

/**
 * The name of the log blob that a queue message is about: Event Grid's `BlobCreated` (Event Grid or CloudEvents
 * schema) and the agent's nudges both have it in `subject`.
 * @param message as the Functions host hands it over (parsed), or its text, in Base64 or plain
 * @returns undefined where the message is about no blob of the log container
 */
export function blobOfMessage(message: unknown): string | undefined {
  const value = typeof message === 'string' ? parse(message) : message;
  if (typeof value !== 'object' || value === null || !('subject' in value)) return undefined;
  const { subject } = value;
  if (typeof subject !== 'string' || !subject.startsWith(subjectStart)) return undefined;
  return subject.slice(subjectStart.length) || undefined;
}

function parse(text: string): unknown {
  const json = text.trimStart().startsWith('{') ? text : Buffer.from(text, 'base64').toString('utf8');
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
