import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import { health, healthRulings } from '../../../../../shared/catalogue/families/health.ts';
import { param } from '../../../../../shared/catalogue/parameter.ts';
import { fillText } from '../../../../../shared/catalogue/text.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import { httpFact } from '../facts.ts';

const subject: Subject = {
  source: null,
  destination: { role: 'server', host: '127.0.0.1', port: 80, protocol: 'TCP/HTTP' },
  probes: [],
  parameters: { service: param.keep('Server.API') },
};

function told(facts: readonly Fact[]): readonly [finding: string, reason: string] {
  const { finding, parameters } = health.find(facts, subject);
  return [finding, fillText(healthRulings[finding]['after-install'].reason, parameters)];
}

const answer = (fields: Parameters<typeof httpFact>[1]) =>
  httpFact('open', { path: '/server.api/v1/health', durationMs: 12.3, ...fields });

describe('the family health', () => {
  it.each([
    [200, 'healthy', 'Server.API answered with status 200 in 12 ms.'],
    [204, 'healthy', 'Server.API answered with status 204 in 12 ms.'],
    [302, 'unhealthy', 'Server.API answered with status 302.'],
    [403, 'unhealthy', 'Server.API answered with status 403.'],
    [
      404,
      'not-found',
      'The web server on 127.0.0.1:80 knows no Server.API (status 404 for /server.api/v1/health).',
    ],
    [500, 'unhealthy', 'Server.API answered with status 500.'],
  ])('takes status %i for %s', (status, finding, reason) => {
    expect(told([answer({ status })])).toEqual([finding, reason]);
  });

  it('counts an odd answer by its status', () => {
    expect(told([httpFact('http-unexpected', { status: 503 })])[0]).toBe('unhealthy');
  });

  it.each([
    ['refused', 'refused'],
    ['timeout', 'no-answer'],
    ['wrong-service', 'no-answer'],
    ['cancelled', 'cancelled'],
    ['probe-failed', 'probe-failed'],
  ] as const)('takes %s for %s', (outcome, finding) => {
    expect(told([httpFact(outcome, { code: 'ECODE' })])[0]).toBe(finding);
  });

  it('knows nothing without an answer', () => {
    expect(told([])[0]).toBe('no-evidence');
  });

  it('passes on nothing but success', () => {
    const passing = Object.entries(healthRulings).filter(
      ([, ruling]) => ruling['after-install'].verdict === 'pass',
    );
    expect(passing.map(([finding]) => finding)).toEqual(['healthy']);
  });
});
