import { describe, expect, it } from 'vitest';
import { emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import { moveTo, type Place, placeOf, placeSchema } from '../../../../renderer/wizard/place.ts';
import { reduce } from '../../../../renderer/wizard/reducer.ts';
import { initialState, noOffers, type WizardEvent } from '../../../../renderer/wizard/wizard-state.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import { emptyResult, fakeAbout } from '../../../support/fake-bridge.ts';

const window = '6b0f3c1e-5b0e-4c58-9d36-0d2a1d4f7a01';
const at = (step: Place['step'], more: Partial<Place> = {}): Place => ({
  step,
  evidence: null,
  openCards: null,
  item: null,
  isFresh: false,
  aside: null,
  ...more,
});
const panel = (evidence: string): Place => at('results', { evidence });

describe('the history', () => {
  it.each([
    ['a step that is gone on to gets an entry', at('machine'), at('environment'), at('start'), false, 'push'],
    ['nothing new gets none', at('machine'), at('machine'), at('start'), false, 'none'],
    [
      'what is known of the same page is written into its entry',
      at('machine', { isFresh: true }),
      at('machine'),
      at('start'),
      false,
      'replace',
    ],
    [
      'going back is the way back of the browser',
      at('environment'),
      at('machine'),
      at('machine'),
      true,
      'back',
    ],
    ['going back to elsewhere is an entry', at('environment'), at('machine'), at('start'), true, 'push'],
    [
      'going back where nothing of ours was is an entry',
      at('environment'),
      at('machine'),
      null,
      true,
      'push',
    ],
    [
      'going on to the page before is an entry too',
      at('environment'),
      at('machine'),
      at('machine'),
      false,
      'push',
    ],
    ['a run that is started gets an entry', at('review'), at('run'), at('scope'), false, 'push'],
    ['results take the entry of their run', at('run'), at('results'), at('review'), false, 'replace'],
    [
      'a run that is started again takes the entry of its results',
      at('results'),
      at('run'),
      at('review'),
      false,
      'replace',
    ],
    ['a failed run that is left is gone back from', at('run'), at('review'), at('review'), true, 'back'],
    [
      'a report of a list gets an entry',
      at('verify'),
      at('verify', { item: '7' }),
      at('start'),
      false,
      'push',
    ],
    ['its list is gone back to', at('verify', { item: '7' }), at('verify'), at('verify'), true, 'back'],
    ['the page that verifies gets an entry', at('report'), at('verify'), at('results'), false, 'push'],
    ['a panel that is opened gets an entry', at('results'), panel('a'), at('review'), false, 'push'],
    ['turning over in the panel gets none', panel('a'), panel('b'), at('results'), false, 'replace'],
    ['a panel that is closed is gone back from', panel('a'), at('results'), at('results'), true, 'back'],
    [
      'a panel that nothing was before gives its entry to its page',
      panel('a'),
      at('results'),
      at('review'),
      true,
      'replace',
    ],
    [
      'a question that a panel leads to gets an entry',
      panel('a'),
      at('environment'),
      at('results'),
      false,
      'push',
    ],
  ] as const)('%s', (_what, shown, next, before, isReturn, move) => {
    expect(moveTo(shown, next, before, isReturn)).toBe(move);
  });
});

describe('a place', () => {
  const start = initialState(fakeAbout, noOffers, 'A4');
  const play = (...events: readonly WizardEvent[]) => placeOf(events.reduce(reduce, start), window);

  it('says whether anything of its check is kept, so that loading again brings nothing else back', () => {
    expect(play()).toEqual(at('start'));
    expect(play({ kind: 'begun' })).toEqual(at('machine', { isFresh: true }));
    expect(play({ kind: 'begun' }, { kind: 'answered', change: { controllerHost: 'c' } })).toEqual(
      at('machine'),
    );
  });

  it('remembers which cards of the results are open, up to a bound, and no other page has any', () => {
    const profile = profileSchema.parse({ schemaVersion: 1 });
    const result = emptyResult(profile, fakeAbout.machine, window);
    const opened = (count: number) =>
      play(
        { kind: 'run-opened', result, brokenOff: false },
        { kind: 'cards-opened', cards: Array.from({ length: count }, (_, index) => `card ${index}`) },
      );
    expect(opened(2).openCards).toEqual(['card 0', 'card 1']);
    expect(placeSchema.safeParse(opened(2000)).success).toBe(true);
    expect(
      play(
        { kind: 'run-opened', result, brokenOff: false },
        { kind: 'cards-opened', cards: ['card 0'] },
        { kind: 'submitted' },
      ).openCards,
    ).toBeNull();
  });

  it('names the window whose version waits aside', () => {
    const session = { schemaVersion: 1, step: 'machine', answers: '{}', lastRun: null } as const;
    const other = {
      session,
      answers: emptyAnswers,
      origin: null,
      revision: 'r',
      changedAt: '2026-11-22T10:00:00.000Z',
    };
    expect(play({ kind: 'begun' }, { kind: 'other-kept', other }).aside).toBe(window);
  });

  it('holds no answer, and is refused with anything more', () => {
    const place = play(
      { kind: 'begun' },
      { kind: 'answered', change: { controllerHost: 'ctrl.example.local' } },
    );
    expect(JSON.stringify(place)).not.toContain('example');
    expect(placeSchema.safeParse(place).success).toBe(true);
    for (const wrong of [
      { ...place, more: 1 },
      { ...place, step: 'elsewhere' },
      { ...place, aside: 'x' },
      null,
      'start',
    ])
      expect(placeSchema.safeParse(wrong).success).toBe(false);
  });
});
