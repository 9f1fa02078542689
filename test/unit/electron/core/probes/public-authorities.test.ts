import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { publicAuthorities } from '../../../../../electron/core/probes/public-authorities.ts';
import {
  type Authority,
  crossSign,
  makeAuthority,
  makeCertificate,
} from '../../../../support/servers/server-certificates.ts';

let root: Authority;
let impostor: Authority;
beforeAll(async () => {
  root = await makeAuthority({ commonName: 'Public Root' });
  impostor = await makeAuthority({ commonName: 'Public Root' });
});

const chainOf = (...pems: readonly string[]) => pems.map((pem) => new X509Certificate(pem));
const leafOf = async (authority: Authority | null) =>
  (await makeCertificate({ commonName: 'www.test', altNames: ['www.test'] }, authority)).cert;

describe('a chain of certificates', () => {
  it('leads to a public authority, whether the server sent it or not', async () => {
    const leads = publicAuthorities([root.cert]);
    const leaf = await leafOf(root);
    expect(leads(chainOf(leaf))).toBe(true);
    expect(leads(chainOf(leaf, root.cert))).toBe(true);
  });

  it('leads there under a certificate that another authority made for it', async () => {
    const leads = publicAuthorities([root.cert]);
    const retired = await makeAuthority({ commonName: 'Retired Root' });
    const intermediate = await makeAuthority({ commonName: 'Issuing' });
    const crossed = await crossSign(root, retired);
    const issuing = await crossSign(intermediate, root);
    expect(leads(chainOf(await leafOf(root), crossed, retired.cert))).toBe(true);
    expect(leads(chainOf(await leafOf(intermediate), issuing, crossed))).toBe(true);
    const stranger = await crossSign(impostor, retired);
    expect(leads(chainOf(await leafOf(impostor), stranger, retired.cert))).toBe(false);
  });

  it('does not by the name of a public authority alone', async () => {
    const leads = publicAuthorities([root.cert]);
    const leaf = await leafOf(impostor);
    expect(leads(chainOf(leaf))).toBe(false);
    expect(leads(chainOf(leaf, impostor.cert))).toBe(false);
    expect(leads(chainOf(leaf, root.cert))).toBe(false);
  });

  it('does not when it is self-signed, private or empty', async () => {
    const leads = publicAuthorities([root.cert]);
    const corporate = await makeAuthority({ commonName: 'Corporate Root' });
    expect(leads(chainOf(await leafOf(null)))).toBe(false);
    expect(leads(chainOf(await leafOf(corporate), corporate.cert))).toBe(false);
    expect(leads([])).toBe(false);
  });

  it('ends where a signature does not hold: a public authority behind it proves nothing', async () => {
    const leads = publicAuthorities([root.cert]);
    const corporate = await makeAuthority({ commonName: 'Corporate Root' });
    expect(leads(chainOf(await leafOf(corporate), root.cert))).toBe(false);
    expect(leads(chainOf(await leafOf(corporate), corporate.cert, root.cert))).toBe(false);
  });

  it('is not public because the leaf is an authority of that name and key', () => {
    const other = publicAuthorities([impostor.cert]);
    expect(other(chainOf(root.cert))).toBe(false);
  });

  it('is measured by the authorities that Node carries', () => {
    const carried = rootCertificates[0] ?? '';
    expect(publicAuthorities()(chainOf(carried))).toBe(true);
    expect(publicAuthorities()(chainOf(root.cert))).toBe(false);
  });
});
