import { describe, expect, it } from 'vitest';
import { closedReport, type OpenedReport } from '../../../../../electron/core/verify/opened-report.ts';
import { resultOfReport } from '../../../../../electron/core/verify/result-of-report.ts';
import { verifyOutcome } from '../../../../../shared/report/verify-outcome.ts';
import { failedResult } from '../../../../support/sample-results.ts';

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** A report that is intact, with this inside. */
const intactWith = (value: unknown): OpenedReport => ({
  ...closedReport(verifyOutcome('UNKNOWN_SIGNER')),
  attachment: bytesOf(value),
});

describe('the result of a verified report', () => {
  it('is what lies in it', () => {
    const result = failedResult();
    expect(resultOfReport(intactWith(result))).toEqual({ kind: 'result', result });
  });

  it('is the same where whoever verified it has read it with the same schema', () => {
    const report = intactWith(failedResult());
    expect(resultOfReport({ ...report, isOwn: true })).toEqual(resultOfReport(report));
  });

  it('is none that says more than its checks come to', () => {
    const report = intactWith({ ...failedResult(), verdict: 'pass' });
    expect(resultOfReport(report)).toEqual({ kind: 'other-version', madeWith: null });
  });

  it('is none that has another form', () => {
    const report = intactWith({ ...failedResult(), surprise: 1 });
    expect(resultOfReport(report)).toEqual({ kind: 'other-version', madeWith: null });
  });

  it('is none of a report that was refused, whatever lies in the file', () => {
    const report = { ...intactWith(failedResult()), outcome: verifyOutcome('PAGES') };
    expect(resultOfReport(report)).toEqual({ kind: 'refused' });
    expect(resultOfReport(closedReport(verifyOutcome('UNKNOWN_SIGNER')))).toEqual({ kind: 'refused' });
  });
});
