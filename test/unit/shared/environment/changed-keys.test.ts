import { describe, expect, it } from 'vitest';
import { changedKeys } from '../../../../shared/environment/changed-keys.ts';
import type { MergeInput } from '../../../../shared/environment/merge-input.ts';
import { redactResult } from '../../../../shared/redact/redact.ts';
import { emptyTrust, type TrustFile } from '../../../../shared/report/trust-file.ts';
import { environmentResults, farmOf } from '../../../support/environment-results.ts';
import { digitsOf, inputOf } from '../../../support/merged-environments.ts';

const [ctrl, fe1, fe2] = environmentResults(farmOf(2));
const none: ReadonlySet<string> = new Set();

const knownKey = digitsOf('known');
const newKey = digitsOf('new');

const signed = (result = ctrl, fingerprint = knownKey, isKnown = true): MergeInput => {
  if (result === undefined) throw new Error('there is no machine');
  const signer = { fingerprint, isKnown, name: isKnown ? 'Contoso operations' : null };
  return inputOf(result, { signer, fileSha256: digitsOf(`${result.machine.hostname} ${fingerprint}`) });
};

const listing = (name: string, fingerprint = knownKey): Pick<TrustFile, 'signers'> => ({
  signers: [{ fingerprint, name, addedAt: '2026-11-22' }],
});

describe('a report with an unknown key', () => {
  it('is of a changed key where another report of its machine has a known one', () => {
    expect(changedKeys([signed(), signed(ctrl, newKey, false)], emptyTrust, none)).toEqual([
      {
        fileSha256: digitsOf(`ctrl ${newKey}`),
        hostname: 'ctrl',
        fingerprint: newKey,
        known: knownKey,
      },
    ]);
  });

  it.each(['ctrl', 'CTRL', 'Netready on ctrl'])(
    'is of a changed key where the trust file lists one for its machine, as %s',
    (name) => {
      const found = changedKeys([signed(ctrl, newKey, false)], listing(name), none);
      expect(found).toMatchObject([{ hostname: 'ctrl', known: knownKey }]);
    },
  );

  it('is only unknown where no key of its machine is known', () => {
    expect(changedKeys([signed(ctrl, newKey, false), signed(fe1)], listing('fe2'), none)).toEqual([]);
    expect(
      changedKeys([signed(ctrl, newKey, false), signed(ctrl, knownKey, false)], emptyTrust, none),
    ).toEqual([]);
    expect(changedKeys([signed(ctrl, newKey, false)], listing('Contoso operations'), none)).toEqual([]);
  });

  it('passes once somebody has confirmed it', () => {
    const inputs = [signed(), signed(ctrl, newKey, false)];
    expect(changedKeys(inputs, emptyTrust, new Set([newKey]))).toEqual([]);
    expect(changedKeys(inputs, emptyTrust, new Set([knownKey]))).toHaveLength(1);
  });

  it('is told by no name where names were replaced', () => {
    if (fe2 === undefined) throw new Error('there is no machine');
    const { result } = redactResult(fe2);
    const named = { ...result, machine: { ...result.machine, hostname: 'ctrl' } };
    expect(changedKeys([signed(), signed(named, newKey, false)], emptyTrust, none)).toEqual([]);
  });

  it('is none where the known key signed', () => {
    expect(changedKeys([signed(), signed(fe1)], listing('ctrl'), none)).toEqual([]);
  });
});
