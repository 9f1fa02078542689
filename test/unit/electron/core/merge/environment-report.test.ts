import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { fitted, mergeEnvironment } from '../../../../../electron/core/merge/environment-report.ts';
import type { PreparedInput } from '../../../../../electron/core/merge/take-in.ts';
import { carriedName } from '../../../../../electron/core/pdf/attached-files.ts';
import { unpackAttached } from '../../../../../electron/core/pdf/attachment.ts';
import { openReport } from '../../../../../electron/core/verify/verify-report.ts';
import { redactResult } from '../../../../../shared/redact/redact.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import { isEqual } from '../../../../../shared/run/is-equal.ts';
import {
  environmentFile,
  mergedBy,
  mergeOf,
  olderReportOf,
  reportOf,
  signerOf,
  trayOf,
  trusting,
} from '../../../../support/environment-report.ts';
import { environmentResults, farmOf } from '../../../../support/environment-results.ts';
import { inputOf } from '../../../../support/merged-environments.ts';
import { namesIn } from '../../../../support/names-in.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';

const results = environmentResults(farmOf(2));
const [ctrl, fe1, fe2] = results;
if (ctrl === undefined || fe1 === undefined || fe2 === undefined) throw new Error('there is no machine');
const known = trusting('ctrl', 'fe1', 'fe2', 'support');

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('files that are merged', () => {
  const files: Record<string, Uint8Array> = {};
  beforeAll(async () => {
    for (const result of results) files[`${result.machine.hostname}.pdf`] = await reportOf(result);
  });
  const given = (name: string): Uint8Array => files[name] ?? new Uint8Array();

  it('travel as data and signature, byte for byte what was signed', async () => {
    const { result, carried } = await mergeOf(files, known);
    expect(result.inputs).toMatchObject(
      result.inputs.map(({ file }) => ({
        fileSha256: sha256(given(file ?? '')),
        carriage: 'data',
        pages: 'not-checked',
        signer: { isKnown: true },
      })),
    );
    for (const [index, { file }] of result.inputs.entries()) {
      const { attachment, signature } = await openReport(given(file ?? ''), known);
      const [data, value] = carried.filter(({ input }) => input === index);
      expect(data === undefined ? null : Buffer.from(unpackAttached(data))).toEqual(
        Buffer.from(attachment ?? []),
      );
      expect(value === undefined ? null : Buffer.from(unpackAttached(value))).toEqual(
        Buffer.from(signature ?? []),
      );
    }
  });

  it('count once where they have the same content, whatever they are called', async () => {
    const { inputs, same } = await trayOf({ ...files, 'copy.pdf': given('fe1.pdf') }, known);
    expect(inputs).toHaveLength(3);
    expect(same).toEqual([{ name: 'copy.pdf', as: 'fe1.pdf' }]);
  });

  it('are only named where they are not intact, and nothing is drawn from them', async () => {
    const spoilt = Uint8Array.from(given('fe2.pdf'));
    spoilt[spoilt.length >> 1] = (spoilt[spoilt.length >> 1] ?? 0) ^ 1;
    const tray = await trayOf(
      { 'ctrl.pdf': given('ctrl.pdf'), 'spoilt.pdf': spoilt, 'note.pdf': Buffer.from('x') },
      known,
    );
    expect(tray.inputs).toHaveLength(1);
    expect(tray.refused.map(({ refused }) => [refused.file, refused.code])).toEqual([
      ['spoilt.pdf', expect.stringMatching(/^[A-Z_]+$/)],
      ['note.pdf', 'NOT_PDF'],
    ]);
    const { result } = mergeEnvironment(tray.inputs, tray.refused, mergedBy, false);
    const named = Object.fromEntries(result.refused.map(({ file, fileSha256 }) => [file, fileSha256]));
    expect(named).toEqual({ 'note.pdf': sha256(Buffer.from('x')), 'spoilt.pdf': sha256(spoilt) });
    expect(namesIn(JSON.stringify(result.inputs), ['fe2'])).toEqual([]);
  });

  it('are marked where nobody knows their signer', async () => {
    const { result } = await mergeOf(files, trusting('ctrl', 'fe1'));
    const unknown = result.inputs.filter(({ signer }) => !signer.isKnown);
    expect(unknown).toMatchObject([
      { hostname: 'fe2', signer: { name: null }, remarks: [{ kind: 'unknown-signer' }] },
    ]);
  });

  it('are refused with another key than the known one of their machine, unless it is confirmed', async () => {
    const stranger = makeEcSigner('Netready on fe1');
    const forged = { ...files, 'fe1.pdf': await reportOf(fe1, stranger) };
    const tray = await trayOf(forged, known);
    expect(tray.inputs).toHaveLength(2);
    expect(tray.refused).toMatchObject([{ refused: { file: 'fe1.pdf', code: 'KEY_CHANGED' } }]);
    expect(tray.refused[0]?.message).toContain('Ask the administrator of fe1');
    const [, own] = /with the key ([0-9a-f ]+),/.exec(tray.refused[0]?.message ?? '') ?? [];
    const confirmed = new Set([(own ?? '').replaceAll(' ', '')]);
    expect((await trayOf(forged, known, confirmed)).refused).toEqual([]);
    expect((await trayOf(forged, emptyTrust)).refused).toEqual([]);
  });

  it('travel whole from before, when signatures said nothing of data', async () => {
    const older = await olderReportOf(fe2);
    const { result, carried } = await mergeOf({ 'ctrl.pdf': given('ctrl.pdf'), 'older.pdf': older }, known);
    const at = result.inputs.findIndex(({ hostname }) => hostname === 'fe2');
    expect(result.inputs[at]?.carriage).toBe('whole');
    const [whole] = carried.filter(({ input }) => input === at);
    expect(whole === undefined ? '' : carriedName(whole)).toMatch(/\.pdf$/);
    expect(whole === undefined ? null : Buffer.from(unpackAttached(whole)).equals(older)).toBe(true);
  });

  it('are taken apart where they lie in an environment report, to the same result', async () => {
    const older = await olderReportOf(fe2);
    const all = { 'ctrl.pdf': given('ctrl.pdf'), 'fe1.pdf': given('fe1.pdf'), 'older.pdf': older };
    const first = await mergeOf(all, known);
    const environment = await environmentFile(first);
    const again = await mergeOf({ 'environment.pdf': environment }, known);
    expect(again.result).toEqual(first.result);
    const both = await mergeOf({ ...all, 'environment.pdf': environment }, known);
    expect(isEqual(both.result, first.result)).toBe(true);
    expect(
      again.carried.map((part) => [carriedName(part), Buffer.from(unpackAttached(part)).toString('hex')]),
    ).toEqual(
      first.carried.map((part) => [carriedName(part), Buffer.from(unpackAttached(part)).toString('hex')]),
    );
  });

  it('keep what was refused before when an environment report is taken apart', async () => {
    const first = await mergeOf({ 'ctrl.pdf': given('ctrl.pdf'), 'note.pdf': Buffer.from('x') }, known);
    const tray = await trayOf({ 'environment.pdf': await environmentFile(first) }, known);
    expect(tray.refused.map(({ refused }) => refused)).toEqual(first.result.refused);
  });

  it('are judged by this trust file when taken apart, whoever knew their keys before', async () => {
    const first = await mergeOf(files, known);
    const again = await mergeOf(
      { 'environment.pdf': await environmentFile(first) },
      trusting('support', 'ctrl'),
    );
    expect(
      again.result.inputs.filter(({ signer }) => signer.isKnown).map(({ hostname }) => hostname),
    ).toEqual(['ctrl']);
  });

  it('may be redacted at the merge: then nothing of them travels, and no name stands in the result', async () => {
    const { inputs, refused } = await trayOf(files, known);
    const { result, carried, aliases } = mergeEnvironment(inputs, refused, mergedBy, true);
    expect(carried).toEqual([]);
    expect(result.redacted).toBe(true);
    const names = ['"ctrl"', 'ctrl.', 'fe1', 'fe2', 'example.local', '10.1.'];
    expect(namesIn(JSON.stringify(result), names)).toEqual([]);
    expect(Buffer.from(aliases ?? []).toString()).toContain('fe1');
    expect(result.inputs.map(({ fileSha256 }) => fileSha256).sort()).toEqual(
      Object.values(files).map(sha256).sort(),
    );
    const file = await environmentFile({ result, carried });
    expect((await openReport(file, known)).outcome).toMatchObject({
      code: 'KNOWN_SIGNER',
      environment: { redacted: true, inputs: { listed: 3, proven: 0 } },
    });
    const tray = await trayOf({ 'redacted.pdf': file }, known);
    expect(tray.refused).toMatchObject([{ refused: { code: 'REDACTED_MERGE' } }]);
  });

  it('cannot be redacted at the merge where one was redacted before', async () => {
    const { result } = redactResult(fe2);
    const { inputs } = await trayOf(
      { 'ctrl.pdf': given('ctrl.pdf'), 'redacted.pdf': await reportOf(result, signerOf('unnamed')) },
      known,
    );
    expect(() => mergeEnvironment(inputs, [], mergedBy, true)).toThrow(
      expect.objectContaining({ code: 'input-invalid' }),
    );
  });

  it('are refused where there is none', () => {
    expect(() => mergeEnvironment([], [], mergedBy, false)).toThrow(
      expect.objectContaining({ code: 'input-invalid' }),
    );
  });
});

describe('the room in an environment report', () => {
  const prepared = (carriage: 'data' | 'whole', bytes: number, dataBytes: number): PreparedInput => {
    const data = { kind: 'data' as const, packed: new Uint8Array(dataBytes), size: dataBytes };
    const whole = { kind: 'whole' as const, packed: new Uint8Array(bytes), size: bytes };
    return { input: inputOf(fe1, { carriage }), parts: carriage === 'whole' ? [whole] : [data], data };
  };
  const carriages = (inputs: readonly PreparedInput[], most: number): readonly string[] =>
    fitted(inputs, most).map(({ input, parts }) => `${input.carriage} ${parts[0]?.packed.length}`);

  it('leaves whole files as they are while there is enough', () => {
    expect(carriages([prepared('whole', 60, 10), prepared('data', 0, 40)], 100)).toEqual([
      'whole 60',
      'data 40',
    ]);
  });

  it('goes to the data alone of the largest whole files, for which only the merger vouches then', () => {
    const inputs = [prepared('whole', 50, 10), prepared('whole', 60, 10), prepared('data', 0, 20)];
    expect(carriages(inputs, 100)).toEqual(['whole 50', 'vouched 10', 'data 20']);
    expect(carriages(inputs, 50)).toEqual(['vouched 10', 'vouched 10', 'data 20']);
  });

  it('is too small where even the data has none', () => {
    expect(() => fitted([prepared('data', 0, 3 * 1024 * 1024)], 2 * 1024 * 1024)).toThrow(
      'The data of 1 report takes 3 MiB; an environment report has room for 2 MiB. Merge fewer reports at a time.',
    );
  });

  it('is made of packed parts that unpack to what they were', () => {
    const bytes = Buffer.from('{}');
    expect(unpackAttached({ packed: deflateSync(bytes), size: 2 }).toString()).toBe('{}');
  });
});
