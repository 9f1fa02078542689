import { describe, expect, it } from 'vitest';
import { type Catalogue, catalogue } from '../../../../shared/catalogue/catalogue.ts';
import type { CheckDefinition, Ruling } from '../../../../shared/catalogue/check.ts';
import type { Overlay } from '../../../../shared/catalogue/overlay.ts';
import type { BaseKey } from '../../../../shared/catalogue/requirements.ts';
import { catalogueProblems } from '../../../../shared/catalogue/validate.ts';
import { checkCalled } from './contexts.ts';

const sound = checkCalled('out-ctrl');

/** The real catalogue with another version of `out-ctrl`, and without those that say nothing of it. */
const withCheck = (fields: object): Catalogue => ({
  ...catalogue,
  checks: [{ ...sound, ...fields }],
  overlays: [],
});

const withRuling = (finding: string, fields: Partial<Ruling>): Catalogue => {
  const phases = sound.rulings()[finding];
  const ruling = phases?.['after-install'];
  return withCheck({
    rulings: () => ({
      ...sound.rulings(),
      [finding]: { ...phases, 'after-install': { ...ruling, ...fields } },
    }),
  });
};

const withOverlay = (fields: object, ...more: readonly Overlay[]): Catalogue => ({
  ...catalogue,
  overlays: [
    {
      id: 'ports-121xx',
      version: 1,
      title: 'Later ports',
      when: 'Choose it.',
      reference: 'Release notes',
      checks: [],
      ...fields,
    },
    ...more,
  ],
});

const without = <T extends object>(whole: T, key: keyof T & string): object =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key));

const requirement = (key: BaseKey, fields: object): Catalogue => ({
  ...catalogue,
  requirements: {
    ...catalogue.requirements,
    [key]: { ...catalogue.requirements[key], ...fields },
  },
});

const twin: CheckDefinition = { ...sound, id: 'x-twin' };

describe('the catalogue', () => {
  it('has no problems', () => {
    expect(catalogueProblems(catalogue)).toEqual([]);
  });
});

describe('a catalogue', () => {
  it.each<[string, Catalogue, string]>([
    ['without a version', { ...catalogue, version: ' ' }, 'the catalogue has no version'],
    ['with an id twice', { ...catalogue, checks: [...catalogue.checks, sound] }, 'out-ctrl: exists twice'],
    ['with an id in another case', withCheck({ id: 'OUT_CTRL' }), 'OUT_CTRL: the id is not in kebab-case'],
    ['with an empty title', withCheck({ title: ' ' }), 'out-ctrl: title is empty'],
    [
      'with a title that ends like a sentence',
      withCheck({ title: 'It works.' }),
      'out-ctrl: title ends with a punctuation mark',
    ],
    [
      'with a title that has a parameter',
      withCheck({ title: 'No {host}' }),
      'out-ctrl: title names {host}, which is not filled in',
    ],
    [
      'with a title in spaces',
      withCheck({ title: ' It works' }),
      'out-ctrl: title begins or ends with a space',
    ],
    [
      'with a reason for being that does not end',
      withCheck({ why: 'Because' }),
      'out-ctrl: why does not end with a full stop or a quotation mark',
    ],
    ['with an empty reason for being', withCheck({ why: '' }), 'out-ctrl: why is empty'],
    [
      'with an exclamation mark',
      withCheck({ why: 'Beware! It matters.' }),
      'out-ctrl: why has an exclamation mark',
    ],
    ['with a check for nobody', withCheck({ roles: [] }), 'out-ctrl: no role calls for it'],
    [
      'with a check that looks the wrong way',
      withCheck({ direction: 'inbound' }),
      'out-ctrl: is inbound, but checks of the family reach are outbound',
    ],
    [
      'with a requirement that does not exist',
      withCheck({ requirements: ['R8', 'R99'] }),
      'out-ctrl: there is no requirement R99',
    ],
    [
      'with a requirement twice',
      withCheck({ requirements: ['R8', 'R8'] }),
      'out-ctrl: names the requirement R8 twice',
    ],
    ['with a check for no requirement', withCheck({ requirements: [] }), 'out-ctrl: covers no requirement'],
    [
      'with a check that is too severe',
      withCheck({ requirements: ['M2'] }),
      'out-ctrl: is required, but its requirements are monitoring at most',
    ],
    [
      'with a finding that has no ruling',
      withCheck({ rulings: () => without(sound.rulings(), 'timeout') }),
      'out-ctrl: timeout: no ruling',
    ],
    [
      'with a phase that has no ruling',
      withCheck({
        rulings: () => ({
          ...sound.rulings(),
          timeout: without(sound.rulings()['timeout'] ?? {}, 'after-install' as never),
        }),
      }),
      'out-ctrl: timeout, after-install: no ruling',
    ],
    [
      'with a phase that does not exist',
      withCheck({
        rulings: () => ({ ...sound.rulings(), timeout: { ...sound.rulings()['timeout'], later: null } }),
      }),
      'out-ctrl: timeout: there is no phase later',
    ],
    [
      'with a ruling for nothing',
      withCheck({ rulings: () => ({ ...sound.rulings(), bored: sound.rulings()['timeout'] }) }),
      'out-ctrl: bored: the family reach does not find this',
    ],
    [
      'with a failure without a headline',
      withCheck({
        family: { ...sound.family, headlines: without(sound.family.headlines, 'timeout' as never) },
      }),
      'out-ctrl: timeout, after-install: fail has no headline',
    ],
    [
      'with a headline that names what is not filled in',
      withRuling('timeout', { headline: '{color} is dark' }),
      'out-ctrl: timeout, after-install: headline names {color}, which is not filled in',
    ],
    [
      'with a headline that only says no',
      withRuling('timeout', { headline: '{target} is not as it should be' }),
      'out-ctrl: timeout, after-install: headline says "as it should be", which is no fact',
    ],
    [
      'with a headline that ends like a sentence',
      withRuling('timeout', { headline: '{target} does not answer.' }),
      'out-ctrl: timeout, after-install: headline ends with a punctuation mark',
    ],
    [
      'with a headline that is too long',
      withRuling('timeout', { headline: `{target} ${'never '.repeat(12)}answers` }),
      'out-ctrl: timeout, after-install: headline is usually 94 characters long',
    ],
    [
      'with an unknown parameter',
      withRuling('timeout', { reason: 'It is {color}.' }),
      'out-ctrl: timeout, after-install: reason names {color}, which is not filled in',
    ],
    [
      'with a stray brace',
      withRuling('timeout', { reason: 'It is {host name}.' }),
      'out-ctrl: timeout, after-install: reason has a stray brace',
    ],
    [
      'with an empty reason',
      withRuling('timeout', { reason: '' }),
      'out-ctrl: timeout, after-install: reason is empty',
    ],
    [
      'with a remedy that does not end',
      withRuling('timeout', { remedy: 'Do it' }),
      'out-ctrl: timeout, after-install: remedy does not end with a full stop or a quotation mark',
    ],
    [
      'with an empty remedy',
      withRuling('timeout', { remedy: ' ' }),
      'out-ctrl: timeout, after-install: remedy is empty',
    ],
    [
      'with a remedy for nobody',
      withRuling('timeout', { owner: null }),
      'out-ctrl: timeout, after-install: remedy and owner do not come together',
    ],
    [
      'with somebody who has nothing to do',
      withRuling('open', { owner: 'you' }),
      'out-ctrl: open, after-install: remedy and owner do not come together',
    ],
    [
      'with a pass that has a remedy',
      withRuling('open', { remedy: 'Rest.', owner: 'you' }),
      'out-ctrl: open, after-install: passes but has a remedy',
    ],
    [
      'with a failure that has no remedy',
      withRuling('timeout', { remedy: null, owner: null }),
      'out-ctrl: timeout, after-install: fail has no remedy',
    ],
    [
      'with a ruling that waives',
      withRuling('timeout', { verdict: 'waived' }),
      'out-ctrl: timeout, after-install: only an administrator can waive',
    ],
    [
      'with a pass without evidence',
      withRuling('no-evidence', { verdict: 'pass', remedy: null, owner: null }),
      'out-ctrl: no-evidence, after-install: pass without evidence; allowed: unknown',
    ],
    [
      'with a requirement that nothing covers',
      { ...catalogue, checks: catalogue.checks.filter(({ id }) => id !== 'ad-out') },
      'requirement D1: no check covers it',
    ],
    [
      'with a requirement that is not described',
      { ...catalogue, requirements: without(catalogue.requirements, 'D1') as never },
      'requirement D1: is not described',
    ],
    [
      'with a requirement under another key',
      requirement('D1', { key: 'D2' }),
      'requirement D1: is called D2',
    ],
    [
      'with a requirement in half a sentence',
      requirement('D1', { text: 'The plugin' }),
      'requirement D1: text does not end with a full stop or a quotation mark',
    ],
    ['with a requirement from nowhere', requirement('D1', { where: '' }), 'requirement D1: where is empty'],
    [
      'with an overlay twice',
      withOverlay(
        {},
        { id: 'ports-121xx', version: 2, title: 'Again', when: 'Choose it.', reference: 'Notes', checks: [] },
      ),
      'overlay ports-121xx: exists twice',
    ],
    [
      'with an overlay in another case',
      withOverlay({ id: 'Ports' }),
      'overlay Ports: the id is not in kebab-case',
    ],
    [
      'with an overlay of no version',
      withOverlay({ version: 0 }),
      'overlay ports-121xx: the version 0 is not a whole number from 1 on',
    ],
    [
      'with an overlay of half a version',
      withOverlay({ version: 1.5 }),
      'overlay ports-121xx: the version 1.5 is not a whole number from 1 on',
    ],
    ['with an overlay without a title', withOverlay({ title: '' }), 'overlay ports-121xx: title is empty'],
    [
      'with an overlay from nowhere',
      withOverlay({ when: 'Choose it.', reference: ' ' }),
      'overlay ports-121xx: reference is empty',
    ],
    ['with an overlay without a check', withOverlay({}), 'overlay ports-121xx: has no check'],
    ['with an overlay that repeats a check', withOverlay({ checks: [sound] }), 'out-ctrl: exists twice'],
    [
      'with an overlay that has a broken check',
      withOverlay({ checks: [{ ...twin, why: 'Because' }] }),
      'x-twin: why does not end with a full stop or a quotation mark',
    ],
  ])('%s is refused', (_name, broken, problem) => {
    expect(catalogueProblems(broken)).toContain(problem);
  });

  it('may have an overlay whose checks go beyond the source document', () => {
    expect(catalogueProblems(withOverlay({ checks: [{ ...twin, requirements: [] }] }))).toEqual([]);
  });
});
