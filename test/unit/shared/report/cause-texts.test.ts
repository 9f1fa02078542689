import { describe, expect, it } from 'vitest';
import { redactResult } from '../../../../shared/redact/redact.ts';
import { causesSentence, causeTexts, ownersText } from '../../../../shared/report/cause-texts.ts';
import { largeFarm } from '../../../support/large-farm.ts';
import { failedResult, farmResult, passedResult } from '../../../support/sample-results.ts';

describe('the causes of a result in words', () => {
  it('say the next step once for many servers, with who takes it', () => {
    const texts = causeTexts(largeFarm(60));
    expect(texts.length).toBeLessThanOrEqual(6);
    for (const { advice, moreAdvice, counterproof, isExplained } of texts) {
      expect(advice).toHaveLength(1);
      expect(moreAdvice).toBe(0);
      expect(counterproof === null).toBe(!isExplained);
    }
    const [web] = texts;
    expect(web?.title).toBe(
      'No way from this server to ports 80 and 443 of 12 hosts explains 24 of 144, each by itself',
    );
    expect(web?.advice[0]?.text).toBe(
      'Allow TCP from app01 to ports 80 and 443 of 12 hosts in every firewall on the way, and see that the route leads there and back.',
    );
    expect(texts.map(ownersText)).toContain('DNS administrator');
  });

  it('are numbered, required ones first, and say what nothing explains', () => {
    const texts = causeTexts(farmResult());
    expect(texts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    const required = texts.map(({ checks }) => checks[0].severity === 'required');
    expect(required).toEqual([...required].sort((left, right) => Number(right) - Number(left)));
    expect(causesSentence(texts)).toBe('5 causes explain 22 of 22 failed checks (6 required, 16 monitoring)');
    expect(causesSentence(causeTexts(failedResult()))).toBe(
      '2 failed checks, which nothing but themselves explains',
    );
    expect(causesSentence(causeTexts(passedResult()))).toBeNull();
  });

  it('name nothing of a redacted result but its aliases, and find the same causes', () => {
    const result = farmResult();
    const redacted = causeTexts(redactResult(result).result);
    const whole = causeTexts(result);
    expect(redacted.map(({ checks }) => checks.length)).toEqual(whole.map(({ checks }) => checks.length));
    const said = JSON.stringify(redacted.map(({ checks: _checks, ...text }) => text));
    for (const name of ['example-bank', 'controller-01', 'frontend-0', '10.20.'])
      expect(said).not.toContain(name);
  });
});
