import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { Refusal } from '../../../../../electron/core/pdf/refusal.ts';
import { checkPages } from '../../../../../electron/core/verify/check-pages.ts';
import { readResults } from '../../../../../electron/core/verify/signed-results.ts';
import { openReport } from '../../../../../electron/core/verify/verify-report.ts';
import { redactResult } from '../../../../../shared/redact/redact.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { waiveChecks } from '../../../../../shared/run/waive.ts';
import { richResult } from '../../../../support/rich-result.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';
import {
  cancelledResult,
  failedResult,
  farmResult,
  lifetimeResult,
  passedResult,
} from '../../../../support/sample-results.ts';
import { madeHere, signResult } from '../../../../support/signed-result.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const answer = (attachment: Uint8Array): string => {
  try {
    return readResults(attachment).maker;
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

const own = madeHere(failedResult());
const text = new TextDecoder().decode(canonicalJson(own));

/** The results in the form that this version writes, with a part replaced in the text. */
const replaced = (from: string, to: string): Uint8Array => {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`the results have no ${from}`);
  return bytesOf(changed);
};

/** The results in the form that this version writes, with some values changed. */
const changed = (changes: object): Uint8Array => canonicalJson({ ...own, ...changes });

const firstCheck = own.checks[0];
if (firstCheck === undefined) throw new Error('no checks');
const withFirst = (changes: object) =>
  changed({ checks: [{ ...firstCheck, ...changes }, ...own.checks.slice(1)] });

describe('results that this version has made', () => {
  it.each([
    ['passed', passedResult],
    ['failed', failedResult],
    ['cancelled', cancelledResult],
    ['a farm', farmResult],
    ['LifeTime', lifetimeResult],
    ['rich', richResult],
    ['rich, redacted', () => redactResult(richResult()).result],
    ['a farm, redacted', () => redactResult(farmResult()).result],
    ['waived', () => waiveChecks(failedResult(), [firstFailed()], 'Known and accepted.')],
  ] as const)('are read: %s', (_, make: () => RunResult) => {
    const result = madeHere(make());
    expect(readResults(canonicalJson(result))).toMatchObject({ maker: 'own', result });
  });
});

const firstFailed = (): string => failedResult().checks.find(({ verdict }) => verdict === 'fail')?.id ?? '';

/** What this version never writes, although the results claim that it did. */
const lies: readonly (readonly [string, Uint8Array])[] = [
  ['an unknown key', changed({ weather: 'fair' })],
  ['an unknown key in a check', withFirst({ weather: 'fair' })],
  ['an unknown key of the tool', changed({ tool: { ...own.tool, weather: 'fair' } })],
  ['a key called __proto__', replaced('{', '{"__proto__":{"verdict":"pass"},')],
  ['a key called __proto__ in a check', replaced('"checks":[{', '"checks":[{"__proto__":null,')],
  ['a key called __proto__ in the counts', replaced('"counts":{', '"counts":{"__proto__":{},')],
  ['a key called constructor', changed({ constructor: 'x' })],
  ['a key called toString', withFirst({ toString: 'x' })],
  ['a key twice', replaced('"verdict":', '"verdict":"pass","verdict":')],
  ['a key twice, once with an escape', replaced('"verdict":', '"verdic\\u0074":"pass","verdict":')],
  ['a missing key', changed({ contacted: undefined })],
  ['a missing answer of the profile', changed({ profile: { ...own.profile, overlays: undefined } })],
  ['another order of the keys', bytesOf(JSON.stringify(own))],
  ['indented text', bytesOf(JSON.stringify(JSON.parse(text), null, 2))],
  ['a line feed at the end', bytesOf(`${text}\n`)],
  ['a mark of the order of bytes', bytesOf(`\u{FEFF}${text}`)],
  ['a letter as an escape', replaced('"verdict"', '"\\u0076erdict"')],
  ['a text as a number', changed({ phase: 1 })],
  ['a number as a text', changed({ counts: { ...own.counts, pass: String(own.counts.pass) } })],
  ['a list as an object', changed({ contacted: {} })],
  ['null', changed({ machine: null })],
  ['an unknown verdict', withFirst({ verdict: 'splendid' })],
  ['a number beyond all', replaced('"durationMs":', '"durationMs":1e999,"x":')],
  ['a duration beyond all', bytesOf(text.replace(/"durationMs":[\d.]+/, '"durationMs":1e999'))],
  ['a negative zero', bytesOf(text.replace(/"durationMs":[\d.]+/, '"durationMs":-0'))],
  ['a number in another notation', bytesOf(text.replace(/"durationMs":[\d.]+/, '"durationMs":1E0'))],
  ['a negative duration', bytesOf(text.replace(/"durationMs":[\d.]+/, '"durationMs":-1'))],
  ['half a character', replaced('"hostname":"', '"hostname":"\\ud800')],
  ['half a character in a reason', withHalf()],
  ['another schema', changed({ schema: 'netready.run/2' })],
  ['another id', changed({ id: 'mine' })],
  ['a date that is none', changed({ finishedAt: '2026-02-30T10:00:00.000Z' })],
  ['a verdict that does not follow from the checks', changed({ verdict: 'pass' })],
  ['counts that do not', changed({ counts: { ...own.counts, pass: own.counts.pass + 1 } })],
  ['a count of failures that does not', changed({ counts: { ...own.counts, fail: 0 } })],
  [
    'a coverage that does not',
    changed({ coverage: own.coverage.map((entry) => ({ ...entry, verdict: 'pass' })) }),
  ],
  ['a coverage that lacks a requirement', changed({ coverage: own.coverage.slice(1) })],
  ['a coverage with one more', changed({ coverage: [...own.coverage, ...own.coverage.slice(0, 1)] })],
  ['a coverage in another order', changed({ coverage: [...own.coverage].reverse() })],
  [
    'a coverage by other checks',
    changed({ coverage: own.coverage.map((entry) => ({ ...entry, checks: [] })) }),
  ],
  [
    'a covered requirement with a reason why nothing was checked',
    changed({
      coverage: own.coverage.map((entry) =>
        entry.checks.length > 0 ? { ...entry, reason: 'Nothing to check.' } : entry,
      ),
    }),
  ],
  ['a verdict of a failed check', withFirst({ verdict: firstCheck.verdict === 'pass' ? 'fail' : 'pass' })],
  ['a waived check without a waiver', changed({ checks: waivedWithout() })],
  ['a waiver of a check that is not waived', withFirst({ waiver: { verdict: 'fail', reason: 'So it is.' } })],
  ['another phase than the profile', changed({ phase: otherPhase() })],
];

function withHalf(): Uint8Array {
  const changedText = text.replace(/("reason":"[^"]*)"/, '$1\\ud83d"');
  return bytesOf(changedText);
}

function waivedWithout(): RunResult['checks'] {
  const waived = waiveChecks(own, [firstFailed()], 'Known and accepted.');
  return waived.checks.map((check) => ({ ...check, waiver: null }));
}

function otherPhase(): RunResult['phase'] {
  return own.phase === 'before-install' ? 'after-install' : 'before-install';
}

describe('results that claim to be of this version', () => {
  it.each(lies)('are refused with %s', (_, attachment) => {
    expect(answer(attachment)).toBe('RESULTS');
  });

  it('are refused with more values than any report has, before they are read', () => {
    expect(answer(replaced('"contacted":[', `"contacted":[${'[],'.repeat(2_000_000)}`))).toBe('LIMIT');
    expect(answer(replaced('"contacted":[', `"contacted":[${'['.repeat(99_999)}`))).toBe('LIMIT');
  });

  it('are never called intact in a report of a known key, compared or not, and nothing is handed out', async () => {
    const signer = makeEcSigner();
    const [fingerprint, name] = [fingerprintOf(signer.certificates[0]), 'web01'];
    const trust = { ...emptyTrust, signers: [{ fingerprint, name, addedAt: '2026-11-22' }] };
    const bytes = await signResult(own, signer, { attachment: changed({ verdict: 'pass' }) });
    for (const checker of [undefined, checkPages]) {
      const { outcome, attachment } = await openReport(bytes, trust, { checkPages: checker });
      expect(outcome).toMatchObject({
        outcome: 'changed',
        code: 'RESULTS',
        report: null,
        pages: 'not-checked',
      });
      expect(outcome.signer).toEqual({ fingerprint, name, standing: 'known' });
      expect(outcome.message).not.toContain('intact');
      expect(attachment).toBeNull();
    }
  });
});

describe('results of another version', () => {
  const elsewhere = { ...own, tool: { ...own.tool, version: '99.0.0' } };
  const other = new TextDecoder().decode(canonicalJson(elsewhere));

  it('are read in either form, with fields that this version does not know', () => {
    expect(answer(bytesOf(other))).toBe('other-version');
    expect(answer(bytesOf(JSON.stringify({ ...elsewhere, weather: 'fair' })))).toBe('other-version');
    const catalogue = { ...own.tool.catalogue, sha256: '0'.repeat(64) };
    expect(answer(canonicalJson({ ...own, tool: { ...own.tool, catalogue } }))).toBe('other-catalogue');
  });

  it.each([
    ['a key twice', other.replace('"verdict":', '"verdict":"pass","verdict":')],
    ['another version in front', other.replace('"tool":', `"tool":${JSON.stringify(own.tool)},"tool":`)],
    ['a number beyond all', other.replace(/"durationMs":[\d.]+/, '"durationMs":1e999')],
    ['a negative zero', other.replace(/"durationMs":[\d.]+/, '"durationMs":-0')],
    ['half a character', other.replace('"hostname":"', '"hostname":"\\ud800')],
    ['a line feed', `${other}\n`],
  ])('are not read with %s, in which programs read different things', (_, changedText) => {
    expect(changedText).not.toBe(other);
    expect(answer(bytesOf(changedText))).toBe('NO_RESULT');
  });

  it('are not handed out unread either, where a newer program is needed to read them', async () => {
    const newer = other.replace('"netready.run/1"', '"netready.run/2"');
    expect(newer).not.toBe(other);
    expect(answer(bytesOf(newer))).toBe('SCHEMA');
    const twice = bytesOf(newer.replace('"verdict":', '"verdict":"pass","verdict":'));
    expect(answer(twice)).toBe('NO_RESULT');
    const signed = await signResult(own, makeEcSigner(), { attachment: twice });
    const { outcome, attachment } = await openReport(signed, emptyTrust);
    expect(outcome.code).toBe('NO_RESULT');
    expect(attachment).toBeNull();
  });

  it('are shown cut to a length that can be read', () => {
    const long = { ...elsewhere, machine: { ...elsewhere.machine, hostname: '\u{1F600}'.repeat(20_000) } };
    const { summary } = readResults(canonicalJson(long));
    expect(summary.host).toHaveLength(999);
    expect(summary.host).not.toMatch(/\p{Cs}/u);
    expect(summary.host.endsWith('…')).toBe(true);
    expect(summary.madeWith).toBe('99.0.0');
    const listed = (count: number): number | undefined => {
      const requirements = Array.from({ length: count }, (_, index) => `R${index}`);
      const checks = [{ ...firstCheck, verdict: 'fail', requirements }];
      return readResults(canonicalJson({ ...elsewhere, checks })).summary.failed[0]?.requirements.length;
    };
    expect([49, 50, 51].map(listed)).toEqual([49, 50, 50]);
    const sentence = { ...own.tool, version: '1.0.0. The pages match' };
    expect(readResults(canonicalJson({ ...own, tool: sentence })).summary.madeWith).toBeNull();
  });
});
