import { describe, expect, it } from 'vitest';
import { emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import type { ChosenFile } from '../../../../renderer/wizard/chosen-file.ts';
import { emptyDatabase } from '../../../../renderer/wizard/codecs.ts';
import { createWizard, type Wizard } from '../../../../renderer/wizard/effects.ts';
import { nothing, saveAfterMs } from '../../../../renderer/wizard/keep-session.ts';
import { reduce } from '../../../../renderer/wizard/reducer.ts';
import type { Surroundings } from '../../../../renderer/wizard/surroundings.ts';
import {
  initialState,
  noOffers,
  type StateOf,
  type WizardState,
} from '../../../../renderer/wizard/wizard-state.ts';
import { toFailure } from '../../../../shared/contract/reply.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { type FakeBridge, fakeAbout, fakeBridge, fakeCode } from '../../../support/fake-bridge.ts';
import { stage } from '../../../support/fake-surroundings.ts';

/** Ends when a wizard's state is as wanted. */
const until = (wizard: Wizard, wanted: (state: WizardState) => boolean): Promise<WizardState> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!wanted(wizard.state())) return;
      end();
      resolve(wizard.state());
    };
    const end = wizard.subscribe(look);
    look();
  });

const called = (bridge: FakeBridge, name: string) => bridge.calls.filter((call) => call.name === name);

/** Ends when the bridge was asked for an operation a number of times. */
async function untilCalled(bridge: FakeBridge, name: string, times: number): Promise<void> {
  while (called(bridge, name).length < times) await new Promise((resolve) => setImmediate(resolve));
}

const open = (bridge: FakeBridge, surroundings: Surroundings = stage()): Wizard =>
  createWizard(
    bridge,
    { state: initialState(fakeAbout, noOffers, 'A4'), base: nothing, adopted: null },
    surroundings,
  );

const answers = {
  roles: ['front-end' as const],
  controllerHost: 'ctrl',
  databases: [{ ...emptyDatabase('platform'), host: 'sql1' }],
};

async function openReview(bridge: FakeBridge, surroundings?: Surroundings): Promise<Wizard> {
  const wizard = open(bridge, surroundings);
  const { commands } = wizard;
  commands.begin();
  commands.answer(answers);
  for (let step = 0; step < 3; step += 1) commands.submit();
  await until(wizard, ({ plan }) => plan?.view.kind === 'ready');
  return wizard;
}

describe('the session', () => {
  it('is saved after each step, and while somebody types only when they pause', async () => {
    const bridge = fakeBridge();
    const scene = stage();
    const { commands } = open(bridge, scene);
    commands.begin();
    commands.answer({ roles: ['front-end'] });
    commands.answer({ controllerHost: 'c' });
    commands.answer({ controllerHost: 'ct' });
    expect(called(bridge, 'session.save')).toEqual([]);
    expect(scene.waits).toEqual([saveAfterMs, saveAfterMs, saveAfterMs]);
    scene.elapse();
    await untilCalled(bridge, 'session.save', 1);
    commands.submit();
    await untilCalled(bridge, 'session.save', 2);
    expect(called(bridge, 'session.save').map(({ input }) => input)).toMatchObject([
      { session: { step: 'machine' } },
      { session: { step: 'environment' } },
    ]);
  });

  it('is saved at once when the page goes away, and not again when nothing changed', async () => {
    const bridge = fakeBridge();
    const { commands } = open(bridge);
    commands.begin();
    commands.answer({ roles: ['front-end'] });
    commands.flush();
    await untilCalled(bridge, 'session.save', 1);
    commands.flush();
    await commands.reveal();
    expect(called(bridge, 'session.save')).toHaveLength(1);
  });

  it('does not wait for the answer to an earlier one when the page goes away', async () => {
    const bridge = fakeBridge({}, { 'session.save': () => new Promise(() => undefined) });
    const { commands } = open(bridge);
    commands.begin();
    commands.answer({ roles: ['front-end'] });
    commands.flush();
    await untilCalled(bridge, 'session.save', 1);
    commands.answer({ machineName: 'typed last' });
    commands.flush();
    await untilCalled(bridge, 'session.save', 2);
    const [, last] = called(bridge, 'session.save');
    expect(JSON.stringify(last?.input)).toContain('typed last');
  });

  it('that cannot be saved says so, and stops saying so when it can', async () => {
    const refusals = [true, false];
    const bridge = fakeBridge(
      {},
      {
        'session.save': async () => {
          if (refusals.shift() === true) throw new AppError('output-unwritable', 'The disk is full.');
          return { revision: 'kept' };
        },
      },
    );
    const wizard = open(bridge);
    wizard.commands.begin();
    wizard.commands.answer({ roles: ['front-end'] });
    wizard.commands.flush();
    expect((await until(wizard, ({ saveFailure }) => saveFailure !== null)).saveFailure?.description).toBe(
      'The disk is full.',
    );
    wizard.commands.answer({ roles: ['controller'] });
    wizard.commands.flush();
    await until(wizard, ({ saveFailure }) => saveFailure === null);
  });
});

describe('an opened file', () => {
  const fileOf = (bytes: Uint8Array, name = 'production.json') => ({
    name,
    size: bytes.byteLength,
    arrayBuffer: async () => bytes.slice().buffer,
  });
  const json = '{"schemaVersion":1,"controller":{"host":"ctrl.example.local"}}';

  it.each([
    ['UTF-8', new TextEncoder().encode(json)],
    ['UTF-8 with a byte order mark', new TextEncoder().encode(`\uFEFF${json}`)],
    ['UTF-16 of Windows', Buffer.from(`\uFEFF${json}`, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\uFEFF${json}`, 'utf16le').swap16()],
  ])('is read in %s', async (_, bytes) => {
    const wizard = open(fakeBridge());
    await wizard.commands.openFiles([fileOf(new Uint8Array(bytes))]);
    expect(wizard.state()).toMatchObject({
      step: 'machine',
      answers: { controllerHost: 'ctrl.example.local' },
    });
  });

  it('that is no text, too large, gone or no profile is refused with a sentence', async () => {
    const reasonFor = async (file: ChosenFile) => {
      const wizard = open(fakeBridge());
      await wizard.commands.openFiles([file]);
      const state = wizard.state();
      return state.step === 'start' && state.opening.kind === 'failed'
        ? state.opening.failure.description
        : null;
    };
    expect(await reasonFor(fileOf(new Uint8Array([0x50, 0x4b, 0xff, 0x03])))).toContain('not a text file');
    expect(await reasonFor({ ...fileOf(new Uint8Array()), size: 1024 * 1024 + 1 })).toContain(
      'larger than 1 MiB',
    );
    const gone = { ...fileOf(new Uint8Array()), arrayBuffer: () => Promise.reject(new Error('gone')) };
    expect(await reasonFor(gone)).toContain('could not be read');
    expect(await reasonFor(fileOf(new TextEncoder().encode('{}'), 'a.json'))).toBe(
      'a.json is not a profile.',
    );
    expect(await reasonFor(fileOf(new TextEncoder().encode('%PDF-1.7'), 'a.pdf'))).toBe(
      'a.pdf is not a report of Netready.',
    );
  });

  it('that is a report is handed over as it is, however it is called', async () => {
    const bridge = fakeBridge();
    const bytes = new TextEncoder().encode('%PDF-1.7 of somebody');
    await open(bridge).commands.openFiles([fileOf(bytes, `${'long'.repeat(100)}.json`)]);
    expect(called(bridge, 'profile.import')).toEqual([]);
    expect(called(bridge, 'profile.of-report')).toMatchObject([
      { input: { pdf: Buffer.from(bytes).toString('base64') } },
    ]);
  });

  it('is read alone: of several none is', async () => {
    const bridge = fakeBridge();
    const wizard = open(bridge);
    await wizard.commands.openFiles([]);
    expect(wizard.state()).toMatchObject({ opening: { kind: 'none' } });
    const read = fileOf(new TextEncoder().encode(json));
    await wizard.commands.openFiles([read, { ...read, name: 'b.pdf' }]);
    expect(wizard.state()).toMatchObject({
      step: 'start',
      opening: { kind: 'several', names: ['production.json', 'b.pdf'] },
    });
    expect(called(bridge, 'profile.import')).toEqual([]);
  });
});

describe('the review', () => {
  it('asks for the plan of exactly these answers, once', async () => {
    const bridge = fakeBridge();
    const { commands } = await openReview(bridge);
    commands.back();
    commands.submit();
    expect(called(bridge, 'plan.preview')).toHaveLength(1);
  });

  it('asks again when an answer changed, and shows nothing of the old plan meanwhile', async () => {
    const bridge = fakeBridge();
    const wizard = await openReview(bridge);
    const before = wizard.state().plan;
    wizard.commands.back();
    wizard.commands.answer({ phase: 'after-install' });
    wizard.commands.submit();
    expect(wizard.state().plan).toMatchObject({ view: { kind: 'loading' } });
    const { plan } = await until(wizard, ({ plan: current }) => current?.view.kind === 'ready');
    expect(plan?.profileKey).not.toBe(before?.profileKey);
    expect(plan?.view).toMatchObject({ value: { phase: 'after-install' } });
  });

  it('can ask again after a failure', async () => {
    const failures = [true];
    const plain = fakeBridge();
    const bridge = fakeBridge(
      {},
      {
        'plan.preview': async ({ profile }) => {
          if (failures.shift() === true) throw new AppError('internal', 'No plan.');
          const reply = await plain['plan.preview']({ profile }).reply;
          if (!reply.ok) throw new TypeError('the plain bridge failed');
          return reply.value;
        },
      },
    );
    const wizard = open(bridge);
    wizard.commands.begin();
    wizard.commands.answer(answers);
    for (let step = 0; step < 3; step += 1) wizard.commands.submit();
    await until(wizard, ({ plan }) => plan?.view.kind === 'failed');
    wizard.commands.planAgain();
    await until(wizard, ({ plan }) => plan?.view.kind === 'ready');
  });

  it('saves the answers without the name of this machine, and starts the downloads of a browser', async () => {
    const scene = stage();
    const bridge = fakeBridge(
      {},
      {
        'profile.save': async () => ({
          files: [{ name: 'environment.json', path: null, download: '/download/1' }],
          dismissed: false,
        }),
      },
    );
    const wizard = await openReview(bridge, scene);
    wizard.commands.open('machine');
    wizard.commands.answer({ machineName: 'Only here' });
    wizard.commands.submit();
    const reply = await wizard.commands.saveProfile();
    expect(reply.ok).toBe(true);
    expect(called(bridge, 'profile.save')[0]?.input).toMatchObject({
      profile: { machine: { roles: ['front-end'] } },
    });
    expect(JSON.stringify(called(bridge, 'profile.save'))).not.toContain('Only here');
    expect(scene.downloads).toEqual(['/download/1 environment.json']);
  });

  it('says so when a file that was offered could not be fetched', async () => {
    const gone = toFailure(new AppError('host-lost', 'cut off'));
    const files = ['a.json', 'b.json'].map((name) => ({ name, path: null, download: `/file/${name}` }));
    const bridge = fakeBridge({}, { 'profile.save': async () => ({ files, dismissed: false }) });
    const scene = stage(undefined, undefined, gone);
    const reply = await (await openReview(bridge, scene)).commands.saveProfile();
    expect(reply).toEqual({ ok: false, error: gone });
    expect(scene.downloads).toHaveLength(2);
  });

  it('saves nothing while an answer is wrong', async () => {
    const bridge = fakeBridge();
    const reply = await open(bridge).commands.saveProfile();
    expect(reply).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(called(bridge, 'profile.save')).toEqual([]);
  });
});

describe('a run', () => {
  it('draws its events once a frame and leads to the results', async () => {
    const scene = stage();
    const wizard = await openReview(fakeBridge(), scene);
    const views: number[] = [];
    wizard.subscribe(() => {
      const state = wizard.state();
      if (state.step === 'run') views.push(state.run.view.done);
    });
    wizard.commands.run(null);
    scene.drawFrame();
    const state = await until(wizard, ({ step }) => step === 'results');
    expect(state.result?.checks.length).toBeGreaterThan(10);
    expect(new Set(views).size).toBeLessThanOrEqual(2);
  });

  it('is cancelled once, and its answer still counts', async () => {
    const bridge = fakeBridge(
      {},
      {
        'run.start': (_, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Stopped.')));
          }),
      },
    );
    const wizard = await openReview(bridge);
    wizard.commands.run(null);
    wizard.commands.cancelRun();
    expect(wizard.state()).toMatchObject({ step: 'run', run: { cancelling: true } });
    const state = await until(wizard, (current) => current.step === 'run' && current.failure !== null);
    expect(state).toMatchObject({ failure: { code: 'cancelled' } });
    wizard.commands.cancelRun();
    expect(wizard.state()).toBe(state);
  });

  it('is not started a second time beside itself', async () => {
    const bridge = fakeBridge({}, { 'run.start': () => new Promise(() => {}) });
    const wizard = await openReview(bridge);
    wizard.commands.run(null);
    wizard.commands.run(null);
    expect(called(bridge, 'run.start')).toHaveLength(1);
  });

  it('runs some checks again with the profile of their run, whatever was answered since', async () => {
    const bridge = fakeBridge();
    const wizard = await openReview(bridge);
    wizard.commands.run(null);
    const { result } = await until(wizard, ({ step }) => step === 'results');
    wizard.commands.answer({ phase: 'after-install' });
    wizard.commands.rerun(['in-rdp']);
    await until(wizard, (state) => state.step === 'results' && state.rerun === null);
    expect(called(bridge, 'run.start')[1]?.input).toMatchObject({
      profile: { phase: 'before-install' },
      base: { id: result?.id, checks: ['in-rdp'] },
    });
  });

  it('takes a waiver, and says why when it cannot', async () => {
    const wizard = await openReview(fakeBridge());
    expect(await wizard.commands.waive(['in-rdp'], 'on purpose')).toMatchObject({ code: 'not-found' });
    wizard.commands.run(null);
    await until(wizard, ({ step }) => step === 'results');
    expect(await wizard.commands.waive(['in-rdp'], 'on purpose')).toBeNull();
    expect(wizard.state().result?.checks.find(({ id }) => id === 'in-rdp')?.verdict).toBe('waived');
    expect(await wizard.commands.waive(['in-rdp'], '')).toMatchObject({ code: 'input-invalid' });
  });
});

describe('a run of another page', () => {
  const running = (base: { id: string; checks: string[] } | null = null) => ({
    kind: 'running' as const,
    startedAt: '2026-11-22T10:15:00.000Z',
    environment: 'Production',
    base,
  });
  const resultOf = async (): Promise<RunResult> => {
    const wizard = await openReview(fakeBridge());
    wizard.commands.run(null);
    const { result } = await until(wizard, ({ step }) => step === 'results');
    if (result === null) throw new TypeError('the run gave no result');
    return result;
  };

  it('that keeps an own one from starting can be watched, and stopped', async () => {
    const result = await resultOf();
    let end: () => void = () => undefined;
    const bridge = fakeBridge(
      {},
      {
        'run.start': () => Promise.reject(new AppError('busy', 'This program is running checks already.')),
        'run.current': async () => running(),
        'run.watch': (_, { emit }) => {
          emit({ kind: 'planned', total: 7, groups: [] });
          return new Promise((resolve) => {
            end = () => resolve(result);
          });
        },
        'run.cancel': async () => {
          end();
          return {};
        },
      },
    );
    const scene = stage();
    const wizard = await openReview(bridge, scene);
    wizard.commands.run(null);
    const refused = await until(wizard, (state) => state.step === 'run' && state.failure !== null);
    expect(refused).toMatchObject({ failure: { code: 'busy' } });
    expect(await wizard.commands.watchRun()).toBeNull();
    scene.drawFrame();
    expect(wizard.state()).toMatchObject({ step: 'run', failure: null, run: { view: { total: 7 } } });
    wizard.commands.cancelRun();
    expect(wizard.state()).toMatchObject({ run: { cancelling: true } });
    expect((await until(wizard, ({ step }) => step === 'results')).result).toEqual(result);
    expect(called(bridge, 'run.cancel')).toHaveLength(1);
  });

  it('that has ended meanwhile is opened, and one that there is none of changes nothing', async () => {
    const result = await resultOf();
    const ended = { kind: 'ended' as const, startedAt: result.startedAt, id: result.id };
    const bridge = fakeBridge({ runs: [result] }, { 'run.current': async () => ended });
    const wizard = await openReview(bridge);
    expect(await wizard.commands.watchRun()).toBeNull();
    expect(wizard.state()).toMatchObject({ step: 'results', result: { id: result.id } });
    const idle = await openReview(fakeBridge());
    const before = idle.state();
    expect(await idle.commands.watchRun()).toMatchObject({ description: 'No run is going on any more.' });
    expect(idle.state()).toBe(before);
  });

  it('that cannot be had says why', async () => {
    const gone = { id: '00000000-0000-4000-8000-000000000009', brokenOff: false };
    const wizard = await openReview(fakeBridge());
    expect(await wizard.commands.openRun(gone)).toMatchObject({ code: 'not-found' });
    expect(wizard.state().step).toBe('review');
    const broken = async (): Promise<never> => {
      throw new AppError('internal', 'Nothing can be said.');
    };
    const mute = await openReview(fakeBridge({}, { 'run.current': broken }));
    expect(await mute.commands.watchRun()).toMatchObject({ code: 'internal' });
  });

  it('is watched from the start by a page that was loaded again while it showed it', async () => {
    const result = await resultOf();
    const bridge = fakeBridge({}, { 'run.watch': async () => result });
    const joined = reduce(initialState(fakeAbout, noOffers, 'A4'), { kind: 'run-joined', run: running() });
    const wizard = createWizard(bridge, { state: joined, base: nothing, adopted: null }, stage());
    wizard.attach();
    expect((await until(wizard, ({ step }) => step === 'results')).result).toEqual(result);
  });
});

describe('names that were corrected after a run', () => {
  it('are taken over when the results are opened, and the report is made once, under them', async () => {
    const bridge = fakeBridge();
    const wizard = await openReview(bridge);
    wizard.commands.run(null);
    await until(wizard, ({ step }) => step === 'results');
    wizard.commands.answer({ environmentName: 'Lisbon' });
    wizard.commands.submit();
    const report = await until(wizard, (state) => state.step === 'report' && state.preview.kind === 'ready');
    expect(report.result?.profile.environment.name).toBe('Lisbon');
    expect(called(bridge, 'run.relabel')).toHaveLength(1);
    expect(called(bridge, 'report.preview')).toHaveLength(1);
    wizard.commands.back();
    wizard.commands.submit();
    await until(wizard, (state) => state.step === 'report' && state.preview.kind === 'ready');
    expect(called(bridge, 'run.relabel')).toHaveLength(1);
  });

  it('keep no report from being made where they cannot be taken over', async () => {
    const refuse = async (): Promise<never> => {
      throw new AppError('not-found', 'This run is not kept on this machine.');
    };
    const wizard = await openReview(fakeBridge({}, { 'run.relabel': refuse }));
    wizard.commands.run(null);
    await until(wizard, ({ step }) => step === 'results');
    wizard.commands.answer({ environmentName: 'Lisbon' });
    wizard.commands.submit();
    await until(wizard, (state) => state.step === 'report' && state.preview.kind === 'ready');
  });
});

describe('the report', () => {
  it('is previewed when its page opens, and again when asked for', async () => {
    const bridge = fakeBridge();
    const wizard = await openReview(bridge);
    wizard.commands.run(null);
    await until(wizard, ({ step }) => step === 'results');
    wizard.commands.submit();
    await until(wizard, (state) => state.step === 'report' && state.preview.kind === 'ready');
    wizard.commands.previewAgain();
    await until(wizard, (state) => state.step === 'report' && state.preview.kind === 'ready');
    expect(called(bridge, 'report.preview')).toHaveLength(2);
    expect(await wizard.commands.saveReport(['pdf', 'csv'])).toMatchObject({
      ok: true,
      value: { files: [{}, {}] },
    });
  });

  it('is previewed and saved on the paper that is chosen', async () => {
    const bridge = fakeBridge();
    const wizard = await openReview(bridge);
    wizard.commands.run(null);
    await until(wizard, ({ step }) => step === 'results');
    wizard.commands.submit();
    await until(wizard, (state) => state.step === 'report' && state.preview.kind === 'ready');
    wizard.commands.choosePageSize('LETTER');
    await until(wizard, (state) => state.step === 'report' && state.preview.kind === 'ready');
    await wizard.commands.saveReport(['pdf']);
    const sizes = (name: 'report.preview' | 'report.save') =>
      called(bridge, name).map(({ input }) => (input as { pageSize: string }).pageSize);
    expect(sizes('report.preview')).toEqual(['A4', 'LETTER']);
    expect(sizes('report.save')).toEqual(['LETTER']);
  });

  it('is previewed and saved with names replaced when that is chosen', async () => {
    const bridge = fakeBridge();
    const wizard = await openReview(bridge);
    wizard.commands.run(null);
    await until(wizard, ({ step }) => step === 'results');
    wizard.commands.submit();
    await until(wizard, (state) => state.step === 'report' && state.preview.kind === 'ready');
    wizard.commands.redact(true);
    await until(
      wizard,
      (state) =>
        state.step === 'report' && state.preview.kind === 'ready' && state.redaction?.kind === 'ready',
    );
    const { redaction } = wizard.state() as StateOf<'report'>;
    const changes = redaction?.kind === 'ready' ? redaction.value.changes : [];
    expect(changes.map(({ original }) => original)).toContain(fakeAbout.machine.hostname.toLowerCase());
    wizard.commands.keepText('Agreed.', true);
    await until(wizard, (state) => state.step === 'report' && state.preview.kind === 'ready');
    await wizard.commands.saveReport(['pdf']);
    const inputs = (name: string) => called(bridge, name).map(({ input }) => input);
    expect(inputs('report.preview')).toEqual([
      expect.objectContaining({ redact: false }),
      expect.objectContaining({ redact: true, keep: [] }),
      expect.objectContaining({ redact: true, keep: ['Agreed.'] }),
    ]);
    expect(inputs('report.save')).toEqual([expect.objectContaining({ redact: true, keep: ['Agreed.'] })]);
  });

  it('cannot be saved without a result', async () => {
    expect(await open(fakeBridge()).commands.saveReport(['pdf'])).toMatchObject({ ok: false });
  });
});

it('starting over forgets the answers here and in the host', async () => {
  const bridge = fakeBridge();
  const wizard = await openReview(bridge);
  wizard.commands.startOver();
  expect(wizard.state()).toMatchObject({ step: 'machine', answers: emptyAnswers });
  await untilCalled(bridge, 'session.clear', 1);
  wizard.commands.flush();
  await wizard.commands.reveal();
  expect(bridge.calls.map(({ name }) => name).lastIndexOf('session.save')).toBeLessThan(
    bridge.calls.map(({ name }) => name).indexOf('session.clear'),
  );
});

describe('the code of a rehearsal', () => {
  const code = fakeCode;
  const kept = (bridge: FakeBridge): string =>
    JSON.stringify(bridge.calls.filter(({ name }) => name.startsWith('session.')));

  it('goes with the run that it was given for, and with no other', async () => {
    const bridge = fakeBridge();
    const scene = stage();
    const wizard = await openReview(bridge, scene);
    wizard.commands.run(code);
    await until(wizard, ({ step }) => step === 'results');
    wizard.commands.rerun(['in-rdp']);
    await until(wizard, (state) => state.step === 'results' && state.rerun === null);
    wizard.commands.tryRunAgain();
    await until(wizard, ({ step }) => step === 'results');
    expect(called(bridge, 'run.start').map(({ input }) => Reflect.get(Object(input), 'code'))).toEqual([
      code,
      null,
      null,
    ]);
    expect(JSON.stringify(wizard.state())).not.toContain(code);
    expect(kept(bridge)).not.toContain(code);
    expect(JSON.stringify(scene.browser.entries())).not.toContain(code);
  });

  it('is given again where a run that failed is tried again, until its page is left', async () => {
    const bridge = fakeBridge(
      {},
      { 'run.start': () => Promise.reject(new AppError('busy', 'Another run goes on.')) },
    );
    const wizard = await openReview(bridge);
    const failed = () => until(wizard, (state) => state.step === 'run' && state.failure !== null);
    wizard.commands.run(code);
    await failed();
    wizard.commands.tryRunAgain();
    await failed();
    wizard.commands.back();
    wizard.commands.tryRunAgain();
    await failed();
    expect(called(bridge, 'run.start').map(({ input }) => Reflect.get(Object(input), 'code'))).toEqual([
      code,
      code,
      null,
    ]);
  });
});

describe('listening for others', () => {
  const choice = { addresses: ['10.20.30.41'], minutes: 30, code: null };
  const isOpen = ({ listening }: WizardState): boolean => listening?.opened != null;

  it('looks at the ports first, goes on behind other pages, and leaves nothing of the code', async () => {
    const bridge = fakeBridge();
    const scene = stage();
    const wizard = await openReview(bridge, scene);
    wizard.commands.openListen();
    const looked = await until(wizard, (state) => state.step === 'listen' && state.ports.kind === 'ready');
    expect(looked.listening).toBeNull();
    expect(called(bridge, 'rehearsal.listen')).toEqual([]);
    wizard.commands.listen(choice);
    const open = await until(wizard, isOpen);
    expect(open.listening?.code).toBe(fakeCode);
    wizard.commands.back();
    expect(wizard.state()).toMatchObject({ step: 'review', listening: { code: fakeCode } });
    wizard.commands.listen(choice);
    expect(called(bridge, 'rehearsal.listen')).toHaveLength(1);
    wizard.commands.stopListening();
    expect(wizard.state().listening?.isStopping).toBe(true);
    const ended = await until(wizard, ({ listening }) => listening === null);
    expect(ended.listened).toMatchObject({ kind: 'ended', visits: [] });
    const elsewhere = bridge.calls.filter(({ name }) => name !== 'rehearsal.listen');
    for (const text of [ended, elsewhere, scene.browser.entries()].map((part) => JSON.stringify(part)))
      expect(text).not.toContain(fakeCode);
    wizard.commands.noteListened();
    expect(wizard.state().listened).toBeNull();
  });

  it('asks for the ports of what others find here, and listens for that', async () => {
    const bridge = fakeBridge();
    const wizard = await openReview(bridge);
    wizard.commands.openListen();
    const isReady = (state: WizardState): boolean => state.step === 'listen' && state.ports.kind === 'ready';
    await until(wizard, isReady);
    const as = { hasRoles: false, places: ['database'] } as const;
    wizard.commands.listenAs(as);
    expect(wizard.state()).toMatchObject({ as, ports: { kind: 'loading' } });
    await until(wizard, isReady);
    wizard.commands.listen(choice);
    await until(wizard, isOpen);
    expect(called(bridge, 'rehearsal.plan').at(-1)?.input).toMatchObject(as);
    expect(called(bridge, 'rehearsal.listen')).toMatchObject([{ input: as }]);
    wizard.commands.listenLonger(30);
    expect(called(bridge, 'rehearsal.put-off')).toMatchObject([{ input: { minutes: 30 } }]);
    wizard.commands.stopListening();
    await until(wizard, ({ listening }) => listening === null);
  });

  it('says why it could not begin', async () => {
    const bridge = fakeBridge(
      {},
      { 'rehearsal.listen': () => Promise.reject(new AppError('busy', 'It listens already.')) },
    );
    const wizard = await openReview(bridge);
    wizard.commands.openListen();
    wizard.commands.listen(choice);
    const failed = await until(wizard, ({ listened }) => listened !== null);
    expect(failed).toMatchObject({
      listening: null,
      listened: { kind: 'failed', failure: { code: 'busy' } },
    });
  });

  it('is not opened while the answers are not whole, or a run goes on', async () => {
    const early = open(fakeBridge());
    early.commands.begin();
    early.commands.openListen();
    expect(early.state().step).toBe('machine');
    const bridge = fakeBridge({}, { 'run.start': () => new Promise(() => {}) });
    const running = await openReview(bridge);
    running.commands.run(null);
    running.commands.openListen();
    expect(running.state().step).toBe('run');
  });
});
