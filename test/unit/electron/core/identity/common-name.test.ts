import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { commonNameOf } from '../../../../../electron/core/identity/common-name.ts';

/** CN=web01, ECDSA P-256. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBeDCCAR2gAwIBAgIUMFtDOvXLS/2HwhARH6QfmLciU0AwCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFd2ViMDEwIBcNMjYxMTMwMTAxODE4WhgPMjEyNjExMDYxMDE4
MThaMBAxDjAMBgNVBAMMBXdlYjAxMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
aTGa5nnMy+FgfQm4MOduCxKMbeu9RzUpcTmhNS8raagC0CqMbPCYNOzl6WjFN5Ga
+k0PS62EpXlMoEGqH042UKNTMFEwHQYDVR0OBBYEFGxN5tvWN5p98v2nmxJQX/ia
fvSeMB8GA1UdIwQYMBaAFGxN5tvWN5p98v2nmxJQX/iafvSeMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAK77m5rZN6Ngai0vNr/xUg+qsCn/ebLx
CIbi3NwKaqzZAiEA5z7lT/vOg604S2yt6gjZv81lE2ZsWaB0yOhUSfcq/RQ=
-----END CERTIFICATE-----`;

it('leaves TLS whole where a certificate is the first thing that is read', async () => {
  const { moduleLoadList } = process as unknown as { readonly moduleLoadList: readonly string[] };
  expect(moduleLoadList).not.toContain('NativeModule tls');
  expect(commonNameOf(new X509Certificate(certificate))).toBe('web01');
  const tls = await import('node:tls');
  expect(() => tls.createSecureContext()).not.toThrow();
});
