import { describe, expect, it } from 'vitest';
import { titleOf } from '../../../../renderer/app/page-title.ts';
import { emptyRun } from '../../../../renderer/wizard/run-progress.ts';
import { initialState, noOffers, type WizardState } from '../../../../renderer/wizard/wizard-state.ts';
import { fakeAbout } from '../../../support/fake-bridge.ts';

const start = initialState(fakeAbout, noOffers, 'A4');

/** The page of a run that is so far. */
const running = (done: number, total: number | null, failure: unknown = null): WizardState =>
  ({ ...start, step: 'run', run: { view: { ...emptyRun, done, total } }, failure }) as WizardState;

describe('the title of the window', () => {
  it('names the page', () => {
    expect(titleOf(start)).toBe('Start – Netready');
    expect(titleOf({ ...start, step: 'verify', from: 'start', item: null, evidence: null })).toBe(
      'Verify reports – Netready',
    );
  });

  it.each([
    [0, null, 'Run – Netready'],
    [0, 0, 'Run – Netready'],
    [0, 3, '0 % – Run – Netready'],
    [2, 3, '66 % – Run – Netready'],
    [3, 3, '100 % – Run – Netready'],
  ])('says how far a run is: %s of %s', (done, total, title) => {
    expect(titleOf(running(done, total))).toBe(title);
  });

  it('says it of checks that are run again too, and of no run that gave no result', () => {
    const rerun = { view: { ...emptyRun, done: 1, total: 4 } };
    expect(titleOf({ ...start, step: 'results', rerun } as WizardState)).toBe('25 % – Results – Netready');
    expect(titleOf(running(1, 4, { code: 'internal' }))).toBe('Run – Netready');
  });
});
