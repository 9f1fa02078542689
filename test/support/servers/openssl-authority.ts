import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toPem } from '../certificates.ts';
import type { TimeAuthority } from '../time-authority.ts';
import { replyWith, startTimeAuthority, type TimeAuthorityServer } from './time-authority-server.ts';

/** What OpenSSL is told about itself as an authority (openssl-ts, "Configuration file options"). */
const settings = (folder: string, namesChain: boolean): string => `
[ tsa ]
default_tsa = own
[ own ]
serial = ${folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ordering = no
tsa_name = no
ess_cert_id_chain = ${namesChain ? 'yes' : 'no'}
ess_cert_id_alg = sha256
`;

export type OpensslAuthority = TimeAuthorityServer & {
  /** The files of its own certificate and of those above it, in PEM. */
  readonly ownPath: string;
  readonly abovePath: string;
};

/**
 * A time-stamping authority over HTTP whose answers `openssl ts` makes, with the keys and certificates given.
 * @param folder for its files; it is made
 */
export async function startOpensslAuthority(
  folder: string,
  { own, chain }: TimeAuthority,
  namesChain = false,
): Promise<OpensslAuthority> {
  await mkdir(folder, { recursive: true });
  const path = (name: string): string => join(folder, name);
  const [ownPath, abovePath] = [path('own.pem'), path('above.pem')];
  const above = chain.filter((issued) => issued !== own).map(({ certificate }) => toPem(certificate));
  await writeFile(path('tsa.cnf'), settings(folder, namesChain));
  await writeFile(path('serial'), '01\n');
  await writeFile(path('own.key'), own.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(ownPath, `${toPem(own.certificate)}\n`);
  await writeFile(abovePath, `${above.join('\n')}\n`);
  let count = 0;
  const reply = async (body: Uint8Array): Promise<Uint8Array> => {
    count += 1;
    const [query, answer] = [path(`query-${count}`), path(`answer-${count}`)];
    await writeFile(query, body);
    await promisify(execFile)('openssl', [
      ...['ts', '-reply', '-config', path('tsa.cnf'), '-queryfile', query, '-out', answer],
      ...['-signer', ownPath, '-inkey', path('own.key'), '-chain', abovePath],
    ]);
    return readFile(answer);
  };
  const server = await startTimeAuthority(replyWith(({ body }) => reply(body)));
  return { ...server, ownPath, abovePath };
}
