import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../shared/probe/fact.ts';
import { fitResult } from '../../../../shared/run/fit-result.ts';
import { type RunResult, runResultSchema } from '../../../../shared/run/result.ts';
import { farmRun, ids } from './farm-run.ts';

const leanWeb = {
  kind: 'http',
  outcome: 'open',
  startedAt: '2026-11-22T10:00:00.000Z',
  durationMs: 1,
  remoteAddress: '10.0.0.9',
  remotePort: 80,
  host: 'web.example.local',
  hostHeader: null,
  path: '/',
} as const;

/** An answer of which a server said so much about itself. */
const web = (length: number, letter = 'x'): Fact => ({
  ...leanWeb,
  status: 200,
  server: letter.repeat(length),
});

/** A farm's result of which each check has these facts, and sentences of a length. */
function resultWith(facts: Readonly<Record<string, readonly Fact[]>>, sentence?: string): RunResult {
  const result = farmRun({ first: 'timeout' });
  return {
    ...result,
    checks: result.checks.map((check) => ({
      ...check,
      ...(sentence === undefined
        ? {}
        : { reason: sentence, remedy: check.remedy === null ? null : sentence }),
      facts: [...(facts[check.id] ?? [])],
    })),
  };
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const factsOf = ({ checks }: RunResult, id: string) => checks.find((check) => check.id === id)?.facts;

describe('a result that fits', () => {
  it('is left as it is, to the last byte', () => {
    const result = resultWith({ [ids.first]: [web(100)] });
    const exact = bytesOf(result);
    for (const max of [exact + 100, undefined]) expect(fitResult(result, max)).toBe(result);
    expect(fitResult(result, exact - 100)).not.toBe(result);
  });
});

/** How much room `fitResult` counts for a result: a comma behind each check, also behind the last one. */
const roomOf = (result: RunResult): number => bytesOf(result) + 1;

describe('a result that is too large', () => {
  it('is so by one byte, and not before', () => {
    const result = resultWith({ [ids.first]: [web(100)] });
    expect(fitResult(result, roomOf(result))).toBe(result);
    expect(fitResult(result, roomOf(result) - 1)).not.toBe(result);
  });

  it('loses no more than is asked for, to the byte', () => {
    const result = resultWith({ [ids.first]: [web(200)], [ids.second]: [web(190)] });
    const saved = bytesOf(web(200)) - bytesOf(leanWeb);
    expect(factsOf(fitResult(result, roomOf(result) - saved), ids.second)).toEqual([web(190)]);
    expect(factsOf(fitResult(result, roomOf(result) - saved - 1), ids.second)).toEqual([leanWeb]);
  });

  it('loses details of its largest facts first, and no verdict', () => {
    const result = resultWith({ [ids.first]: [web(200), web(10)], [ids.second]: [web(190)] });
    const fitted = fitResult(result, bytesOf(result) - 50);
    expect(factsOf(fitted, ids.first)).toEqual([leanWeb, web(10)]);
    expect(factsOf(fitted, ids.second)).toEqual([web(190)]);
    expect(fitted.shortened).toBe(1);
    expect({ ...fitted, checks: [], shortened: 0 }).toEqual({ ...result, checks: [], shortened: 0 });
    expect(fitted.checks.map(({ facts: _facts, ...rest }) => rest)).toEqual(
      result.checks.map(({ facts: _facts, ...rest }) => rest),
    );
    expect(runResultSchema.safeParse(fitted).success).toBe(true);
  });

  it('counts a fact that several checks share as often as it stands there', () => {
    const shared = web(120);
    const result = resultWith({
      [ids.first]: [web(200), shared],
      [ids.second]: [shared],
      [ids.controller]: [shared],
    });
    const fitted = fitResult(result, bytesOf(result) - 150);
    expect([ids.first, ids.second, ids.controller].map((id) => factsOf(fitted, id)?.at(-1))).toEqual([
      leanWeb,
      leanWeb,
      leanWeb,
    ]);
    expect(factsOf(fitted, ids.first)?.[0]).toEqual(web(200));
    expect(fitted.shortened).toBe(3);
  });

  it('keeps four facts of each check where details are not enough', () => {
    const many = Array.from({ length: 40 }, () => web(20));
    const result = resultWith({ [ids.first]: many, [ids.second]: [web(20)] });
    const max = bytesOf(resultWith({})) + 3000;
    const fitted = fitResult(result, max);
    expect(factsOf(fitted, ids.first)).toEqual(Array(4).fill(leanWeb));
    expect(factsOf(fitted, ids.second)).toEqual([leanWeb]);
    expect(fitted.shortened).toBe(2);
    expect(bytesOf(fitted)).toBeLessThanOrEqual(max);
  });

  it('keeps no facts and the beginning of its sentences where nothing else is enough', () => {
    const result = resultWith({ [ids.first]: [web(200)] }, 'word '.repeat(200));
    const fitted = fitResult(result, 100);
    for (const check of fitted.checks) {
      expect(check.facts).toEqual([]);
      expect([check.reason.length, check.reason.at(-1)]).toEqual([300, '…']);
    }
    expect(fitted.checks.map(({ remedy }) => remedy?.length ?? null)).toEqual(
      result.checks.map(({ remedy }) => (remedy === null ? null : 300)),
    );
    expect(fitted.checks.some(({ remedy }) => remedy !== null)).toBe(true);
    expect(fitted.checks.map(({ verdict }) => verdict)).toEqual(result.checks.map(({ verdict }) => verdict));
    expect(fitted.shortened).toBe(result.checks.length);
  });

  it('fits also where its texts take several bytes a letter', () => {
    const result = resultWith({ [ids.first]: [web(200, 'я'), web(200, '字')] });
    const max = bytesOf(resultWith({ [ids.first]: [web(200), web(200)] })) + 100;
    const fitted = fitResult(result, max);
    expect(bytesOf(fitted)).toBeLessThanOrEqual(max);
    expect(fitted.shortened).toBe(1);
  });
});
