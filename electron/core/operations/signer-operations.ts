import type { OperationOutput } from '../../../shared/contract/dispatch.ts';
import { withoutSigner, withSigner, withSigners } from '../../../shared/report/known-signers.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import { readSigners, signersText } from '../verify/trust-store.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

type KnownSigners = OperationOutput<'signers.list'>;

/** What the list of known signers is called where it is saved, without its ending. */
const exportName = 'netready-signers';

/** The list of signers that this user trusts: who is on it, and who comes and goes. */
export function signerOperations({
  trust,
  host,
  world,
}: OperationDeps): HandlersOf<
  'signers.list' | 'signers.add' | 'signers.remove' | 'signers.import' | 'signers.export'
> {
  const shown = ({ signers, authorities, timeAuthorities }: TrustFile): KnownSigners => ({
    signers: [...signers],
    path: trust.path,
    authorities: authorities.length + timeAuthorities.length,
  });
  return {
    'signers.list': async () => shown(await trust.read()),
    'signers.add': async ({ signer, typed, former }) => {
      const addedAt = world.clock.now().toISOString();
      const changed = await trust.change((list) => ({
        trust: withSigner(list, { signer: { ...signer, addedAt }, typed, former }),
      }));
      return shown(changed.trust);
    },
    'signers.remove': async ({ fingerprint }) => {
      const changed = await trust.change((list) => ({ trust: withoutSigner(list, fingerprint) }));
      return shown(changed.trust);
    },
    'signers.import': async ({ name, text }) => {
      const more = readSigners(name, text);
      const {
        trust: list,
        added,
        known,
        differing,
      } = await trust.change((before) => withSigners(before, more));
      const names = (signers: typeof added): string[] => signers.map((signer) => signer.name);
      return {
        ...shown(list),
        added: names(added),
        known: names(known),
        differing: names(differing),
      };
    },
    'signers.export': async () => {
      const { signers } = await trust.read();
      const text = signersText(signers);
      return host.saveFiles([{ name: `${exportName}.json`, bytes: Buffer.from(text) }], exportName);
    },
  };
}
