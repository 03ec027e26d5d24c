import { X509Certificate } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { makeCertificate } from './make-certificate.ts';
import type { StackLayout } from './stack-layout.ts';

/** The files of the stack's own authority and server certificate. */
export type CertificateFiles = Pick<StackLayout, 'caFile' | 'certificateFile' | 'keyFile'>;

const dayInMs = 86_400_000;
/** Renewed this long before the end, so that a stack does not outlive its certificate. */
const renewalInDays = 30;

/**
 * Makes sure of the stack's certificate and its authority; both are made anew where they are missing, damaged or old.
 * @returns whether new files were written
 */
export async function ensureCertificate(files: CertificateFiles, now: () => Date): Promise<boolean> {
  const start = now();
  if (isValid(files, start)) return false;
  const { ca, certificate, key } = await makeCertificate(start);
  writeWhole(files.keyFile, key, 0o600);
  writeWhole(files.certificateFile, certificate, 0o644);
  writeWhole(files.caFile, ca, 0o644);
  return true;
}

function isValid(files: CertificateFiles, now: Date): boolean {
  try {
    const [ca, leaf] = [files.caFile, files.certificateFile].map(
      (file) => new X509Certificate(readFileSync(file)),
    );
    readFileSync(files.keyFile);
    const end = now.getTime() + renewalInDays * dayInMs;
    return leaf.verify(ca.publicKey) && leaf.validToDate.getTime() > end && ca.validToDate.getTime() > end;
  } catch {
    return false; // Missing or damaged: made anew.
  }
}

/** Writes a file so that a kill leaves the old one or the new one. */
function writeWhole(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, text, { mode });
  chmodSync(`${file}.new`, mode);
  renameSync(`${file}.new`, file);
}
