import { describe, expect, it } from 'vitest';
import { emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import { emptyDatabase } from '../../../../renderer/wizard/codecs.ts';
import { createWizard, type Wizard } from '../../../../renderer/wizard/effects.ts';
import { saveAfterMs } from '../../../../renderer/wizard/keep-session.ts';
import { readAnswers } from '../../../../renderer/wizard/session.ts';
import { startUp } from '../../../../renderer/wizard/start-up.ts';
import { hostWatchMs } from '../../../../renderer/wizard/watch-host.ts';
import type { Reply } from '../../../../shared/contract/reply.ts';
import type { Session } from '../../../../shared/contract/session.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { type FakeBridge, fakeBridge } from '../../../support/fake-bridge.ts';
import { fakeHistory } from '../../../support/fake-history.ts';
import { fakeChannels, type Stage, stage } from '../../../support/fake-surroundings.ts';

const answers = {
  ...emptyAnswers,
  roles: ['front-end' as const],
  controllerHost: 'ctrl',
  frontEnds: 'osfe01',
  databases: [{ ...emptyDatabase('platform'), host: 'sql1' }],
};
const session: Session = {
  schemaVersion: 1,
  step: 'scope',
  reached: 'scope',
  answers: JSON.stringify(answers),
  lastRun: null,
};

type Window = { readonly wizard: Wizard; readonly scene: Stage };

/** Lets everything that was asked for be done. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A window that has just been opened on a host, or loaded again. */
async function open(bridge: FakeBridge, scene: Stage = stage()): Promise<Window> {
  const { first, unsaved } = scene.history;
  const started = await startUp(bridge, 'A4', first === null ? null : { place: first, unsaved });
  if (!started.ok) throw new TypeError('the wizard did not start');
  const wizard = createWizard(bridge, started.value, scene);
  wizard.attach();
  await settle();
  return { wizard, scene };
}

/** A window that goes on with the kept check. */
async function goOn(bridge: FakeBridge, scene?: Stage): Promise<Window> {
  const opened = await open(bridge, scene);
  opened.wizard.commands.continueEarlier();
  await settle();
  return opened;
}

async function type({ wizard, scene }: Window, change: Partial<typeof answers>): Promise<void> {
  wizard.commands.answer(change);
  scene.elapse(saveAfterMs);
  await settle();
}

async function watch({ scene }: Window): Promise<void> {
  scene.elapse(hostWatchMs.between);
  await settle();
}

const loadAgain = ({ wizard, scene }: Window, bridge: FakeBridge): Promise<Window> => {
  wizard.commands.flush();
  return open(bridge, stage(scene.browser.reload()));
};

async function kept(bridge: FakeBridge) {
  const reply = await bridge['session.load']({}).reply;
  if (!reply.ok) throw new TypeError('nothing could be loaded');
  const { session: found, aside } = reply.value;
  const answersOf = (entry: Session | null) => readAnswers(entry?.answers ?? '');
  return { answers: answersOf(found), aside: aside.map((entry) => answersOf(entry.session)) };
}

describe('two windows on one check', () => {
  it('that both change it: the later one is told, neither version is lost, and the person keeps hers', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    const other = await goOn(bridge);
    await type(one, { controllerHost: 'ctl01' });
    await type(other, { controllerHost: 'ctl02' });
    expect(one.wizard.state().other).toBeNull();
    expect(other.wizard.state()).toMatchObject({
      answers: { controllerHost: 'ctl02' },
      other: { answers: { controllerHost: 'ctl01' }, origin: { controllerHost: 'ctrl' } },
      saveFailure: null,
    });
    expect(await kept(bridge)).toMatchObject({
      answers: { controllerHost: 'ctl01' },
      aside: [{ controllerHost: 'ctl02' }],
    });
    other.wizard.commands.keepMine();
    await settle();
    expect(other.wizard.state().other).toBeNull();
    expect(await kept(bridge)).toMatchObject({ answers: { controllerHost: 'ctl02' }, aside: [] });
    await watch(one);
    expect(one.wizard.state()).toMatchObject({
      answers: { controllerHost: 'ctl01' },
      other: { answers: { controllerHost: 'ctl02' } },
    });
    expect((await kept(bridge)).aside).toMatchObject([{ controllerHost: 'ctl01' }]);
  });

  it('that both change it: the person takes the other one', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    const other = await goOn(bridge);
    await type(one, { controllerHost: 'ctl01' });
    await type(other, { controllerHost: 'ctl02' });
    other.wizard.commands.takeOther();
    await settle();
    expect(other.wizard.state()).toMatchObject({ answers: { controllerHost: 'ctl01' }, other: null });
    await type(other, { controllerHost: 'ctl03' });
    expect(await kept(bridge)).toMatchObject({ answers: { controllerHost: 'ctl03' }, aside: [] });
  });

  it('goes on typing while it has not chosen, and what it typed last waits aside', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    const other = await goOn(bridge);
    await type(one, { controllerHost: 'ctl01' });
    await type(other, { controllerHost: 'a' });
    await type(other, { controllerHost: 'ab' });
    expect(await kept(bridge)).toMatchObject({
      answers: { controllerHost: 'ctl01' },
      aside: [{ controllerHost: 'ab' }],
    });
    await type(one, { controllerHost: 'ctl011' });
    await watch(other);
    expect(other.wizard.state().other?.answers?.controllerHost).toBe('ctl011');
  });

  it('is told before it has typed anything, as soon as it looks', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    const other = await goOn(bridge);
    await type(one, { controllerHost: 'ctl01' });
    await watch(other);
    expect(other.wizard.state().other?.answers?.controllerHost).toBe('ctl01');
  });

  it('are not in each other’s way where they only look at different steps', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    const other = await goOn(bridge);
    one.wizard.commands.open('machine');
    await settle();
    other.wizard.commands.open('environment');
    await settle();
    await watch(one);
    expect([one.wizard.state().other, other.wizard.state().other]).toEqual([null, null]);
    await type(other, { controllerHost: 'ctl02' });
    expect(await kept(bridge)).toMatchObject({ answers: { controllerHost: 'ctl02' }, aside: [] });
  });

  it('keeps both versions over a window that is loaded again before somebody chose', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    const other = await goOn(bridge);
    await type(one, { controllerHost: 'ctl01' });
    await type(other, { controllerHost: 'ctl02' });
    let again = await loadAgain(other, bridge);
    again = await loadAgain(again, bridge);
    expect(again.wizard.state()).toMatchObject({
      step: 'scope',
      answers: { controllerHost: 'ctl02' },
      other: { answers: { controllerHost: 'ctl01' } },
    });
    expect(await kept(bridge)).toMatchObject({
      answers: { controllerHost: 'ctl01' },
      aside: [{ controllerHost: 'ctl02' }],
    });
    again.wizard.commands.keepMine();
    await settle();
    expect(await kept(bridge)).toMatchObject({ answers: { controllerHost: 'ctl02' }, aside: [] });
  });

  it('offers a version that was left undecided at the next start', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    const other = await goOn(bridge);
    await type(one, { controllerHost: 'ctl01' });
    await type(other, { controllerHost: 'ctl02' });
    const { wizard } = await open(bridge);
    const [aside] = wizard.state().aside;
    wizard.commands.openAside(aside?.window ?? '');
    await settle();
    expect(wizard.state()).toMatchObject({
      step: 'scope',
      answers: { controllerHost: 'ctl02' },
      other: { answers: { controllerHost: 'ctl01' } },
    });
    expect((await kept(bridge)).answers).toMatchObject({ controllerHost: 'ctl01' });
    wizard.commands.takeOther();
    await settle();
    expect(wizard.state()).toMatchObject({ answers: { controllerHost: 'ctl01' }, other: null });
    expect((await kept(bridge)).aside).toEqual([]);
  });

  it('does not replace what another window has kept by a new check, without asking', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    const fresh = await open(bridge);
    fresh.wizard.commands.begin();
    await type(one, { controllerHost: 'ctl01' });
    await watch(fresh);
    expect(fresh.wizard.state().other).toBeNull();
    await type(fresh, { controllerHost: 'new' });
    expect(fresh.wizard.state().other?.answers?.controllerHost).toBe('ctl01');
    expect((await kept(bridge)).answers?.controllerHost).toBe('ctl01');
  });

  it('goes on where another window has begun anew and kept nothing yet', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    const other = await goOn(bridge);
    one.wizard.commands.startOver();
    await settle();
    await type(other, { controllerHost: 'ctl02' });
    expect(other.wizard.state().other).toBeNull();
    expect(await kept(bridge)).toMatchObject({ answers: { controllerHost: 'ctl02' }, aside: [] });
  });

  it('shows at the start what another window has kept since', async () => {
    const bridge = fakeBridge({ session });
    const waiting = await open(bridge);
    const one = await goOn(bridge);
    await type(one, { controllerHost: 'ctl01' });
    await watch(waiting);
    expect(waiting.wizard.state().earlier?.answers.controllerHost).toBe('ctl01');
    waiting.wizard.commands.continueEarlier();
    await type(waiting, { controllerHost: 'ctl011' });
    expect((await kept(bridge)).answers?.controllerHost).toBe('ctl011');
  });

  it('says so too where the other version is none that this program writes', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    const { revision } = await bridge['session.revision']({}).reply.then((reply) =>
      reply.ok ? reply.value : { revision: null },
    );
    const foreign = { ...session, answers: '{"of":"another version"}' };
    await bridge['session.save']({ session: foreign, base: revision, window: stage().window }).reply;
    await type(one, { controllerHost: 'ctl01' });
    expect(one.wizard.state().other).toMatchObject({ answers: null });
    one.wizard.commands.takeOther();
    await settle();
    expect(one.wizard.state()).toMatchObject({
      answers: { controllerHost: 'ctl01' },
      other: { answers: null },
    });
  });
});

describe('the tabs of one browser', () => {
  it('tell each other at once, and the later one that it is not alone', async () => {
    const bridge = fakeBridge({ session });
    const channels = fakeChannels();
    const one = await goOn(bridge, stage(fakeHistory(), channels()));
    const other = await goOn(bridge, stage(fakeHistory(), channels()));
    expect([one.wizard.state().hasOtherTab, other.wizard.state().hasOtherTab]).toEqual([false, true]);
    other.wizard.commands.noteTab();
    expect(other.wizard.state().hasOtherTab).toBe(false);
    await type(one, { controllerHost: 'ctl01' });
    expect(other.wizard.state().other?.answers?.controllerHost).toBe('ctl01');
  });

  it('all say that Netready has ended when one of them has ended it, with everything kept', async () => {
    const bridge = fakeBridge({ session });
    const channels = fakeChannels();
    const one = await goOn(bridge, stage(fakeHistory(), channels()));
    const other = await goOn(bridge, stage(fakeHistory(), channels()));
    other.wizard.commands.noteTab();
    one.wizard.commands.answer({ controllerHost: 'typed just before' });
    await one.wizard.commands.quit();
    expect([one.wizard.state().host, other.wizard.state().host]).toEqual(['ended', 'ended']);
    expect((await kept(bridge)).answers?.controllerHost).toBe('typed just before');
    const calls = bridge.calls.length;
    await watch(one);
    await watch(other);
    expect(bridge.calls.length).toBe(calls);
  });

  it('say nothing of an end that was refused', async () => {
    const refuse = async (): Promise<never> => {
      throw new AppError('internal', 'It cannot end now.');
    };
    const one = await goOn(fakeBridge({ session }, { 'app.quit': refuse }));
    await one.wizard.commands.quit();
    expect(one.wizard.state().host).toBe('here');
  });
});

describe('a host that is gone', () => {
  /** A bridge of which everything that is kept is out of reach while `isGone`. */
  function losable() {
    const plain = fakeBridge({ session });
    const line = { isGone: false };
    const given = async <T>(work: () => Promise<Reply<T>>): Promise<T> => {
      if (line.isGone) throw new AppError('host-lost', 'Gone.');
      const reply = await work();
      if (!reply.ok) throw new AppError(reply.error.code, reply.error.description);
      return reply.value;
    };
    const bridge = fakeBridge(
      {},
      {
        'session.load': () => given(() => plain['session.load']({}).reply),
        'session.revision': () => given(() => plain['session.revision']({}).reply),
        'session.save': (input) => given(() => plain['session.save'](input).reply),
      },
    );
    return { bridge, plain, line };
  }

  it('is said by the page itself, which goes on when it is there again, with what was typed meanwhile', async () => {
    const { bridge, plain, line } = losable();
    const one = await goOn(bridge);
    line.isGone = true;
    await type(one, { controllerHost: 'ctl01' });
    expect(one.wizard.state()).toMatchObject({ host: 'here', saveFailure: null });
    expect(one.wizard.hasUnsaved()).toBe(true);
    one.scene.elapse(hostWatchMs.doubt);
    await settle();
    expect(one.wizard.state()).toMatchObject({ host: 'lost', answers: { controllerHost: 'ctl01' } });
    line.isGone = false;
    one.wizard.commands.askHost();
    await settle();
    expect(one.wizard.state().host).toBe('here');
    expect(one.wizard.hasUnsaved()).toBe(false);
    expect((await kept(plain)).answers?.controllerHost).toBe('ctl01');
  });
});

describe('a page that is loaded again', () => {
  it('is on its step, with the steps that were open, and what was typed just before', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    one.wizard.commands.submit();
    one.wizard.commands.open('environment');
    await settle();
    one.wizard.commands.answer({ controllerHost: 'typed just before' });
    const again = await loadAgain(one, bridge);
    expect(again.wizard.state()).toMatchObject({
      step: 'environment',
      reached: 'review',
      answers: { controllerHost: 'typed just before' },
      other: null,
    });
    expect(await kept(bridge)).toMatchObject({ answers: { controllerHost: 'typed just before' }, aside: [] });
  });

  it('asks when another window was faster than what was typed just before', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    const other = await goOn(bridge);
    await type(other, { controllerHost: 'ctl02' });
    one.wizard.commands.answer({ controllerHost: 'typed just before' });
    const again = await loadAgain(one, bridge);
    expect(again.wizard.state()).toMatchObject({
      answers: { controllerHost: 'typed just before' },
      other: { answers: { controllerHost: 'ctl02' } },
    });
    expect((await kept(bridge)).answers?.controllerHost).toBe('ctl02');
  });

  it('begins anew where a new check was only begun', async () => {
    const bridge = fakeBridge({ session });
    const one = await open(bridge);
    one.wizard.commands.begin();
    const again = await loadAgain(one, bridge);
    expect(again.wizard.state()).toMatchObject({ step: 'machine', begun: true, answers: emptyAnswers });
    expect((await kept(bridge)).answers?.controllerHost).toBe('ctrl');
  });

  it('asks for what its page needs', async () => {
    const bridge = fakeBridge({ session });
    const one = await goOn(bridge);
    one.wizard.commands.submit();
    await settle();
    const again = await loadAgain(one, bridge);
    expect(again.wizard.state()).toMatchObject({ step: 'review', plan: { view: { kind: 'ready' } } });
  });

  it('stays at the start where it was at the start, and at the page that verifies', async () => {
    const bridge = fakeBridge({ session });
    const one = await open(bridge);
    expect((await loadAgain(one, bridge)).wizard.state()).toMatchObject({ step: 'start', begun: false });
    one.wizard.commands.openDesk('verify');
    expect((await loadAgain(one, bridge)).wizard.state()).toMatchObject({ step: 'verify', from: 'scope' });
    const empty = fakeBridge();
    const first = await open(empty);
    first.wizard.commands.openDesk('verify');
    expect((await loadAgain(first, empty)).wizard.state()).toMatchObject({ step: 'verify', begun: false });
  });
});

describe('back and forward', () => {
  it('move the wizard, and the wizard’s own ways are theirs', async () => {
    const one = await goOn(fakeBridge({ session }));
    const { browser } = one.scene;
    const { commands, state } = one.wizard;
    await browser.go(-1);
    expect(state().step).toBe('start');
    await browser.go(1);
    expect(state().step).toBe('scope');
    commands.submit();
    commands.back();
    expect(state().step).toBe('scope');
    await browser.settled();
    expect(browser.entries().index).toBe(1);
    await browser.go(1);
    expect(state().step).toBe('review');
  });

  it('lead to the last step that is open, and the entry says so', async () => {
    const one = await goOn(fakeBridge({ session }));
    const { browser } = one.scene;
    one.wizard.commands.submit();
    await browser.go(-1);
    one.wizard.commands.answer({ controllerHost: '' });
    await browser.go(1);
    expect(one.wizard.state().step).toBe('environment');
    expect(browser.entries().states[2]).toMatchObject({ netready: { step: 'environment' } });
  });

  it('come back to a run that goes on', async () => {
    const bridge = fakeBridge({ session }, { 'run.start': () => new Promise(() => undefined) });
    const one = await goOn(bridge);
    const { browser } = one.scene;
    one.wizard.commands.submit();
    one.wizard.commands.run(null);
    await browser.go(-1);
    expect(one.wizard.state()).toMatchObject({ step: 'run', stays: true });
    expect(
      browser.entries().states.map((state) => (state as { netready: { step: string } }).netready.step),
    ).toEqual(['start', 'scope', 'review', 'run']);
  });

  it('put no answer and nothing of another page into the address or the entries', async () => {
    const one = await goOn(fakeBridge({ session }));
    await type(one, { controllerHost: 'secret.example.local' });
    expect(JSON.stringify(one.scene.browser.entries())).not.toContain('secret');
    const foreign = fakeHistory([{ of: 'another page' }, ...one.scene.browser.entries().states]);
    const two = await open(fakeBridge({ session }), stage(foreign));
    const { step } = two.wizard.state();
    await foreign.go(-1 - 1);
    expect(two.wizard.state().step).toBe(step);
  });
});
