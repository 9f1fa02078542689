import { instantText } from '../../../shared/report/words.ts';
import { formatFingerprint } from '../../core/identity/fingerprint.ts';
import type { CliContext } from '../context.ts';
import type { IdentityShowOptions } from '../options.ts';

/** `netready identity show`: the fingerprint to read out, and the entry for somebody else's trust file. */
export async function runIdentityShowCommand(
  { format }: IdentityShowOptions,
  context: CliContext,
): Promise<void> {
  const { fingerprint, name, validTo } = await context.openIdentity();
  const entry = { fingerprint, name, addedAt: context.ports.clock.now().toISOString() };
  if (format === 'json') {
    context.print(
      `${JSON.stringify({ name, fingerprint, validTo: validTo.toISOString(), trustEntry: entry }, null, 2)}\n`,
    );
    return;
  }
  const lines = [
    `Signer       ${name}`,
    `Fingerprint  ${formatFingerprint(fingerprint)}`,
    `Valid until  ${instantText(validTo.toISOString())}`,
    `Kept in      ${context.dataFolder}`,
    '',
    'Entry for the list "signers" of a trust file, once the fingerprint was compared by telephone:',
    JSON.stringify(entry),
  ];
  context.print(`${lines.join('\n')}\n`);
}
