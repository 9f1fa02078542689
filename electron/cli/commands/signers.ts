import { basename } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { isEndOf, withoutSigner, withSigner, withSigners } from '../../../shared/report/known-signers.ts';
import type { TrustedSigner } from '../../../shared/report/trust-file.ts';
import type { VerifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { maxEnvironmentBytes } from '../../../shared/run/limits.ts';
import { decodeText } from '../../../shared/words/decode-text.ts';
import { counted, fingerprintGroups, listed } from '../../../shared/words/phrases.ts';
import { readLimited } from '../../core/files/read-limited.ts';
import { maxTrustBytes } from '../../core/verify/trust.ts';
import {
  createTrustStore,
  readSigners,
  signersText,
  type TrustStore,
} from '../../core/verify/trust-store.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { giveText } from '../give-text.ts';
import type {
  SignersAddOptions,
  SignersExportOptions,
  SignersListOptions,
} from '../options/signers-options.ts';
import { jsonText } from '../terminal/json-text.ts';
import { safeText } from '../terminal/text.ts';

const storeOf = ({ dataFolder, world }: CliContext): TrustStore => createTrustStore(dataFolder, world.clock);

const groupsOf = (fingerprint: string): string => fingerprintGroups(fingerprint).join(' ');

function signerLines({
  fingerprint,
  name,
  machine,
  customer,
  addedAt,
  note,
}: TrustedSigner): readonly string[] {
  const facts = [machine, customer, note].filter((text) => text !== undefined && text !== '');
  return [
    safeText(name),
    `  ${groupsOf(fingerprint)}`,
    `  ${safeText([`added ${addedAt.slice(0, 10)}`, ...facts].join(', '))}`,
  ];
}

/** `netready signers list`: who is known, each with its key as it is read out. */
export async function runSignersListCommand(
  { format }: SignersListOptions,
  context: CliContext,
): Promise<void> {
  const store = storeOf(context);
  const { signers } = await store.read();
  if (format === 'json') {
    context.print(jsonText({ path: store.path, signers }, context.output));
    return;
  }
  const lines = signers.length === 0 ? ['Nobody is known yet.'] : signers.flatMap(signerLines);
  context.print(`${[...lines, '', `The list is ${store.path}.`].join('\n')}\n`);
}

/** Verifies a report, for the key that signed it. Null where the file is refused, which is said then. */
async function signedReport(file: string, context: CliContext): Promise<VerifyOutcome | null> {
  const bytes = await readLimited(file, maxEnvironmentBytes, 'file-unreadable');
  const trust = await storeOf(context).read();
  const verifier = await context.openVerifier(false);
  try {
    const { outcome } = await verifier.open(bytes, { trust, comparePages: false, signal: context.signal });
    if (outcome.report !== null || outcome.environment !== null) return outcome;
    context.explain(`${file}: ${outcome.message} (${outcome.code})\n`);
    return null;
  } finally {
    await verifier.close();
  }
}

/**
 * `netready signers add REPORT`: the signer of a report comes onto the list, once the last groups of its fingerprint were
 * read out. Nobody is added from a file that is refused.
 */
export async function runSignersAddCommand(
  file: string,
  { last, name, customer, note, former }: SignersAddOptions,
  context: CliContext,
): Promise<void> {
  const outcome = await signedReport(file, context);
  if (outcome === null || outcome.signer === null) {
    context.setExitCode(exitCodes.notIntact);
    return;
  }
  const { signer: found, report } = outcome;
  const signer: TrustedSigner = {
    fingerprint: found.fingerprint,
    name: name ?? found.name,
    addedAt: context.world.clock.now().toISOString(),
    ...(report === null || report.redacted ? {} : { machine: report.host }),
    ...(customer === undefined ? {} : { customer }),
    ...(note === undefined ? {} : { note }),
  };
  await storeOf(context).change((trust) => ({
    trust: withSigner(trust, { signer, typed: last, former: former ?? null }),
  }));
  context.print(`${signerLines(signer).join('\n')}\n`);
}

/** `netready signers remove`: a key is taken off the list; reports with it are then of an unknown signer. */
export async function runSignersRemoveCommand(typed: string, context: CliContext): Promise<void> {
  const { removed } = await storeOf(context).change((trust) => {
    const found = trust.signers.filter(({ fingerprint }) => isEndOf(fingerprint, typed));
    const [only] = found;
    if (only === undefined || found.length > 1)
      throw new AppError(
        'input-invalid',
        `${counted(found.length, 'known signer')} ${found.length === 1 ? 'has' : 'have'} a fingerprint that ends so; the last four groups of one are needed.`,
      );
    return { trust: withoutSigner(trust, only.fingerprint), removed: only };
  });
  context.print(`${safeText(removed.name)} is off the list.\n`);
}

/** `netready signers import FILE`: the signers of another list count as known from now on. */
export async function runSignersImportCommand(file: string, context: CliContext): Promise<void> {
  const bytes = await readLimited(file, maxTrustBytes, 'file-unreadable');
  const more = readSigners(basename(file), decodeText(bytes));
  const { added, known, differing } = await storeOf(context).change((trust) => withSigners(trust, more));
  context.print(
    `${counted(added.length, 'signer')} taken over, ${known.length} ${known.length === 1 ? 'was' : 'were'} known already.\n`,
  );
  if (differing.length > 0)
    context.explain(
      `Left out, because another key of the same machine is known: ${safeText(listed(differing.map(({ name }) => name)))}. Add these with netready signers add, after their fingerprints were read out.\n`,
    );
}

/** `netready signers export`: the list for somebody else, without authorities. */
export async function runSignersExportCommand(
  { out }: SignersExportOptions,
  context: CliContext,
): Promise<void> {
  const { signers } = await storeOf(context).read();
  await giveText(signersText(signers), out, context);
}
