import type { OperationOutput } from '../../../shared/contract/dispatch.ts';
import { maxMergeTrays } from '../../../shared/contract/operations.ts';
import { environmentViews } from '../../../shared/environment/environment-views.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { environmentBaseName } from '../../../shared/report/file-names.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import { maxEnvironmentBytes } from '../../../shared/run/limits.ts';
import { indentedJson } from '../base/indented-json.ts';
import type { Identity } from '../identity/identity-store.ts';
import { type MergedEnvironment, mergeEnvironment, signEnvironment } from '../merge/environment-report.ts';
import { type MergeTray, openMergeTray } from '../merge/merge-files.ts';
import { givenFile, type RefusedFile } from '../merge/take-in.ts';
import type { PageSize } from '../report/pages/layout.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

/** What a page chooses of a merge. */
type Choice = { readonly merge: string; readonly confirmed: readonly string[]; readonly redact: boolean };

type Merged = MergedEnvironment & { readonly refused: readonly RefusedFile[] };

type Signed = { readonly pdf: Uint8Array; readonly signer: Pick<Identity, 'name' | 'fingerprint'> };

/** The files of one merge, as a page hands them over, and what was made of them last. */
type Desk = {
  readonly trust: TrustFile;
  readonly tray: MergeTray;
  /** How many bytes of files were taken in. */
  bytes: number;
  merged: { readonly key: string; readonly value: Merged } | null;
  signed: { readonly key: string; readonly value: Promise<Signed> } | null;
};

const keyOf = ({ confirmed, redact }: Choice): string => `${redact} ${[...confirmed].sort().join(' ')}`;

const unknownMerge = (): AppError =>
  new AppError('not-found', 'Nothing is there to be merged any more. Choose the files again.');

/**
 * Merges of files that a page hands over one after the other. What was taken in is kept in memory, for the merges that were
 * used last, until it is cleared; what is previewed is, byte for byte, what is saved.
 */
export function mergeOperations(
  deps: OperationDeps,
): HandlersOf<'merge.add' | 'merge.result' | 'merge.preview' | 'merge.save' | 'merge.clear'> {
  const { host, verifier, world, newId, draw, aliasLists } = deps;
  const desks = new Map<string, Desk>();

  /** Puts a merge where those lie that were used last, and lets go of the oldest. */
  const touch = (id: string, desk: Desk): Desk => {
    desks.delete(id);
    desks.set(id, desk);
    for (const oldest of [...desks.keys()].slice(0, -maxMergeTrays)) desks.delete(oldest);
    return desk;
  };

  const deskOf = (id: string): Desk => {
    const desk = desks.get(id);
    if (desk === undefined) throw unknownMerge();
    return touch(id, desk);
  };

  const openDesk = async (id: string): Promise<Desk> => {
    const known = desks.get(id);
    if (known !== undefined) return touch(id, known);
    const trust = await deps.trust.read();
    const opened = desks.get(id) ?? {
      trust,
      tray: openMergeTray(trust),
      bytes: 0,
      merged: null,
      signed: null,
    };
    return touch(id, opened);
  };

  const mergedOf = (choice: Choice): Merged => {
    const desk = deskOf(choice.merge);
    const key = keyOf(choice);
    if (desk.merged?.key === key) return desk.merged.value;
    const { inputs, refused } = desk.tray.settle(new Set(choice.confirmed));
    const by = { id: newId(), at: world.clock.now().toISOString() };
    const value = { ...mergeEnvironment(inputs, refused, by, choice.redact), refused };
    desk.merged = { key, value };
    return value;
  };

  const sign = async (merged: Merged, redact: boolean, pageSize: PageSize): Promise<Signed> => {
    const identity = await (redact ? deps.openUnnamedIdentity() : deps.openIdentity());
    return { pdf: await signEnvironment(merged, identity, pageSize, draw), signer: identity };
  };

  /** The signed report of a choice, made once. */
  const signedOf = (choice: Choice & { readonly pageSize: PageSize }, merged: Merged): Promise<Signed> => {
    const desk = deskOf(choice.merge);
    const key = `${keyOf(choice)} ${choice.pageSize} ${merged.result.id}`;
    if (desk.signed?.key === key) return desk.signed.value;
    const value = sign(merged, choice.redact, choice.pageSize);
    desk.signed = { key, value };
    value.catch(() => {
      if (desk.signed?.value === value) desk.signed = null;
    });
    return value;
  };

  const keepAliases = async (
    id: string,
    list: Uint8Array,
  ): Promise<OperationOutput<'merge.save'>['aliases']> => {
    try {
      return { kind: 'kept', path: await aliasLists.keep(id, list) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { kind: 'not-kept', why: error.message };
    }
  };

  return {
    'merge.add': async ({ merge, name, pdf, pages }, { signal }) => {
      const desk = await openDesk(merge);
      const file = givenFile(name, Buffer.from(pdf, 'base64'));
      const sameAs = desk.tray.sameAs(file);
      if (sameAs !== null) return { outcome: null, sameAs };
      if (desk.bytes + file.bytes.length > maxEnvironmentBytes)
        throw new AppError('input-invalid', `${name} has no room beside the files that are there already.`);
      const opened = await verifier.open(file.bytes, { trust: desk.trust, comparePages: pages, signal });
      desk.bytes += file.bytes.length;
      desk.tray.add(file, opened);
      desk.merged = null;
      return { outcome: opened.outcome, sameAs: null };
    },
    'merge.result': async (choice) => {
      const { result, refused } = mergedOf(choice);
      return {
        id: result.id,
        environments: environmentViews(result),
        refused: refused.map(({ refused: { file, code, fileSha256 }, message }) => ({
          file,
          code,
          fileSha256,
          message,
        })),
      };
    },
    'merge.preview': async (choice) => {
      const merged = mergedOf(choice);
      const { pdf, signer } = await signedOf(choice, merged);
      return {
        pdf: Buffer.from(pdf).toString('base64'),
        name: `${environmentBaseName(merged.result)}.pdf`,
        sizeBytes: pdf.length,
        signerName: signer.name,
        fingerprint: signer.fingerprint,
      };
    },
    'merge.save': async ({ formats, ...choice }) => {
      const merged = mergedOf(choice);
      const baseName = environmentBaseName(merged.result);
      const bytesOf = {
        pdf: async () => (await signedOf(choice, merged)).pdf,
        json: async () => indentedJson(merged.result),
      };
      const files = await Promise.all(
        [...new Set(formats)].map(async (format) => ({
          name: `${baseName}.${format}`,
          bytes: await bytesOf[format](),
        })),
      );
      const saved = await host.saveFiles(files, baseName);
      const { aliases } = merged;
      const kept = saved.dismissed || aliases === null ? null : await keepAliases(merged.result.id, aliases);
      return { ...saved, aliases: kept };
    },
    'merge.clear': async ({ merge }) => {
      desks.delete(merge);
      return {};
    },
  };
}
