import { webcrypto, X509Certificate } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { provideReflectMetadata } from './provide-reflect-metadata.ts';
import type { StackLayout } from './stack-layout.ts';

/** The files of the stack's own authority and server certificate. */
export type CertificateFiles = Pick<StackLayout, 'caFile' | 'certificateFile' | 'keyFile'>;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayInMs = 86_400_000;
const lifetimeInDays = 365;
/** Renewed this long before the end, so that a stack does not outlive its certificate. */
const renewalInDays = 30;

/**
 * Makes sure of a certificate authority and, signed by it, a certificate for 127.0.0.1 and localhost. The
 * authority's key is thrown away once it has signed: nobody can make another certificate with it.
 * @returns whether new files were written
 */
export async function ensureCertificate(files: CertificateFiles, now: () => Date): Promise<boolean> {
  const start = now();
  if (isValid(files, start)) return false;
  // Loaded only here: most starts find a certificate.
  provideReflectMetadata();
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const notBefore = new Date(start.getTime() - dayInMs);
  const notAfter = new Date(start.getTime() + lifetimeInDays * dayInMs);
  const caKeys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=mailflow local stack',
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    keys: caKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const leaf = await x509.X509CertificateGenerator.create({
    subject: 'CN=127.0.0.1',
    issuer: ca.subject,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']), // serverAuth
      new x509.SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'dns', value: 'localhost' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(ca.publicKey),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const keyPem = `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
  writeWhole(files.keyFile, keyPem, 0o600);
  writeWhole(files.certificateFile, `${leaf.toString('pem')}\n`, 0o644);
  writeWhole(files.caFile, `${ca.toString('pem')}\n`, 0o644);
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
