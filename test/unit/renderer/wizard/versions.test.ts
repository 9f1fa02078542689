import { describe, expect, it } from 'vitest';
import { windowsText } from '../../../../renderer/text/en/windows.ts';
import { type Answers, emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import { differentAnswers, isSameCheck } from '../../../../renderer/wizard/versions.ts';
import type { Session } from '../../../../shared/contract/session.ts';

const sessionOf = (answers: Partial<Answers>, more: Partial<Session> = {}): Session => ({
  schemaVersion: 1,
  step: 'machine',
  answers: JSON.stringify({ ...emptyAnswers, ...answers }),
  lastRun: null,
  ...more,
});

describe('two versions of a check', () => {
  it('are the same whatever step they are on, and however their answers are written down', () => {
    const plain = sessionOf({ controllerHost: 'c' });
    const { roles, ...others } = { ...emptyAnswers, controllerHost: 'c' };
    const otherwise = { ...plain, step: 'review' as const, answers: JSON.stringify({ ...others, roles }) };
    expect(otherwise.answers).not.toBe(plain.answers);
    expect(isSameCheck(plain, otherwise)).toBe(true);
  });

  it('are others with another answer, another run, or what cannot be read', () => {
    const plain = sessionOf({});
    const run = '00000000-0000-4000-8000-000000000001';
    expect(isSameCheck(plain, sessionOf({ cacheTls: true }))).toBe(false);
    expect(isSameCheck(plain, sessionOf({}, { lastRun: run }))).toBe(false);
    expect(isSameCheck(plain, { ...plain, answers: '{}' })).toBe(false);
    expect(isSameCheck({ ...plain, answers: '{}' }, { ...plain, answers: '{}' })).toBe(true);
  });

  it('differ in answers, which are named, with what they were changed to', () => {
    const text = (change: Partial<Answers>): string => {
      const theirs = { ...emptyAnswers, ...change };
      return windowsText.other.changed(differentAnswers(emptyAnswers, theirs), theirs);
    };
    expect(differentAnswers(emptyAnswers, { ...emptyAnswers })).toEqual([]);
    expect(text({ controllerHost: 'ctl02' })).toBe(
      'Another window has changed the Deployment Controller to ctl02',
    );
    expect(text({ frontEnds: 'a\nb' })).toBe('Another window has changed the front-end servers');
    expect(text({ controllerHost: 'x'.repeat(61) })).toBe(
      'Another window has changed the Deployment Controller',
    );
    expect(text({ environmentName: '\u202eevil' })).toBe(
      'Another window has changed the name of the environment to \\u202eevil',
    );
    expect(text({ phase: 'after-install', hybrid: true, vpn: 'yes', caFile: '/a', latencyMs: '3' })).toBe(
      'Another window has changed the phase, whether a part is in the OutSystems Cloud and 3 other answers',
    );
  });
});
