import { describe, expect, it } from 'vitest';
import type { DeskPage } from '../../../../renderer/desk/desk-page.ts';
import { type Answers, emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import { emptyDatabase } from '../../../../renderer/wizard/codecs.ts';
import { furthestStep, railSteps } from '../../../../renderer/wizard/flow.ts';
import type { Place } from '../../../../renderer/wizard/place.ts';
import {
  isBusy,
  isPlanStale,
  isResultStale,
  profileToRelabel,
  reduce,
} from '../../../../renderer/wizard/reducer.ts';
import type { RunElsewhere } from '../../../../renderer/wizard/steps/props.ts';
import type { OtherVersion } from '../../../../renderer/wizard/versions.ts';
import {
  type Earlier,
  initialState,
  noOffers,
  type WizardEvent,
  type WizardState,
} from '../../../../renderer/wizard/wizard-state.ts';
import type { Failure } from '../../../../shared/contract/reply.ts';
import { decidingKey } from '../../../../shared/profile/labels.ts';
import { defaultProfile, type Profile, profileSchema } from '../../../../shared/profile/profile.ts';
import type { EnvironmentSummary } from '../../../../shared/report/verify-outcome.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { emptyResult, fakeAbout } from '../../../support/fake-bridge.ts';

const start = initialState(fakeAbout, noOffers, 'A4');
const failure: Failure = { code: 'busy', title: 'A run is going on', description: 'Busy.', hint: 'Wait.' };
const runId = '00000000-0000-4000-8000-000000000001';

const play = (state: WizardState, ...events: readonly WizardEvent[]): WizardState =>
  events.reduce(reduce, state);

const roles: WizardEvent = { kind: 'answered', change: { roles: ['front-end'] } };
const environment: WizardEvent = {
  kind: 'answered',
  change: { controllerHost: 'ctrl', databases: [{ ...emptyDatabase('platform'), host: 'sql1' }] },
};
const submitted: WizardEvent = { kind: 'submitted' };
const back: WizardEvent = { kind: 'went-back' };
const opened = (page: DeskPage, item: string | null = null, evidence: string | null = null): WizardEvent => ({
  kind: 'desk-opened',
  page,
  item,
  evidence,
});
const verifyOpened = opened('verify');
const toReview: readonly WizardEvent[] = [
  { kind: 'begun' },
  roles,
  submitted,
  environment,
  submitted,
  submitted,
];
const review = play(start, ...toReview);

const profileOf = (change: Partial<Profile> = {}): Profile =>
  profileSchema.parse({
    schemaVersion: 1,
    machine: { roles: ['front-end'] },
    controller: { host: 'ctrl' },
    frontEnds: [{ host: 'osfe01' }],
    databases: [{ purpose: 'platform', host: 'sql1' }],
    ...change,
  });

const result: RunResult = emptyResult(profileOf(), fakeAbout.machine, runId);
const runStarted: WizardEvent = { kind: 'run-started', only: null, at: 1000 };
const runs = play(review, runStarted);
const results = play(runs, { kind: 'run-answered', call: runs.calls, reply: { ok: true, value: result } });

describe('a way from a sentence to a question', () => {
  it('opens its step at the question, once', () => {
    const asked = play(results, { kind: 'question-opened', question: 'proxyMode' });
    expect(asked).toMatchObject({ step: 'environment', at: 'proxyMode' });
    const elsewhere = play(asked, { kind: 'opened', step: 'machine' });
    expect(elsewhere).toMatchObject({ step: 'machine', at: null });
    expect(play(elsewhere, { kind: 'opened', step: 'environment' })).toMatchObject({ at: null });
  });

  it('stays closed while something runs, and before its step is open', () => {
    const rerun = play(results, { kind: 'run-started', only: ['out-ctrl'], at: 2000 });
    expect(play(rerun, { kind: 'question-opened', question: 'proxyMode' })).toBe(rerun);
    const machine = play(start, { kind: 'begun' });
    expect(play(machine, { kind: 'question-opened', question: 'oneProvider' })).toBe(machine);
  });
});

describe('the cards that are open', () => {
  const opened = play(results, { kind: 'cards-opened', cards: ['cause 1', 'out-ctrl'] });

  it('stay open on the way to the report and back, and when some checks are run again', () => {
    expect(play(opened, submitted, back)).toMatchObject({
      step: 'results',
      openCards: ['cause 1', 'out-ctrl'],
    });
    const rerun = play(opened, { kind: 'run-started', only: ['out-ctrl'], at: 2000 });
    const again = play(rerun, {
      kind: 'run-answered',
      call: rerun.calls,
      reply: { ok: true, value: result },
    });
    expect(again).toMatchObject({ step: 'results', rerun: null, openCards: ['cause 1', 'out-ctrl'] });
  });

  it('are those of the entry of the history that is gone to', () => {
    const place: Place = {
      step: 'results',
      evidence: null,
      item: null,
      openCards: ['cause 2'],
      isFresh: false,
      aside: null,
    };
    expect(play(results, { kind: 'popped', place })).toMatchObject({ openCards: ['cause 2'] });
    expect(play(opened, { kind: 'popped', place: { ...place, openCards: null } })).toMatchObject({
      openCards: null,
    });
  });

  it('are forgotten with their run, and unknown elsewhere', () => {
    expect(play(opened, runStarted)).toMatchObject({ step: 'run', openCards: null });
    expect(play(opened, { kind: 'run-opened', result, brokenOff: false }).openCards).toBeNull();
    expect(play(opened, { kind: 'begun' }).openCards).toBeNull();
    expect(play(review, { kind: 'cards-opened', cards: ['cause 1'] })).toBe(review);
  });
});

describe('the paper of the report', () => {
  it('is the usual one until another is chosen, and then stays', () => {
    const report = play(results, submitted);
    expect(report).toMatchObject({ step: 'report', pageSize: 'A4' });
    const chosen = play(report, { kind: 'page-size-chosen', pageSize: 'LETTER' });
    expect(chosen).toMatchObject({ pageSize: 'LETTER', preview: { kind: 'loading' } });
    expect(play(chosen, back, submitted)).toMatchObject({ step: 'report', pageSize: 'LETTER' });
    expect(play(results, { kind: 'page-size-chosen', pageSize: 'LETTER' })).toBe(results);
  });
});

describe('going through the questions', () => {
  it('opens one step after the other and ends at the review', () => {
    const steps = toReview.map((_, index) => play(start, ...toReview.slice(0, index + 1)).step);
    expect(steps).toEqual(['machine', 'machine', 'environment', 'environment', 'scope', 'review']);
  });

  it('stays where an answer is wrong, and counts the attempts', () => {
    const stuck = play(start, { kind: 'begun' }, submitted, submitted);
    expect(stuck).toMatchObject({ step: 'machine', attempts: 2, reached: 'machine' });
  });

  it('keeps the answers when it goes back, and the steps that were reached stay open', () => {
    const state = play(review, back, back, back);
    expect(state).toMatchObject({ step: 'machine', answers: { controllerHost: 'ctrl' } });
    expect(play(state, { kind: 'opened', step: 'review' }).step).toBe('review');
  });

  it('does not open a step that was not reached, nor one behind a wrong answer', () => {
    const machine = play(start, { kind: 'begun' }, roles);
    expect(play(machine, { kind: 'opened', step: 'environment' })).toBe(machine);
    const wrong = play(
      review,
      { kind: 'opened', step: 'environment' },
      { kind: 'answered', change: { controllerHost: '' } },
    );
    expect(play(wrong, { kind: 'opened', step: 'review' })).toBe(wrong);
    expect(play(wrong, { kind: 'opened', step: 'machine' }).step).toBe('machine');
  });

  it('asks again for what another role needs', () => {
    const state = play(
      review,
      { kind: 'opened', step: 'machine' },
      { kind: 'answered', change: { roles: ['front-end', 'lifetime'] } },
    );
    expect(furthestStep(state)).toBe('review');
    const workstation = play(
      start,
      { kind: 'begun' },
      { kind: 'answered', change: { roles: ['end-user'] } },
      submitted,
      submitted,
      submitted,
    );
    expect(workstation.step).toBe('review');
    const server = play(workstation, { kind: 'opened', step: 'machine' }, roles, submitted);
    expect(server.step).toBe('environment');
    expect(play(server, { kind: 'opened', step: 'review' }).step).toBe('environment');
  });

  it('fills this machine in where its roles put it, and takes it out again', () => {
    const controller = play(
      start,
      { kind: 'begun' },
      { kind: 'answered', change: { roles: ['controller', 'front-end'] } },
      submitted,
    );
    expect(controller.answers).toMatchObject({ controllerHost: 'osfe01', frontEnds: 'osfe01' });
    const frontEnd = play(controller, back, roles, submitted);
    expect(frontEnd.answers).toMatchObject({ controllerHost: '', frontEnds: 'osfe01' });
  });

  it('never writes over a server that was named', () => {
    const named = play(
      start,
      { kind: 'begun' },
      { kind: 'answered', change: { roles: ['controller'], controllerHost: 'alias.example.local' } },
      submitted,
    );
    expect(named.answers.controllerHost).toBe('alias.example.local');
  });

  it('begins anew with empty answers, no plan and no result', () => {
    const anew = play(results, { kind: 'opened', step: 'start' }, { kind: 'begun' });
    expect(anew).toMatchObject({
      step: 'machine',
      answers: emptyAnswers,
      plan: null,
      result: null,
      reached: 'machine',
    });
  });
});

describe('an opened file', () => {
  const reading = play(start, { kind: 'file-chosen', name: 'production.json' });
  const read = (profile: Profile): WizardState =>
    play(reading, { kind: 'file-read', reply: { ok: true, value: { profile, notes: ['A note.'] } } });

  it('brings its answers and notes to the first question', () => {
    expect(read(profileOf())).toMatchObject({
      step: 'machine',
      begun: true,
      answers: { controllerHost: 'ctrl' },
      notes: ['A note.', 'The file names this machine as Front-end.'],
    });
  });

  it('takes the roles of this machine from the servers that it names, not from the machine that saved it', () => {
    const saved = profileOf({ machine: { name: 'OSCTRL', roles: ['controller'] } });
    expect(read(saved).answers).toMatchObject({ roles: ['front-end'], machineName: '' });
    const elsewhere = profileOf({ frontEnds: [{ host: 'other' }], machine: { roles: ['sysops'] } });
    expect(read(elsewhere).answers.roles).toEqual(['sysops']);
  });

  it('warns of localhost, which means another machine on each', () => {
    const state = read(defaultProfile);
    expect(state).toMatchObject({ step: 'machine', answers: { roles: ['controller', 'front-end'] } });
    expect(state.step === 'machine' && state.notes[1]).toContain('localhost');
  });

  it('that is refused says why and changes no answer', () => {
    const refused = play(reading, { kind: 'file-read', reply: { ok: false, error: failure } });
    expect(refused).toMatchObject({
      step: 'start',
      opening: { kind: 'failed', name: 'production.json', failure },
      begun: false,
    });
  });

  it('that comes when nobody waits for it any more is left aside', () => {
    const begun = play(reading, { kind: 'begun' });
    expect(
      play(begun, { kind: 'file-read', reply: { ok: true, value: { profile: profileOf(), notes: [] } } }),
    ).toBe(begun);
  });
});

describe('a report whose answers are taken over', () => {
  const reading = play(start, { kind: 'file-chosen', name: 'fe07.pdf' });
  const report = (profile: Profile, hostname: string): WizardEvent => ({
    kind: 'report-read',
    reply: {
      ok: true,
      value: {
        kind: 'answers',
        profile,
        hostname,
        finishedAt: '2026-03-02T14:05:09.120Z',
        message: 'The report is intact, but its key is not known here.',
      },
    },
  });
  const waived = profileOf({ waivers: [{ check: 'out-ctrl', reason: 'Agreed' }] });

  it('brings its answers, whose they are and what verification says, to the first question', () => {
    const taken = play(reading, report(profileOf(), 'osfe07'));
    expect(taken).toMatchObject({ step: 'machine', begun: true, answers: { controllerHost: 'ctrl' } });
    const notes = taken.step === 'machine' ? taken.notes : [];
    expect(notes[0]).toMatch(/^These are the answers of osfe07, from its report of .*2026/);
    expect(notes[1]).toBe('The report is intact, but its key is not known here.');
  });

  it('keeps the waivers of this machine, and leaves out those of another one', () => {
    const own = play(reading, report(waived, fakeAbout.machine.hostname.toLowerCase()));
    expect(own.answers.kept.waivers).toHaveLength(1);
    const other = play(reading, report(waived, 'osfe07'));
    expect(other.answers.kept.waivers).toEqual([]);
    expect(other.step === 'machine' && other.notes[2]).toBe(
      '1 waiver of osfe07 was left out: a waiver is given for one machine.',
    );
  });

  it('that is refused, or about many machines, is said at the start and begins nothing', () => {
    const refused = play(reading, { kind: 'report-read', reply: { ok: false, error: failure } });
    expect(refused).toMatchObject({
      step: 'start',
      begun: false,
      opening: { kind: 'failed', name: 'fe07.pdf' },
    });
    const summary: EnvironmentSummary = {
      id: runId,
      madeWith: null,
      name: 'Production',
      phase: 'after-install',
      mergedAt: '2026-03-02T14:05:09.120Z',
      verdict: 'fail',
      failedCount: 3,
      inputs: { listed: 7, refused: 0, proven: 7, known: 0 },
      redacted: false,
    };
    const many = play(reading, {
      kind: 'report-read',
      reply: { ok: true, value: { kind: 'environment', summary } },
    });
    expect(many).toMatchObject({ step: 'start', begun: false, opening: { kind: 'environment', summary } });
  });

  it('that comes when nobody waits for it any more is left aside', () => {
    const begun = play(reading, { kind: 'begun' });
    expect(play(begun, report(profileOf(), 'osfe07'))).toBe(begun);
    expect(play(begun, { kind: 'several-chosen', names: ['a', 'b'] })).toBe(begun);
  });
});

describe('the earlier session', () => {
  const answers: Answers = review.answers;
  const continued = (earlier: Earlier): WizardState =>
    play(initialState(fakeAbout, { ...noOffers, earlier }, 'A4'), { kind: 'continued' });

  it('goes on at its step', () => {
    expect(continued({ step: 'scope', answers, result: null })).toMatchObject({
      step: 'scope',
      answers,
      reached: 'scope',
    });
    expect(continued({ step: 'results', answers, result })).toMatchObject({ step: 'results', result });
  });

  it('does not go on with a run, which ended with the program', () => {
    expect(continued({ step: 'run', answers, result: null }).step).toBe('review');
  });

  it('goes on before results that are not kept any more, and before an answer that is wrong now', () => {
    expect(continued({ step: 'report', answers, result: null }).step).toBe('review');
    expect(
      continued({ step: 'review', answers: { ...answers, controllerHost: '' }, result: null }).step,
    ).toBe('environment');
    expect(continued({ step: 'start', answers, result: null }).step).toBe('machine');
  });

  it('that there is none of changes nothing', () => {
    expect(play(start, { kind: 'continued' })).toBe(start);
  });
});

describe('the plan', () => {
  const profile = profileOf();
  const asked = play(review, { kind: 'plan-asked', profileKey: decidingKey(profile) });

  it('belongs to the answers that it was made for', () => {
    const ready = play(asked, {
      kind: 'plan-answered',
      profileKey: decidingKey(profile),
      reply: { ok: false, error: failure },
    });
    expect(ready.plan?.view).toEqual({ kind: 'failed', failure });
    expect(isPlanStale(ready)).toBe(false);
    expect(isPlanStale(play(ready, { kind: 'answered', change: { phase: 'after-install' } }))).toBe(true);
    expect(isPlanStale(play(ready, { kind: 'answered', change: { controllerHost: '' } }))).toBe(true);
  });

  it('for answers that were changed meanwhile is left aside', () => {
    expect(
      play(asked, { kind: 'plan-answered', profileKey: 'another', reply: { ok: false, error: failure } }),
    ).toBe(asked);
  });
});

describe('a run', () => {
  const call = runs.calls;

  it('is started from whole answers only', () => {
    expect(runs).toMatchObject({
      step: 'run',
      run: { startedAt: 1000, only: null, cancelling: false },
      failure: null,
    });
    const wrong = play(start, { kind: 'begun' });
    expect(play(wrong, runStarted)).toBe(wrong);
  });

  it('keeps its page until it answers', () => {
    expect(isBusy(runs)).toBe(true);
    for (const event of [
      back,
      submitted,
      runStarted,
      verifyOpened,
      { kind: 'opened', step: 'machine' },
    ] as const)
      expect(play(runs, event)).toBe(runs);
  });

  it('shows its progress, and says that it is being stopped', () => {
    const planned = play(
      runs,
      { kind: 'run-progressed', call, events: [{ kind: 'planned', total: 3, groups: [] }] },
      { kind: 'run-cancelling', call },
    );
    expect(planned).toMatchObject({ run: { view: { total: 3 }, cancelling: true } });
  });

  it('does not hear events and answers of another run', () => {
    const other = call - 1;
    expect(play(runs, { kind: 'run-progressed', call: other, events: [] })).toBe(runs);
    expect(play(runs, { kind: 'run-cancelling', call: other })).toBe(runs);
    expect(play(runs, { kind: 'run-answered', call: other, reply: { ok: true, value: result } })).toBe(runs);
    expect(play(results, { kind: 'run-answered', call, reply: { ok: true, value: result } })).toBe(results);
  });

  it('leads to its results', () => {
    expect(results).toMatchObject({ step: 'results', result: { id: runId }, rerun: null, failure: null });
    expect(isBusy(results)).toBe(false);
  });

  it('that gives no result says why and can be left or tried again', () => {
    const failed = play(runs, { kind: 'run-answered', call, reply: { ok: false, error: failure } });
    expect(failed).toMatchObject({ step: 'run', failure });
    expect(play(failed, back).step).toBe('review');
    expect(play(failed, runStarted)).toMatchObject({ step: 'run', failure: null });
  });
});

describe('results', () => {
  it('are stale as soon as an answer differs, and fresh again when it is as before', () => {
    expect(isResultStale(results)).toBe(false);
    const changed = play(results, { kind: 'answered', change: { mobileApps: true } });
    expect(isResultStale(changed)).toBe(true);
    expect(changed.result).toBe(results.result);
    expect(isResultStale(play(changed, { kind: 'answered', change: { mobileApps: false } }))).toBe(false);
    expect(isResultStale(play(results, { kind: 'answered', change: { controllerHost: '' } }))).toBe(true);
    expect(isResultStale(review)).toBe(false);
  });

  it('stay open while answers are corrected', () => {
    const changed = play(
      results,
      { kind: 'opened', step: 'environment' },
      { kind: 'answered', change: { controllerHost: '' } },
    );
    expect(play(changed, { kind: 'opened', step: 'results' }).step).toBe('results');
  });

  it('run some checks again on their own page', () => {
    const rerun = play(results, { kind: 'run-started', only: ['in-rdp'], at: 2000 });
    expect(rerun).toMatchObject({ step: 'results', rerun: { only: ['in-rdp'] } });
    expect(play(rerun, back)).toBe(rerun);
    const failed = play(rerun, {
      kind: 'run-answered',
      call: rerun.calls,
      reply: { ok: false, error: failure },
    });
    expect(failed).toMatchObject({ step: 'results', rerun: null, failure, result: { id: runId } });
    const again = { ...result, finishedAt: '2026-03-02T15:00:00.000Z' };
    expect(
      play(rerun, { kind: 'run-answered', call: rerun.calls, reply: { ok: true, value: again } }).result,
    ).toBe(again);
  });

  it('cannot be run again in part from elsewhere', () => {
    expect(play(review, { kind: 'run-started', only: ['in-rdp'], at: 0 })).toBe(review);
  });

  it('take a waiver and keep it for the next run', () => {
    const waived = {
      ...result,
      profile: { ...result.profile, waivers: [{ check: 'in-rdp', reason: 'on purpose' }] },
    };
    const state = play(results, { kind: 'waived', result: waived });
    expect(state).toMatchObject({
      result: waived,
      answers: { kept: { waivers: [{ check: 'in-rdp', reason: 'on purpose' }] } },
    });
    expect(isResultStale(state)).toBe(false);
    const late = play(results, { kind: 'submitted' }, { kind: 'waived', result: waived });
    expect(late).toMatchObject({ step: 'report', result: waived });
    expect(
      play(results, { kind: 'waived', result: { ...waived, id: '00000000-0000-4000-8000-000000000009' } }),
    ).toBe(results);
  });
});

describe('the report', () => {
  const report = play(results, submitted);
  const preview = {
    pdf: 'JVBE',
    name: 'a.pdf',
    sizeBytes: 3,
    signerName: 'OSFE01',
    fingerprint: 'ab'.repeat(32),
    time: { kind: 'claimed' as const, why: null },
  };

  it('follows the results and waits for its preview', () => {
    expect(report).toMatchObject({ step: 'report', preview: { kind: 'loading' } });
    if (report.step !== 'report') throw new TypeError('not at the report');
    const ready = play(report, {
      kind: 'preview-answered',
      call: report.call,
      reply: { ok: true, value: preview },
    });
    expect(ready).toMatchObject({ preview: { kind: 'ready', value: preview } });
    const again = play(ready, { kind: 'preview-asked' });
    expect(again).toMatchObject({ preview: { kind: 'loading' } });
    expect(
      play(again, { kind: 'preview-answered', call: report.call, reply: { ok: true, value: preview } }),
    ).toBe(again);
  });

  it('is made anew when names are to be replaced, and shows what changes', () => {
    if (report.step !== 'report') throw new TypeError('not at the report');
    const chosen = play(report, { kind: 'redact-chosen', redact: true });
    expect(chosen).toMatchObject({
      redact: true,
      redaction: { kind: 'loading' },
      preview: { kind: 'loading' },
      call: report.call + 1,
    });
    const value = {
      changes: [{ kind: 'host' as const, original: 'app01', alias: 'fe-1' }],
      texts: [],
      legend: [],
    };
    const late = { kind: 'redaction-answered', call: report.call, reply: { ok: true, value } } as const;
    expect(play(chosen, late)).toBe(chosen);
    const answered = play(chosen, { ...late, call: report.call + 1 });
    expect(answered).toMatchObject({ redaction: { kind: 'ready', value } });
    expect(play(answered, { kind: 'preview-asked' })).toMatchObject({ redact: true });
    expect(play(answered, { kind: 'page-size-chosen', pageSize: 'LETTER' })).toMatchObject({ redact: true });
    const kept = play(answered, { kind: 'text-kept', text: 'Agreed.', isKept: true });
    expect(kept).toMatchObject({
      keep: ['Agreed.'],
      preview: { kind: 'loading' },
      redaction: { kind: 'ready', value },
      call: report.call + 2,
    });
    expect(play(kept, { kind: 'preview-asked' })).toMatchObject({ keep: ['Agreed.'] });
    expect(play(kept, { kind: 'text-kept', text: 'Agreed.', isKept: false })).toMatchObject({ keep: [] });
    expect(play(answered, { kind: 'redact-chosen', redact: false })).toMatchObject({
      redact: false,
      redaction: null,
    });
  });

  it('leads back to the results', () => {
    expect(play(report, back).step).toBe('results');
  });
});

/** A version of the check that another window has kept. */
const otherVersion = (answers: Answers): OtherVersion => ({
  session: { schemaVersion: 1, step: 'scope', answers: JSON.stringify(answers), lastRun: null },
  answers,
  origin: null,
  revision: 'r2',
  changedAt: '2026-11-22T10:15:00.000Z',
});

describe('the history of the browser', () => {
  const place = (step: Place['step'], more: Partial<Place> = {}): WizardEvent => ({
    kind: 'popped',
    place: { step, evidence: null, openCards: null, item: null, isFresh: false, aside: null, ...more },
  });

  it('leads to every step that is open', () => {
    for (const step of ['start', 'machine', 'environment', 'scope', 'review', 'report'] as const)
      expect(play(results, place(step)).step).toBe(step);
    expect(play(results, place('verify'))).toMatchObject({ step: 'verify', from: 'results' });
    expect(play(results, place('verify'), place('review')).step).toBe('review');
    expect(play(results, place('verify', { item: 'file 7', evidence: 'in-rdp' }))).toMatchObject({
      step: 'verify',
      item: 'file 7',
      evidence: 'in-rdp',
    });
  });

  it('leads to the last step that is open where one is not', () => {
    expect(play(review, place('results')).step).toBe('review');
    expect(play(review, place('report')).step).toBe('review');
    expect(play(results, place('run')).step).toBe('review');
    const wrong = play(review, { kind: 'answered', change: { controllerHost: '' } });
    expect(play(wrong, place('scope')).step).toBe('environment');
    expect(play(start, place('results')).step).toBe('start');
  });

  it('does not lead away from a run, which goes on and says so', () => {
    expect(play(runs, place('review'))).toMatchObject({
      step: 'run',
      stays: true,
      run: { call: runs.calls },
    });
    const rerun = play(results, { kind: 'run-started', only: ['in-rdp'], at: 2000 });
    expect(play(rerun, place('review'))).toBe(rerun);
    expect(play(rerun, place('results', { evidence: 'in-rdp' }))).toBe(rerun);
  });

  it('opens and closes the evidence of checks that there are', () => {
    const opened = play(results, place('results', { evidence: 'in-rdp' }));
    expect(opened).toMatchObject({ step: 'results', evidence: 'in-rdp' });
    expect(play(opened, place('results'))).toMatchObject({ evidence: null });
    expect(play(results, place('results', { evidence: 'no-such-check' }))).toBe(results);
    expect(play(review, place('results', { evidence: 'in-rdp' })).step).toBe('review');
  });

  it('brings back the check that it belongs to, on a page that was loaded again', () => {
    const earlier: Earlier = { step: 'start', reached: 'review', answers: review.answers, result: null };
    const loaded = initialState(fakeAbout, { ...noOffers, earlier }, 'A4');
    expect(play(loaded, place('review'))).toMatchObject({ step: 'review', answers: review.answers });
    expect(play(loaded, place('machine', { isFresh: true }))).toMatchObject({
      step: 'machine',
      answers: emptyAnswers,
    });
    expect(play(loaded, place('verify'))).toMatchObject({ step: 'verify', begun: false });
    expect(play(start, place('machine')).step).toBe('start');
  });
});

describe('the evidence of a check', () => {
  it('is open on the page of the results alone', () => {
    const opened = play(results, { kind: 'evidence-opened', check: 'in-rdp' });
    expect(opened).toMatchObject({ evidence: 'in-rdp' });
    expect(play(opened, { kind: 'evidence-closed' })).toMatchObject({ evidence: null });
    expect(play(opened, back, { kind: 'opened', step: 'results' })).toMatchObject({ evidence: null });
    expect(play(review, { kind: 'evidence-opened', check: 'in-rdp' })).toBe(review);
    expect(play(review, { kind: 'evidence-closed' })).toBe(review);
  });
});

describe('another version of the check', () => {
  const theirs: Answers = { ...review.answers, controllerHost: 'ctl02' };
  const other = otherVersion(theirs);
  const earlier: Earlier = { step: 'scope', reached: 'review', answers: theirs, result: null };
  const told = play(results, { kind: 'other-kept', other });

  it('changes nothing here until the person has chosen', () => {
    expect(told).toEqual({ ...results, other });
    expect(play(told, { kind: 'other-kept', other: null })).toEqual(results);
    expect(play(results, { kind: 'other-taken', earlier })).toBe(results);
  });

  it('takes the place of what is here when it is chosen, on the same page where that is open', () => {
    const page = play(told, { kind: 'opened', step: 'environment' }, { kind: 'other-taken', earlier });
    expect(page).toMatchObject({
      step: 'environment',
      answers: theirs,
      result: null,
      other: null,
      reached: 'review',
    });
    expect(page.version).toBe(told.version + 1);
    expect(play(told, { kind: 'other-taken', earlier }).step).toBe('review');
    expect(play(told, verifyOpened, { kind: 'other-taken', earlier })).toMatchObject({
      step: 'verify',
      answers: theirs,
    });
  });

  it('waits for a run to end', () => {
    const busy = play(runs, { kind: 'other-kept', other });
    expect(play(busy, { kind: 'other-taken', earlier })).toBe(busy);
    expect(play(busy, { kind: 'aside-opened', earlier, other })).toBe(busy);
  });

  it('that was left is gone on with beside the kept one', () => {
    const opened = play(start, { kind: 'aside-opened', earlier, other: otherVersion(review.answers) });
    expect(opened).toMatchObject({ step: 'scope', answers: theirs, begun: true });
    expect(opened.other?.answers).toBe(review.answers);
  });

  it('is offered at the start while nothing was begun', () => {
    const offers = { ...noOffers, earlier };
    expect(play(start, { kind: 'offers-found', offers })).toMatchObject({ earlier });
    expect(play(review, { kind: 'offers-found', offers })).toBe(review);
  });
});

describe('a run of another window', () => {
  const running: RunElsewhere = {
    kind: 'running',
    startedAt: '2026-11-22T10:15:00.000Z',
    environment: 'Production',
    base: null,
  };

  it('is watched like an own one', () => {
    const joined = play(review, { kind: 'run-joined', run: running });
    expect(joined).toMatchObject({
      step: 'run',
      run: { only: null, startedAt: Date.parse(running.startedAt) },
    });
    expect(isBusy(joined)).toBe(true);
    const answered: WizardEvent = {
      kind: 'run-answered',
      call: joined.calls,
      reply: { ok: true, value: result },
    };
    expect(play(joined, answered)).toMatchObject({ step: 'results', result: { id: runId } });
  });

  it('that repeats checks of the result here is watched beside it', () => {
    const base = { id: runId, checks: ['in-rdp'] };
    const joined = play(results, { kind: 'run-joined', run: { ...running, base } });
    expect(joined).toMatchObject({ step: 'results', rerun: { only: ['in-rdp'] } });
    expect(play(review, { kind: 'run-joined', run: { ...running, base } }).step).toBe('run');
  });

  it('does not take the place of an own one', () => {
    expect(play(runs, { kind: 'run-joined', run: running })).toBe(runs);
  });

  it('gives its answers to a page that has none', () => {
    const joined = play(start, { kind: 'run-joined', run: running });
    const ended = play(joined, {
      kind: 'run-answered',
      call: joined.calls,
      reply: { ok: true, value: result },
    });
    expect(ended).toMatchObject({ step: 'results', answers: { controllerHost: 'ctrl' } });
    expect(isResultStale(ended)).toBe(false);
  });
});

describe('a kept run that is opened', () => {
  const opened = (state: WizardState, brokenOff = false): WizardState =>
    play(state, { kind: 'run-opened', result, brokenOff });

  it('is shown with its own answers where nothing else was answered', () => {
    const state = opened(start);
    expect(state).toMatchObject({ step: 'results', answers: { controllerHost: 'ctrl' }, brokenOff: null });
    expect(isResultStale(state)).toBe(false);
  });

  it('takes nothing away from what was answered since, or on an earlier day', () => {
    const answers: Answers = { ...review.answers, controllerHost: 'another' };
    const begun = play(review, { kind: 'answered', change: { controllerHost: 'another' } });
    expect(opened(begun).answers).toEqual(answers);
    expect(isResultStale(opened(begun))).toBe(true);
    const earlier: Earlier = { step: 'scope', answers, result: null };
    expect(opened(initialState(fakeAbout, { ...noOffers, earlier }, 'A4')).answers).toBe(answers);
  });

  it('can give its answers, when the person wants them', () => {
    const begun = opened(play(review, { kind: 'answered', change: { controllerHost: 'another' } }));
    const taken = play(begun, { kind: 'run-answers-taken' });
    expect(taken).toMatchObject({ step: 'results', result, answers: { controllerHost: 'ctrl' } });
    expect(isResultStale(taken)).toBe(false);
    expect(play(review, { kind: 'run-answers-taken' })).toBe(review);
    expect(play(runs, { kind: 'run-answers-taken' })).toBe(runs);
  });

  it('says when it was broken off, until something was run again', () => {
    const broken = opened(start, true);
    expect(broken.brokenOff).toBe(runId);
    const rerun = play(broken, { kind: 'run-started', only: ['in-rdp'], at: 0 });
    const again = { ...result, id: '00000000-0000-4000-8000-000000000002' };
    const ended = play(rerun, { kind: 'run-answered', call: rerun.calls, reply: { ok: true, value: again } });
    expect(ended.result?.id).not.toBe(ended.brokenOff);
  });

  it('waits for a run to end', () => {
    expect(opened(runs)).toBe(runs);
  });
});

describe('names that were corrected after the run', () => {
  const renamed: WizardEvent = {
    kind: 'answered',
    change: { environmentName: 'Production Lisbon', machineName: 'lisbon-01' },
  };

  it('do not make its result out of date, but are to be taken over', () => {
    const state = play(results, renamed);
    expect(isResultStale(state)).toBe(false);
    expect(profileToRelabel(state)).toMatchObject({ environment: { name: 'Production Lisbon' } });
    expect(profileToRelabel(results)).toBeNull();
    expect(profileToRelabel(review)).toBeNull();
    expect(profileToRelabel(play(state, { kind: 'answered', change: { mobileApps: true } }))).toBeNull();
    expect(profileToRelabel(play(state, { kind: 'answered', change: { controllerHost: '' } }))).toBeNull();
  });

  it('are said when the result has taken them over, and the report is made anew', () => {
    const profile = profileToRelabel(play(results, renamed));
    if (profile === null) throw new TypeError('nothing was renamed');
    const relabelled: WizardEvent = { kind: 'relabelled', result: { ...result, profile } };
    expect(play(results, renamed, relabelled)).toMatchObject({
      result: { profile },
      renamed: { environment: 'Production Lisbon', machine: 'lisbon-01' },
    });
    const report = play(results, renamed, submitted);
    expect(play(report, relabelled)).toMatchObject({
      step: 'report',
      call: report.calls + 1,
      result: { profile },
    });
    expect(play(review, relabelled)).toBe(review);
  });
});

it('what is said of other tabs and of the host changes nothing else', () => {
  expect(play(results, { kind: 'tab-noted', isOpen: true })).toEqual({ ...results, hasOtherTab: true });
  expect(play(results, { kind: 'tab-noted', isOpen: false })).toBe(results);
  expect(play(results, { kind: 'host-changed', host: 'lost' })).toEqual({ ...results, host: 'lost' });
  expect(play(results, { kind: 'host-changed', host: 'here' })).toBe(results);
});

describe('the verify page', () => {
  it('opens from any page and leads back to it', () => {
    expect(play(results, verifyOpened)).toMatchObject({ step: 'verify', from: 'results' });
    expect(play(results, verifyOpened, back).step).toBe('results');
    expect(play(start, verifyOpened, back).step).toBe('start');
    expect(play(results, verifyOpened, { kind: 'opened', step: 'review' }).step).toBe('review');
  });

  it('leads to the start where the page before it is gone', () => {
    const failed = play(runs, {
      kind: 'run-answered',
      call: runs.calls,
      reply: { ok: false, error: failure },
    });
    expect(play(failed, verifyOpened, back).step).toBe('start');
  });
});

describe('the support desk', () => {
  const item = play(results, verifyOpened, opened('verify', 'file 7'));

  it('leads from page to page, and from any of them to where it was opened', () => {
    const other = play(results, verifyOpened, opened('merge'));
    expect(other).toMatchObject({ step: 'merge', from: 'results', item: null });
    expect(play(other, { kind: 'desk-left' }).step).toBe('results');
    expect(play(results, { kind: 'desk-left' })).toBe(results);
    expect(play(other, submitted)).toBe(other);
  });

  it('opens something of a page, and its evidence, and closes them one after the other', () => {
    const check: WizardEvent = { kind: 'evidence-opened', check: 'in-rdp' };
    expect(item).toMatchObject({ step: 'verify', item: 'file 7', evidence: null });
    expect(play(item, check)).toMatchObject({ item: 'file 7', evidence: 'in-rdp' });
    expect(play(item, check, { kind: 'evidence-closed' })).toMatchObject({ item: 'file 7', evidence: null });
    expect(play(item, check, back)).toMatchObject({ step: 'verify', item: null, evidence: null });
    expect(play(item, back, back).step).toBe('results');
    expect(play(item, { kind: 'desk-left' }).step).toBe('results');
    expect(play(results, opened('verify', 'file 7', 'in-rdp'))).toMatchObject({ evidence: 'in-rdp' });
  });

  it('changes nothing where it shows that already', () => {
    expect(play(item, opened('verify', 'file 7'))).toBe(item);
  });
});

it('a failed save is kept until one succeeds', () => {
  const state = play(review, { kind: 'session-saved', failure });
  expect(state.saveFailure).toBe(failure);
  expect(play(state, { kind: 'session-saved', failure: null }).saveFailure).toBeNull();
});

describe('the rail', () => {
  const states = (state: WizardState, stale = false, busy = false) =>
    Object.fromEntries(
      railSteps(state, stale, busy).map(({ step, state: own, canOpen }) => [
        step,
        `${own}${canOpen ? '' : ' closed'}`,
      ]),
    );

  it('shows what is open, done and locked', () => {
    expect(states(start)).toEqual({
      start: 'open',
      machine: 'locked closed',
      environment: 'locked closed',
      scope: 'locked closed',
      review: 'locked closed',
      run: 'locked closed',
      results: 'locked closed',
      report: 'locked closed',
    });
    expect(states(review)).toMatchObject({
      start: 'done',
      machine: 'done',
      scope: 'done',
      review: 'open',
      run: 'locked closed',
    });
    expect(states(results)).toMatchObject({
      review: 'done',
      run: 'done closed',
      results: 'open',
      report: 'open',
    });
  });

  it('shows what has to be corrected, with how many answers, and what is out of date', () => {
    const wrong = play(results, { kind: 'answered', change: { controllerHost: '', latencyMs: 'x' } });
    expect(railSteps(wrong, isResultStale(wrong), false)).toMatchObject([
      { step: 'start', state: 'done' },
      { step: 'machine', problems: 0, state: 'done' },
      { step: 'environment', problems: 1, state: 'missing', canOpen: true },
      { step: 'scope', problems: 1, state: 'missing', canOpen: false },
      { step: 'review', state: 'locked' },
      { step: 'run', state: 'stale', canOpen: false },
      { step: 'results', state: 'stale', canOpen: true },
      { step: 'report', state: 'stale', canOpen: true },
    ]);
  });

  it('is closed while a run is under way', () => {
    expect(railSteps(runs, false, true).filter(({ canOpen }) => canOpen)).toEqual([]);
  });
});
