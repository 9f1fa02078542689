import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import { configuration } from '../../../../../shared/catalogue/families/configuration.ts';
import { param } from '../../../../../shared/catalogue/parameter.ts';
import { drawnFinding, installationFact } from '../facts.ts';

const subject = (platformVersion?: string, statement = 'as-required'): Subject => ({
  source: null,
  destination: null,
  probes: [],
  parameters: { list: param.keep('none') },
  hints: { statement, ...(platformVersion === undefined ? {} : { platformVersion }) },
});

const installed = [installationFact('11.28.1.44071')];

describe('the family configuration', () => {
  it('is the profile’s statement where nothing is installed, or nobody knows', () => {
    for (const facts of [[], [installationFact(null)], [installationFact(null, [], 'unavailable')]])
      expect(drawnFinding(configuration.find(facts, subject('11.41.0')))).toEqual({
        finding: 'as-required',
        parameters: { list: 'none', installed: 'not known', named: '11.41.0' },
      });
  });

  it.each([
    [undefined, 'installed'],
    ['11.28', 'installed'],
    ['11.28.1', 'installed'],
    ['11.28.01', 'installed'],
    ['11.28.1.44071', 'installed'],
    ['11.28.2', 'other-version'],
    ['11.28.1.4407', 'other-version'],
    ['11.2', 'other-version'],
  ])('compares the installed version as far as the profile’s goes: %s is %s', (named, finding) => {
    expect(drawnFinding(configuration.find(installed, subject(named)))).toEqual({
      finding,
      parameters: { list: 'none', installed: '11.28.1.44071', named: named ?? 'not named' },
    });
  });

  it('says that a limit is too short, after all that is wrong', () => {
    const short = (named?: string, statement: 'as-required' | 'not-as-required' = 'as-required') => {
      const about = subject(named, statement);
      return { ...about, hints: { ...about.hints, limit: 'too-short' } };
    };
    expect(configuration.find([], short()).finding).toBe('limit-too-short');
    expect(configuration.find(installed, short()).finding).toBe('limit-too-short');
    expect(configuration.find(installed, short('11.2')).finding).toBe('other-version');
    expect(configuration.find(installed, short('11.2', 'not-as-required')).finding).toBe('not-as-required');
  });

  it('says first what is wrong with the profile itself', () => {
    expect(configuration.find(installed, subject('11.41.0', 'not-as-required')).finding).toBe(
      'not-as-required',
    );
    expect(configuration.find(installed, { ...subject(), hints: {} }).finding).toBe('not-stated');
  });
});
