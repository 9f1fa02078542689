import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import type { MergedEnvironment } from '../../../../../electron/core/merge/environment-report.ts';
import { type CarriedFile, carriedName } from '../../../../../electron/core/pdf/attached-files.ts';
import { unpackAttached } from '../../../../../electron/core/pdf/attachment.ts';
import { Refusal } from '../../../../../electron/core/pdf/refusal.ts';
import { checkPages } from '../../../../../electron/core/verify/check-pages.ts';
import { readEnvironment } from '../../../../../electron/core/verify/signed-environment.ts';
import { openReport, verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import type { EnvironmentResult } from '../../../../../shared/environment/environment-result.ts';
import { type RefusedCode, refusedCodes } from '../../../../../shared/report/verify-codes.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import {
  environmentFile,
  mergedBy,
  mergeOf,
  olderReportOf,
  reportOf,
  trusting,
} from '../../../../support/environment-report.ts';
import { environmentResults, farmOf } from '../../../../support/environment-results.ts';
import { madeHere } from '../../../../support/signed-result.ts';

const results = environmentResults(farmOf(3, { fault: ({ port }) => (port === 1433 ? 'timeout' : null) }));
const known = trusting('support', ...results.slice(1).map(({ machine }) => machine.hostname));

const text = (part: CarriedFile): string => Buffer.from(unpackAttached(part)).toString();

/** The same part with other bytes. */
const holding = (part: CarriedFile, bytes: Uint8Array): CarriedFile => ({
  ...part,
  packed: deflateSync(bytes),
  size: bytes.length,
});

describe('an environment report', () => {
  let merged: MergedEnvironment;
  let file: Uint8Array;
  let last: RunResult;
  beforeAll(async () => {
    const [first, ...others] = results;
    if (first === undefined) throw new Error('there is no machine');
    last = others.at(-1) ?? first;
    const files: Record<string, Uint8Array> = {};
    for (const result of results.slice(0, -1))
      files[`${result.machine.hostname}.pdf`] = await reportOf(result);
    files['older.pdf'] = await olderReportOf(last);
    merged = await mergeOf(files, known);
    file = await environmentFile(merged);
  });

  it('is intact with the reports that it was merged from, and says how many of them prove themselves', async () => {
    const { outcome, attachment } = await openReport(file, known);
    expect(outcome).toMatchObject({
      outcome: 'trusted',
      code: 'KNOWN_SIGNER',
      report: null,
      environment: {
        id: mergedBy.id,
        verdict: 'fail',
        inputs: { listed: results.length, refused: 0, proven: results.length, known: results.length - 1 },
        redacted: false,
      },
      pages: 'not-checked',
      pagesReason: 'not-asked',
    });
    expect(outcome.environment?.failedCount).toBeGreaterThan(0);
    expect(Buffer.from(attachment ?? []).equals(canonicalJson(merged.result))).toBe(true);
    expect(merged.result.inputs.map(({ carriage }) => carriage).sort()).toEqual([
      ...Array.from({ length: results.length - 1 }, () => 'data'),
      'whole',
    ]);
  });

  it('has pages that are compared like those of any report', async () => {
    expect(await verifyReport(file, known, checkPages)).toMatchObject({
      code: 'KNOWN_SIGNER',
      pages: 'match',
    });
    expect((await verifyReport(file, known, async () => false)).code).toBe('PAGES');
  });

  /** What the verifier says of an environment report that somebody who holds a key has made of these parts. */
  const codeFor = async (changes: Partial<MergedEnvironment>): Promise<string> => {
    const outcome = await verifyReport(await environmentFile({ ...merged, ...changes }), known);
    if (outcome.outcome !== 'trusted') {
      expect(outcome).toMatchObject({ outcome: 'changed', environment: null, signer: { standing: 'known' } });
      expect(outcome.message).toBe(refusedCodes[outcome.code as RefusedCode].message);
    }
    return outcome.code;
  };

  const part = (name: string): CarriedFile => {
    const found = merged.carried.find((one) => carriedName(one) === name);
    if (found === undefined) throw new Error(`nothing is attached as ${name}`);
    return found;
  };
  const names = (): readonly string[] => merged.carried.map(carriedName);
  const withPart = (changed: CarriedFile): readonly CarriedFile[] =>
    merged.carried.map((one) => (carriedName(one) === carriedName(changed) ? changed : one));
  const dataPlaces = (): readonly number[] =>
    merged.result.inputs.flatMap(({ carriage }, index) => (carriage === 'data' ? [index] : []));
  const place = (at: number): number => dataPlaces()[at] ?? 0;
  const dataName = (at: number): string => carriedName({ input: place(at), kind: 'data' });
  const signatureName = (at: number): string => carriedName({ input: place(at), kind: 'signature' });
  const wholePart = (): CarriedFile => part(names().find((name) => name.endsWith('.pdf')) ?? '');

  it('is refused where a report was dropped from it', async () => {
    for (const name of names())
      expect(
        await codeFor({ carried: merged.carried.filter((one) => carriedName(one) !== name) }),
        name,
      ).toBe('INPUT_MISSING');
    expect(await codeFor({ carried: [] })).toBe('INPUT_MISSING');
  });

  it('is refused where a report was added to it', async () => {
    const next = merged.result.inputs.length;
    const added = { ...part(dataName(0)), input: next };
    expect(await codeFor({ carried: [...merged.carried, added] })).toBe('INPUT_ADDED');
    const beside = { ...part(dataName(0)), input: wholePart().input };
    const carried = merged.carried.flatMap((one) => (one === wholePart() ? [beside, one] : [one]));
    expect(await codeFor({ carried })).toBe('INPUT_ADDED');
  });

  it('is refused where two reports were swapped', async () => {
    const [one, other] = [place(0), place(1)];
    const swapped = merged.carried.map((each) => {
      const input = each.input === one ? other : one;
      const from = merged.carried.find((other) => other.input === input && other.kind === each.kind);
      return each.input === one || each.input === other ? { ...(from ?? each), input: each.input } : each;
    });
    expect(await codeFor({ carried: swapped })).toBe('INPUT_ORDER');
  });

  it('is refused where another genuine report lies in the place of one', async () => {
    const again: RunResult = { ...last, id: '7c0f3a52-6d1e-4b7a-9c44-0000000000aa' };
    expect(await codeFor({ carried: withPart(holding(wholePart(), await olderReportOf(again))) })).toBe(
      'INPUT_EXCHANGED',
    );
    // The same run, signed once more: another file.
    expect(await codeFor({ carried: withPart(holding(wholePart(), await olderReportOf(last))) })).toBe(
      'INPUT_EXCHANGED',
    );
    const other = await mergeOf({ 'other.pdf': await reportOf(again) }, known);
    const carried = other.carried.map((each) => ({ ...each, input: place(0) }));
    const replaced = merged.carried.map(
      (each) => carried.find(({ input, kind }) => input === each.input && kind === each.kind) ?? each,
    );
    expect(await codeFor({ carried: replaced })).toBe('INPUT_EXCHANGED');
  });

  it('is refused where it names another key than that of a report inside', async () => {
    const at = place(0);
    const inputs = merged.result.inputs.map((input, index) =>
      index === at ? { ...input, signer: { ...input.signer, fingerprint: 'ab'.repeat(32) } } : input,
    );
    expect(await codeFor({ result: { ...merged.result, inputs } })).toBe('INPUT_EXCHANGED');
  });

  it('is refused where a report inside is not as it was signed', async () => {
    const whole = wholePart();
    const resaved = Buffer.concat([unpackAttached(whole), Buffer.from('% seen by the boss\n')]);
    expect(await codeFor({ carried: withPart(holding(whole, resaved)) })).toBe('INPUT_CHANGED');
    const data = part(dataName(0));
    const better = Buffer.from(text(data).replace('"verdict":"fail"', '"verdict":"pass"'));
    expect(Buffer.from(text(data)).equals(better)).toBe(false);
    expect(await codeFor({ carried: withPart(holding(data, better)) })).toBe('INPUT_CHANGED');
    const wrong = holding(part(signatureName(0)), unpackAttached(part(signatureName(1))));
    expect(await codeFor({ carried: withPart(wrong) })).toBe('INPUT_CHANGED');
    const none = holding(part(signatureName(0)), Buffer.from('no signature'));
    expect(await codeFor({ carried: withPart(none) })).toBe('INPUT_CHANGED');
  });

  it('is refused where it says something else than merging these reports gives', async () => {
    const { result } = merged;
    const lies: readonly EnvironmentResult[] = [
      { ...result, verdict: 'pass' },
      { ...result, counts: { ...result.counts, fail: 0 } },
      { ...result, connections: result.connections.slice(1) },
      { ...result, connections: result.connections.map((one) => ({ ...one, verdict: 'pass' as const })) },
      { ...result, causes: [] },
      { ...result, inputs: result.inputs.map((input) => ({ ...input, remarks: [] })) },
    ];
    for (const lie of lies.slice(0, 5)) expect(await codeFor({ result: lie })).toBe('MERGE');
    // One of the reports is of an unknown key, which the remark says.
    expect(result.inputs.some(({ remarks }) => remarks.length > 0)).toBe(true);
    for (const lie of lies.slice(5)) expect(await codeFor({ result: lie })).toBe('MERGE');
  });

  it('is refused where data for which only the merger vouches gives something else', async () => {
    const whole = wholePart();
    const data = canonicalJson(madeHere(last));
    const at = whole.input;
    const vouched = (bytes: Uint8Array): readonly CarriedFile[] =>
      merged.carried.map((each) => (each === whole ? { ...holding(each, bytes), kind: 'data' } : each));
    const inputs = merged.result.inputs.map((input, index) =>
      index === at
        ? {
            ...input,
            carriage: 'vouched' as const,
            remarks: [...input.remarks, { kind: 'vouched-only' as const }],
          }
        : input,
    );
    const said = { ...merged.result, inputs };
    expect(await codeFor({ result: said, carried: vouched(data) })).toBe('KNOWN_SIGNER');
    const other = canonicalJson({ ...madeHere(last), finishedAt: '2026-11-22T10:59:59.000Z' });
    expect(await codeFor({ result: said, carried: vouched(other) })).toBe('MERGE');
    expect(await codeFor({ result: said, carried: vouched(Buffer.from('{}')) })).toBe('INPUT_CHANGED');
  });

  it('is refused where its data is not as this version writes it', async () => {
    const stranger = { ...merged.result, more: true } as EnvironmentResult;
    expect(await codeFor({ result: stranger })).toBe('RESULTS');
  });

  it('asks for a newer program where its schema is newer, and is nothing where it has none', () => {
    const codeOf = (changes: Record<string, unknown>): string => {
      const tool = { ...merged.result.tool, version: '9.9.9' };
      try {
        readEnvironment(canonicalJson({ ...merged.result, tool, ...changes }));
        return 'read';
      } catch (error) {
        return error instanceof Refusal ? error.code : String(error);
      }
    };
    expect(codeOf({})).toBe('read');
    expect(codeOf({ schema: 'netready.environment/2' })).toBe('SCHEMA');
    expect(codeOf({ verdict: 'splendid' })).toBe('SCHEMA');
    expect(codeOf({ schema: 'netready.run/1' })).toBe('NO_RESULT');
    expect(codeOf({ schema: undefined })).toBe('NO_RESULT');
  });

  it('of another version is not merged again, but each report inside must be in order', async () => {
    const result = { ...merged.result, tool: { ...merged.result.tool, version: '0.2.9' } };
    const other = await environmentFile({ ...merged, result });
    expect(await verifyReport(other, known, checkPages)).toMatchObject({
      outcome: 'trusted',
      environment: { madeWith: '0.2.9', inputs: { proven: results.length } },
      pages: 'not-checked',
      pagesReason: 'other-version',
    });
    const carried = merged.carried.slice(1);
    expect((await verifyReport(await environmentFile({ result, carried }), known)).code).toBe(
      'INPUT_MISSING',
    );
  });

  it('is what anybody who changes a byte of it breaks', async () => {
    const at = Buffer.from(file).indexOf('/Subtype /application#2Fpkcs7-signature');
    const changed = Uint8Array.from(file);
    changed[at + 400] = (changed[at + 400] ?? 0) ^ 1;
    expect((await verifyReport(changed, known)).code).toBe('DIGEST');
  });
});
