import { describe, expect, it } from 'vitest';
import type { TimestampRoute } from '../../../../shared/plan/timestamp-route.ts';
import { timeAnswer } from '../../../../shared/report/time-answer.ts';
import { timestampFailureText } from '../../../../shared/report/timestamp-words.ts';

const route: TimestampRoute = {
  authority: { host: 'tsa.test', port: 80, secure: false, path: '/' },
  proxy: null,
};
const claimed = 'The report says that its time is what this computer claims.';

describe('why there is no timestamp', () => {
  it('is one sentence with who was asked, what came of it and what follows', () => {
    expect(timestampFailureText({ code: 'unreachable', detail: 'ECONNREFUSED' }, route)).toBe(
      `No timestamp: tsa.test:80 could not be reached (ECONNREFUSED). ${claimed}`,
    );
    expect(timestampFailureText({ code: 'signature', detail: null }, route)).toBe(
      `No timestamp: tsa.test:80 answered with a timestamp whose signature does not fit. ${claimed}`,
    );
    const proxy = { host: 'proxy.test', port: 3128, secure: false };
    expect(timestampFailureText({ code: 'proxy', detail: 'HTTP 407' }, { ...route, proxy })).toBe(
      `No timestamp: tsa.test:80, asked through http://proxy.test:3128, could not be reached through the proxy (HTTP 407). ${claimed}`,
    );
  });
});

describe('whose word the time of a report is', () => {
  const confirmed = {
    time: '2026-11-22T10:00:09.000Z',
    authority: 'Example Time Authority',
    fingerprint: 'ab'.repeat(32),
    isKnown: true,
    claim: 'agrees',
  } as const;

  it('is said apart for a known authority, an unknown one and none', () => {
    expect(timeAnswer(confirmed)).toEqual({
      standing: 'known',
      text: 'signed by 2026-11-22 10:00:09 UTC, confirmed by Example Time Authority',
      note: null,
    });
    expect(timeAnswer({ ...confirmed, isKnown: false })).toMatchObject({
      standing: 'unknown',
      text: expect.stringContaining('not on your list'),
    });
    expect(timeAnswer(null)).toMatchObject({ standing: 'claimed', note: null });
  });

  it('comes with a word about a claimed time that does not fit', () => {
    expect(timeAnswer({ ...confirmed, claim: 'later' }).note).toContain('was wrong');
    expect(timeAnswer({ ...confirmed, claim: 'earlier' }).note).toContain('more than a day before');
  });
});
