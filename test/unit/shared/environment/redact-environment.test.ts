import { describe, expect, it } from 'vitest';
import { environmentResultSchema } from '../../../../shared/environment/environment-result.ts';
import { environmentCauseTexts, inputRemark } from '../../../../shared/environment/environment-sentences.ts';
import { mergeResults } from '../../../../shared/environment/merge-results.ts';
import { redactEnvironment } from '../../../../shared/environment/redact-environment.ts';
import { redactResult } from '../../../../shared/redact/redact.ts';
import { canaries, canaryResult } from '../../../support/canaries.ts';
import { environmentResults, farmOf } from '../../../support/environment-results.ts';
import { digitsOf, inputOf, merging } from '../../../support/merged-environments.ts';
import { namesIn } from '../../../support/names-in.ts';

const results = environmentResults(
  farmOf(6, {
    fault: ({ fromAddress, host, port }) =>
      port !== null && fromAddress.startsWith('10.1.3.') && host.startsWith('db') ? 'timeout' : null,
  }),
);
const liar = results.map((result) =>
  result.machine.hostname === 'fe2'
    ? { ...result, machine: { ...result.machine, addresses: ['10.9.9.9'] } }
    : result,
);

const squeezed = (value: string): string => value.replaceAll(/[\s\\]+/g, '').toLowerCase();

describe('an environment result with other names', () => {
  const inputs = liar.map((result) => inputOf(result));
  const merged = mergeResults(inputs, {
    ...merging,
    refused: [{ file: 'netready-fe9.pdf', fileSha256: digitsOf('refused'), code: 'changed' }],
  });
  const { result, aliases } = redactEnvironment(merged, inputs);
  const text = JSON.stringify(result);

  it('is valid, says so, and names nothing of what it was made from', () => {
    expect(() => environmentResultSchema.parse(result)).not.toThrow();
    expect(result.redacted).toBe(true);
    for (const { original } of aliases) expect(text).not.toContain(`"${original}"`);
    for (const word of [
      'example.local',
      '"ctrl"',
      '"fe1"',
      'fe9.pdf',
      'db01.',
      '10.1.',
      '10.9.',
      'Production',
      'Contoso',
    ])
      expect(text, word).not.toContain(word);
    for (const { signer } of merged.inputs) expect(text).not.toContain(signer.fingerprint);
  });

  it('keeps what it says: every verdict, every cause, and that machines are of one network', () => {
    expect(result.connections.map(({ verdict, cause, decision }) => [verdict, cause, decision])).toEqual(
      merged.connections.map(({ verdict, cause, decision }) => [verdict, cause, decision]),
    );
    expect(result.requirements).toEqual(merged.requirements);
    expect(new Set(result.machines.map(({ name }) => name)).size).toBe(merged.machines.length);
    const [cause] = result.causes;
    if (cause?.source.kind !== 'network') throw new Error('the cause has no network');
    const [network = ''] = cause.source.network.split('0/');
    const inside = merged.machines.flatMap(({ addresses }, index) =>
      addresses[0]?.startsWith('10.1.3.') === true ? [result.machines[index]?.addresses[0]] : [],
    );
    expect(inside).toHaveLength(3);
    for (const address of inside) expect(address?.startsWith(network), `${address} in ${network}`).toBe(true);
  });

  it('has the same alias for a machine wherever it was met', () => {
    const named = new Map(merged.machines.map(({ name }, index) => [name, result.machines[index]?.name]));
    for (const [index, { hosts }] of merged.machines.entries())
      expect(result.machines[index]?.hosts).toEqual(hosts.map((host) => named.get(host)));
  });

  it('gives sentences that name aliases alone', () => {
    const said = JSON.stringify([
      environmentCauseTexts(result),
      result.inputs.map((input) => inputRemark(input, result)),
    ]);
    expect(said).toContain('others find it at');
    expect(namesIn(said, ['ctrl.', 'fe1', 'db01', '10.1.', '10.9.'])).toEqual([]);
  });

  it('is refused where an input was redacted before', () => {
    const [first, ...others] = inputs;
    if (first === undefined) throw new Error('there is no input');
    const closed = [{ ...first, result: redactResult(first.result).result }, ...others];
    expect(() => redactEnvironment(merged, closed)).toThrow('redacted before');
  });

  it('sings no canary', () => {
    const input = inputOf(canaryResult());
    const sung = squeezed(JSON.stringify(mergeResults([input], merging)));
    expect(canaries.some((canary) => sung.includes(squeezed(canary.text)))).toBe(true);
    const quiet = squeezed(JSON.stringify(redactEnvironment(mergeResults([input], merging), [input]).result));
    for (const canary of canaries) expect(quiet.includes(squeezed(canary.text)), canary.text).toBe(false);
  });
});
