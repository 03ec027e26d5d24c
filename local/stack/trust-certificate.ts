import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/**
 * For tests that call a stack from a process that was started before its certificate was made:
 * NODE_EXTRA_CA_CERTS comes too late.
 */
export function trustCertificate(caFile: string): void {
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(caFile, 'utf8')]);
}
