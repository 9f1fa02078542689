import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AuthoritySources,
  ownAuthorities,
} from '../../../../../electron/core/probes/own-authorities.ts';
import { makeAuthority } from '../../../../support/servers/server-certificates.ts';

const names = ['store', 'extra', 'file', 'folder', 'hashed'] as const;
type Name = (typeof names)[number];

let home: string;
const certificates = {} as Record<Name, string>;
const at = (name: string): string => join(home, name);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'authorities-'));
  for (const name of names) {
    certificates[name] = (await makeAuthority({ commonName: name })).cert.trim();
    await writeFile(at(`${name}.pem`), `# ${name}\n${certificates[name]}\n`);
  }
  await writeFile(at('0a1b2c3d.0'), certificates.hashed);
  await writeFile(
    at('damaged.pem'),
    `${certificates.store}\n${certificates.extra.replace(/[A-Z]{6}/, 'AAAAAA')}`,
  );
});
afterAll(() => rm(home, { recursive: true }));

/** A Node that cannot read the store of a Linux machine, unless told otherwise. */
const sourcesOf = (fields: Partial<AuthoritySources> = {}): AuthoritySources => ({
  platform: 'linux',
  environment: {},
  tellAuthorities: undefined,
  bundles: [at('nowhere.pem'), at('store.pem'), at('file.pem')],
  folders: [],
  ...fields,
});

function found(fields: Partial<AuthoritySources> = {}): readonly Name[] {
  const { certificates: read } = ownAuthorities(sourcesOf(fields));
  expect(read).toEqual(expect.arrayContaining([...rootCertificates]));
  return names.filter((name) => read.includes(certificates[name]));
}

describe('the authorities of a machine', () => {
  it('are those of Node and of the first bundle that is there', () => {
    expect(found()).toEqual(['store']);
    expect(ownAuthorities(sourcesOf()).isWhole).toBe(true);
  });

  it('are those too that lie in a folder under the hash of their name', () => {
    expect(found({ folders: [home] })).toEqual(['store', 'hashed']);
  });

  it.each<[string, string, readonly Name[]]>([
    ['NODE_EXTRA_CA_CERTS', 'extra.pem', ['store', 'extra']],
    ['NODE_EXTRA_CA_CERTS', 'nowhere.pem', ['store']],
    ['SSL_CERT_FILE', 'file.pem', ['file']],
    ['SSL_CERT_DIR', '.', ['store', 'hashed']],
    ['SSL_CERT_DIR', 'nowhere', ['store']],
  ])('follow %s=%s', (variable, path, expected) => {
    expect(found({ environment: { [variable]: at(path) } })).toEqual(expected);
  });

  it('pass over a certificate that is damaged, and a file that is too large', async () => {
    expect(found({ bundles: [at('damaged.pem')] })).toEqual(['store']);
    await writeFile(at('large.pem'), `${certificates.store}\n${' '.repeat(1024 * 1024)}`);
    expect(found({ bundles: [at('large.pem')] })).toEqual([]);
  });

  it.each(['win32', 'darwin'] as const)(
    'are not whole on %s under a Node that cannot read its store',
    (platform) => {
      const environment = { NODE_EXTRA_CA_CERTS: at('extra.pem'), SSL_CERT_FILE: at('file.pem') };
      const { isWhole } = ownAuthorities(sourcesOf({ platform, environment }));
      expect(isWhole).toBe(false);
      expect(found({ platform, environment })).toEqual(['extra']);
    },
  );

  it('are not whole where no bundle is found', () => {
    expect(ownAuthorities(sourcesOf({ bundles: [] })).isWhole).toBe(false);
  });

  it('are what Node tells, on every system, where it can', () => {
    const tellAuthorities = ((kind?: string) => [`${kind} of Node`]) as AuthoritySources['tellAuthorities'];
    for (const platform of ['linux', 'win32', 'darwin'] as const)
      expect(ownAuthorities(sourcesOf({ platform, tellAuthorities }))).toEqual({
        certificates: ['default of Node', 'system of Node'],
        isWhole: true,
      });
  });
});
