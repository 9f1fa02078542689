import { describe, expect, it } from 'vitest';
import { catalogue, withOverlays } from '../../../../shared/catalogue/catalogue.ts';
import { definitionOf } from '../../../../shared/catalogue/check-id.ts';
import { param } from '../../../../shared/catalogue/parameter.ts';
import { redactResult } from '../../../../shared/redact/redact.ts';
import { fitResult } from '../../../../shared/run/fit-result.ts';
import { type RunResult, runResultSchema } from '../../../../shared/run/result.ts';
import { redrawSentences } from '../../../../shared/run/sentences.ts';
import { longest } from '../../../../shared/words/lengths.ts';
import { richResult } from '../../../support/rich-result.ts';
import {
  cancelledResult,
  containerResult,
  failedResult,
  farmResult,
  lifetimeResult,
  passedResult,
} from '../../../support/sample-results.ts';

const samples: readonly (readonly [string, () => RunResult])[] = [
  ['passed', passedResult],
  ['failed', failedResult],
  ['cancelled', cancelledResult],
  ['farm', farmResult],
  ['lifetime', lifetimeResult],
  ['containers', containerResult],
];

/** What every check of a result says, and what its parameters say when they are drawn again. */
function drawnTwice({ checks, phase, profile }: RunResult) {
  const definitions = new Map(
    withOverlays(catalogue, profile.overlays).map((definition) => [definition.id, definition]),
  );
  return checks.map((check) => {
    const definition = definitions.get(definitionOf(check.id));
    const again = definition === undefined ? null : redrawSentences(definition, phase, check);
    const { headline = null, reason, remedy, owner, asks = [] } = check;
    const verdict = check.waiver?.verdict ?? check.verdict;
    return { id: check.id, stored: { verdict, headline, reason, remedy, owner, asks }, again };
  });
}

describe('the sentences of a result', () => {
  it.each(samples)('are drawn again from what it holds: %s', (_name, sample) => {
    for (const { id, stored, again } of drawnTwice(sample())) expect(again, id).toEqual(stored);
  });

  it.each(samples)('are drawn again from its file: %s', (_name, sample) => {
    const read = runResultSchema.parse(JSON.parse(JSON.stringify(sample())));
    for (const { id, stored, again } of drawnTwice(read)) expect(again, id).toEqual(stored);
  });

  it.each(samples)('are drawn again where names were replaced: %s', (_name, sample) => {
    const { result } = redactResult(sample());
    for (const { id, stored, again } of drawnTwice(result)) expect(again, id).toEqual(stored);
  });

  it('cannot be drawn where an older result has no parameters, and are left as they stand', () => {
    const [check] = failedResult().checks;
    if (check === undefined) throw new TypeError('no check');
    const { parameters: _parameters, headline: _headline, ...old } = check;
    const [definition] = catalogue.checks;
    if (definition === undefined) throw new TypeError('no definition');
    expect(redrawSentences(definition, 'before-install', old)).toBeNull();
    expect(runResultSchema.shape.checks.element.parse(old)).toEqual(old);
  });

  it('refuse to be drawn from a phrase that the catalogue does not have', () => {
    const [definition] = catalogue.checks.filter(({ id }) => id === 'out-ctrl');
    if (definition === undefined) throw new TypeError('no definition');
    const odd = { ...param.phrase('one-day', {}), phrase: 'constructor', name: 'address' };
    expect(() =>
      redrawSentences(definition, 'after-install', { finding: 'timeout', parameters: [odd] }),
    ).toThrow(RangeError);
  });

  it('say that a check could not be judged where its gap is none that the catalogue has', () => {
    const [definition] = catalogue.checks.filter(({ id }) => id === 'out-ctrl');
    if (definition === undefined) throw new TypeError('no definition');
    const drawnFor = (gap: string) =>
      redrawSentences(definition, 'after-install', {
        finding: 'not-planned',
        parameters: [{ ...param.keep(gap), name: 'gap' }],
      });
    const failed = redrawSentences(definition, 'after-install', { finding: 'judge-failed', parameters: [] });
    for (const gap of ['constructor', 'no-such-gap']) expect(drawnFor(gap)).toEqual(failed);
    expect(failed?.reason).toMatch(/./);
  });

  it('lose their parameters where the result would be too large', () => {
    const small = fitResult(failedResult(), 20_000);
    expect(small.shortened).toBeGreaterThan(0);
    expect(small.checks.filter(({ parameters }) => parameters !== undefined)).toEqual([]);
  });
});

describe('headlines', () => {
  const all = [...samples.map(([, sample]) => sample()), richResult()].flatMap(({ checks }) => checks);

  it('stand wherever somebody has to do something, in one short line', () => {
    const telling = all.filter(({ verdict }) =>
      ['fail', 'warn', 'unknown', 'not-yet', 'not-testable-here'].includes(verdict),
    );
    expect(telling.length).toBeGreaterThan(100);
    expect(telling.filter(({ headline }) => headline === undefined)).toEqual([]);
    for (const { headline = '' } of telling) {
      expect(Array.from(headline).length).toBeLessThanOrEqual(longest.headline);
      expect(headline).not.toMatch(/[{}\n]|undefined|as it should be/);
    }
  });

  it('do not stand over what passes', () => {
    expect(all.filter(({ verdict, headline }) => verdict === 'pass' && headline !== undefined)).toEqual([]);
  });
});
