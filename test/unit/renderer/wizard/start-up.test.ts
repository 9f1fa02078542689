import { describe, expect, it } from 'vitest';
import { emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import { reduce } from '../../../../renderer/wizard/reducer.ts';
import { readAnswers, sessionOf } from '../../../../renderer/wizard/session.ts';
import { startUp } from '../../../../renderer/wizard/start-up.ts';
import { initialState, noOffers } from '../../../../renderer/wizard/wizard-state.ts';
import type { Session } from '../../../../shared/contract/session.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import { emptyResult, fakeAbout, fakeBridge } from '../../../support/fake-bridge.ts';
import { noSession } from '../../../support/fake-handlers.ts';

const runId = '00000000-0000-4000-8000-000000000001';
const result = emptyResult(profileSchema.parse({ schemaVersion: 1 }), fakeAbout.machine, runId);
const answers = { ...emptyAnswers, roles: ['controller' as const], controllerHost: 'half-filled-' };
const session: Session = {
  schemaVersion: 1,
  step: 'results',
  answers: JSON.stringify(answers),
  lastRun: runId,
};

describe('the start', () => {
  it('of a new installation has nothing to go on with', async () => {
    expect(await startUp(fakeBridge(), 'A4', null)).toEqual({
      ok: true,
      value: {
        state: initialState(fakeAbout, noOffers, 'A4'),
        base: { revision: null, session: null },
        adopted: null,
      },
    });
  });

  it('brings the last session back, half-filled fields included', async () => {
    const reply = await startUp(fakeBridge({ session, runs: [result] }), 'A4', null);
    expect(reply).toMatchObject({
      ok: true,
      value: { state: { earlier: { step: 'results', answers, result }, earlierProblem: null } },
    });
  });

  it.each([
    ['no JSON', '{"roles":'],
    ['other keys', JSON.stringify({ ...answers, injected: true })],
    [
      'a value that no field can correct',
      JSON.stringify({ ...answers, kept: { ...answers.kept, runBudgetMs: -5 } }),
    ],
  ])('leaves damaged answers aside and says so: %s', async (_, text) => {
    const reply = await startUp(fakeBridge({ session: { ...session, answers: text } }), 'A4', null);
    expect(reply).toMatchObject({ ok: true, value: { state: { earlier: null, step: 'start' } } });
    expect(reply.ok && reply.value.state.earlierProblem).toContain('damaged');
  });

  it('says that the run is gone, and keeps the answers', async () => {
    const reply = await startUp(fakeBridge({ session }), 'A4', null);
    expect(reply).toMatchObject({ ok: true, value: { state: { earlier: { answers, result: null } } } });
    expect(reply.ok && reply.value.state.earlierProblem).toContain('This run is not kept here.');
  });

  it('passes on what the host says about a damaged session file', async () => {
    const bridge = fakeBridge(
      {},
      { 'session.load': async () => ({ ...noSession, problem: 'The file is damaged.' }) },
    );
    expect(await startUp(bridge, 'A4', null)).toMatchObject({
      ok: true,
      value: { state: { earlierProblem: 'The file is damaged.' } },
    });
  });

  it('goes on without a session that cannot be read, but not without a host', async () => {
    const broken = async (): Promise<never> => {
      throw new AppError('file-unreadable', 'The session cannot be read.');
    };
    const noSession = fakeBridge({}, { 'session.load': broken });
    expect(await startUp(noSession, 'A4', null)).toMatchObject({
      ok: true,
      value: { state: { earlierProblem: 'The session cannot be read.' } },
    });
    expect(await startUp(fakeBridge({}, { 'app.describe': broken }), 'A4', null)).toMatchObject({
      ok: false,
      error: { code: 'file-unreadable' },
    });
  });
});

describe('what is kept', () => {
  const start = initialState(fakeAbout, noOffers, 'A4');

  it('is nothing until something was answered, so that the earlier session stays', () => {
    expect(sessionOf(start)).toBeNull();
    expect(sessionOf(reduce(start, { kind: 'begun' }))).toBeNull();
  });

  it('is the step, the answers as typed and the last run, and can be read again', () => {
    const state = [
      { kind: 'begun' },
      { kind: 'answered', change: { controllerHost: 'not yet a ho st' } },
      { kind: 'desk-opened', page: 'verify', item: null, evidence: null },
    ] as const;
    const kept = sessionOf(state.reduce(reduce, start));
    expect(kept).toMatchObject({ schemaVersion: 1, step: 'machine', lastRun: null });
    expect(readAnswers(kept?.answers ?? '')).toMatchObject({ controllerHost: 'not yet a ho st' });
  });
});
