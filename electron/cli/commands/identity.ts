import type { TrustedSigner } from '../../../shared/report/trust-file.ts';
import { fingerprintGroups, instantText } from '../../../shared/words/phrases.ts';
import { publishFiles } from '../../core/files/publish-files.ts';
import { sweepDataFolder } from '../../core/files/sweep-data-folder.ts';
import { type DesktopSigner, readDesktopSigner } from '../../core/identity/desktop-identity.ts';
import {
  certificatesPem,
  type Identity,
  type Replaced,
  renewIdentity,
  replaceIdentity,
} from '../../core/identity/identity-store.ts';
import type { CliContext } from '../context.ts';
import { openNamedKeyFile } from '../key-password.ts';
import type {
  IdentityExportOptions,
  IdentityImportOptions,
  IdentityShowOptions,
} from '../options/identity-options.ts';
import { jsonText } from '../terminal/json-text.ts';

/** What somebody else puts into the list `signers` of a trust file. */
function trustEntry({ fingerprint, name }: Identity, context: CliContext): TrustedSigner {
  return { fingerprint, name, addedAt: context.world.clock.now().toISOString() };
}

/** That the desktop window signs with a key of its own, and how to change that; nothing where it does not. */
function desktopLines(desktop: DesktopSigner | null): readonly string[] {
  if (desktop === null) return [];
  const { folder, fingerprint } = desktop;
  return [
    '',
    'The desktop window signs with a key of its own, which the key store of the system protects:',
    `Fingerprint  ${fingerprint === null ? 'its certificate cannot be read' : fingerprintGroups(fingerprint).join(' ')}`,
    `To let it sign with the key above, move ${folder} away.`,
  ];
}

function identityLines(
  identity: Identity,
  desktop: DesktopSigner | null,
  context: CliContext,
): readonly string[] {
  const { fingerprint, name, validTo, signer } = identity;
  const issuers = signer.certificates.length - 1;
  return [
    `Signer       ${name}`,
    `Fingerprint  ${fingerprintGroups(fingerprint).join(' ')}`,
    `Valid until  ${instantText(validTo.toISOString())}`,
    ...(issuers === 0 ? [] : [`Certificates of its authority that go with it  ${issuers}`]),
    `Kept in      ${context.dataFolder}`,
    ...desktopLines(desktop),
    '',
    'Entry for the list "signers" of a trust file, once the fingerprint was compared by telephone:',
    JSON.stringify(trustEntry(identity, context)),
  ];
}

/** `netready identity show`: the fingerprint to read out, and the entry for somebody else's trust file. */
export async function runIdentityShowCommand(
  { format, redacted }: IdentityShowOptions,
  context: CliContext,
): Promise<void> {
  await sweepDataFolder(context.dataFolder, context.world.clock.now());
  const identity = await (redacted ? context.openUnnamedIdentity() : context.openIdentity());
  const desktop = await readDesktopSigner(context.dataFolder, redacted);
  const { fingerprint, name, validTo } = identity;
  if (format === 'json') {
    const entry = trustEntry(identity, context);
    const shown = { name, fingerprint, validTo: validTo.toISOString(), desktop, trustEntry: entry };
    context.print(jsonText(shown, context.output));
    return;
  }
  context.print(`${identityLines(identity, desktop, context).join('\n')}\n`);
}

async function printReplaced({ identity, backup }: Replaced, context: CliContext): Promise<void> {
  const desktop = await readDesktopSigner(context.dataFolder, false);
  const kept =
    backup === null
      ? []
      : ['', `The key before is kept in ${backup}; remove it when nobody needs it any more.`];
  context.print(`${[...identityLines(identity, desktop, context), ...kept].join('\n')}\n`);
}

/** `netready identity import`: signs from now on with the key of a PKCS #12 file that an organisation has issued. */
export async function runIdentityImportCommand(
  file: string,
  { passwordFile }: IdentityImportOptions,
  context: CliContext,
): Promise<void> {
  const material = await openNamedKeyFile(file, passwordFile, context);
  await printReplaced(await replaceIdentity(context.dataFolder, material, context.identityWorld), context);
}

/** `netready identity renew`: signs from now on with a new key of its own. */
export async function runIdentityRenewCommand(context: CliContext): Promise<void> {
  await printReplaced(await renewIdentity(context.dataFolder, context.identityWorld), context);
}

/** `netready identity export`: what others need to know this installation by; the private key stays where it is. */
export async function runIdentityExportCommand(
  { out }: IdentityExportOptions,
  context: CliContext,
): Promise<void> {
  const identity = await context.openIdentity();
  const certificates = certificatesPem(identity.signer.certificates);
  const entry = `${JSON.stringify(trustEntry(identity, context))}\n`;
  if (out === undefined) {
    context.print(`${certificates}${entry}`);
    return;
  }
  const paths = await publishFiles(out, [
    { name: 'netready-certificate.pem', bytes: Buffer.from(certificates) },
    { name: 'netready-trust-entry.json', bytes: Buffer.from(entry) },
  ]);
  for (const path of paths) context.explain(`Written: ${path}\n`);
}
