import { webcrypto } from 'node:crypto';

/** A server certificate with the authority that signed it, all PEM. */
export interface LocalCertificate {
  /** Certificate of the authority: what clients have to trust. */
  readonly ca: string;
  readonly certificate: string;
  /** Private key of the server, PKCS #8. */
  readonly key: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayInMs = 86_400_000;
const lifetimeInDays = 365;

/**
 * Makes an authority and, signed by it, a certificate for 127.0.0.1 and localhost, good for a year. The
 * authority's key is thrown away once it has signed: nobody can make another certificate with it.
 * @param start the time of issue; the certificate is good from a day before
 */
export async function makeCertificate(start: Date): Promise<LocalCertificate> {
  // Loaded only here: most starts find a certificate.
  await import('reflect-metadata'); // x509 needs it to be there first.
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
  const keyText = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const key = `-----BEGIN PRIVATE KEY-----\n${keyText.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
  return { ca: `${ca.toString('pem')}\n`, certificate: `${leaf.toString('pem')}\n`, key };
}
