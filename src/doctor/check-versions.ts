import { type Check, type Finding, failed, passed, warned } from './finding.ts';

/**
 * End of life of the Node.js versions that mailflow is tested with. Source: github.com/nodejs/Release (2026-11).
 * Azure Functions takes the same ones: README of @azure/functions 4.16.
 */
const supportedUntil: Readonly<Record<number, string>> = { 22: '2027-04-30', 24: '2028-04-30' };
/** package.json, engines. */
const least = [22, 19] as const;

/** @param node as `process.version` has it */
export function checkVersions(mailflow: string, node: string, now: () => number): Check {
  return {
    name: 'versions',
    run: async () => [passed('version', `mailflow ${mailflow}`), nodeFinding(node, now())],
  };
}

function nodeFinding(node: string, now: number): Finding {
  const check = 'Node.js';
  const [major = 0, minor = 0] = node.replace(/^v/, '').split('.').map(Number);
  const install = 'Install Node.js 24 (or 22); for the Functions app set the runtime version to it.';
  if (major < least[0] || (major === least[0] && minor < least[1])) {
    return failed(check, `${node} is too old: ${least.join('.')} or newer is needed.`, install);
  }
  const end = supportedUntil[major];
  if (end === undefined) {
    return warned(
      check,
      `${node}: mailflow is tested with ${Object.keys(supportedUntil).join(' and ')}.`,
      install,
    );
  }
  if (now > Date.parse(end)) return warned(check, `${node} gets no security fixes since ${end}.`, install);
  return passed(check, `${node}, supported until ${end}`);
}
