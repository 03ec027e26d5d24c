import { readFileSync } from 'node:fs';
import { MailflowError } from '../src/error.ts';

/** Characters that one transformation may have. Source: Azure Monitor service limits, data collection rules (2025-05-21). */
export const transformLengthLimit = 15_360;

const transformsFolder = new URL('./transforms/', import.meta.url);

/**
 * The text of a transform as the data collection rule takes it: shared parts put in, comments gone, one line.
 * @param name file name in `kql/transforms`, without `.kql`
 * @throws MailflowError `transform-too-long` where Azure would refuse it
 */
export function composeTransform(name: string): string {
  const text = minifyKql(readTransform(name));
  if (text.length > transformLengthLimit) {
    throw new MailflowError(
      'transform-too-long',
      `kql/transforms/${name}.kql has ${text.length} characters after minifying; Azure takes ${transformLengthLimit}.`,
      { advice: 'Shorten it: names of let functions and repeated expressions cost most.' },
    );
  }
  return text;
}

/** The readable text with each line `//+ part` replaced by the file `part.kql`. */
function readTransform(name: string): string {
  const text = readFileSync(new URL(`${name}.kql`, transformsFolder), 'utf8');
  return text.replace(/^\/\/\+ *(\S+) *$/gm, (_line, part: string) => readTransform(part));
}

/** KQL on one line: comments removed, white space outside of strings reduced to what separates words. */
export function minifyKql(text: string): string {
  // A verbatim string ends at its quote unless doubled; an ordinary one knows backslash escapes.
  const tokens =
    /@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\/[^\n]*|\s+|[\w$]+|[^\s\w$]/gu;
  let out = '';
  let space = false;
  for (const [token] of text.matchAll(tokens)) {
    if (token.startsWith('//') || /^\s/.test(token)) {
      space = true;
      continue;
    }
    // A blank between two words, before `!operator`, and around `-` (a name may hold one: project-away) must stay.
    const needed = /[\w$"'!-]$/.test(out) && /^[\w$"'@!-]/.test(token);
    out += space && needed ? ` ${token}` : token;
    space = false;
  }
  return out.trim();
}
