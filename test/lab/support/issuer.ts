import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Authority, makeAuthority, makeCertificate } from '../../support/servers/server-certificates.ts';
import type { Lab } from './namespace.ts';

const dayMs = 24 * 60 * 60 * 1000;
const daysFromNow = (days: number): Date => new Date(Date.now() + days * dayMs);

/** What a certificate says; by default it is the lab's own, for one name, and valid now. */
export type Wish = {
  readonly names?: readonly string[];
  /** Days from now, negative for the past. */
  readonly from?: number;
  readonly to?: number;
  /** Null for one that signs itself. */
  readonly by?: Authority | null;
};

/** The lab's authority, and another one that nobody trusts. */
export type Issuer = {
  /** The PEM file of the lab's authority. */
  readonly caFile: string;
  readonly other: Authority;
  /** Issues a certificate for a name into a file together with its key, as servers take both. */
  readonly issue: (name: string, wish?: Wish) => Promise<string>;
};

/** Makes the authorities of a lab. */
export async function makeIssuer(lab: Lab): Promise<Issuer> {
  const authority = await makeAuthority({ commonName: 'Lab Authority', validTo: daysFromNow(400) });
  const other = await makeAuthority({ commonName: 'Authority of somebody else', validTo: daysFromNow(400) });
  const caFile = join(lab.folder, 'authority.pem');
  await writeFile(caFile, authority.cert);
  const issue: Issuer['issue'] = async (name, options = {}) => {
    const { names = [name], from = -30, to = 365, by = authority } = options;
    const wish = {
      commonName: name,
      altNames: names,
      validFrom: daysFromNow(from),
      validTo: daysFromNow(to),
    };
    const { cert, key } = await makeCertificate(wish, by);
    const file = join(lab.folder, `${name}.pem`);
    await writeFile(file, `${cert}${key}`);
    return file;
  };
  return { caFile, other, issue };
}
