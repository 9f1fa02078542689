import { describe, expect, it } from 'vitest';
import { judgeRehearsal, rehearsalRulings } from '../../../../../shared/catalogue/families/rehearsal.ts';
import { zoneAddressRulings } from '../../../../../shared/catalogue/families/zone-address.ts';
import { param } from '../../../../../shared/catalogue/parameter.ts';
import { fillText } from '../../../../../shared/catalogue/text.ts';
import type { Fact, FactOf } from '../../../../../shared/probe/fact.ts';
import { byMachine, rehearsalFactFor, unansweredRehearsal } from '../../../../support/rehearsal-views.ts';
import { drawnFinding, tcpFact } from '../facts.ts';

const host = 'ctl.test';
const port = 12_000;
const [here, there] = ['10.0.0.20', '10.0.0.21'];
const otherRun = '44444444-4444-4444-8444-444444444444';

/** One attempt that comes to a finding at an address. */
function at(address: string, finding: string): FactOf<'rehearsal'> {
  const fact = rehearsalFactFor(finding, { host, port, address });
  if (fact === null) throw new RangeError(finding);
  return fact;
}
const proven = at(here, 'proven');
const timedOut = unansweredRehearsal({ host, remotePort: port, remoteAddress: there });
const judged = (...facts: readonly Fact[]) => judgeRehearsal(facts, port);
const drawn = (...facts: readonly Fact[]) => {
  const found = judged(...facts);
  return found === null ? null : drawnFinding(found);
};

describe('what a rehearsal shows of a name with several addresses', () => {
  it('is sound where one machine answers at each of them', () => {
    expect(judged(proven, at(there, 'proven'))?.finding).toBe('proven');
    expect(judged(proven, at(there, 'proven-via'))?.finding).toBe('proven');
  });

  it('names the machines where another one answers at another address', () => {
    expect(drawn(proven, byMachine(at(there, 'proven'), 'fe3', otherRun))).toMatchObject({
      finding: 'several-machines',
      parameters: {
        machineCount: '2',
        machines: expect.stringMatching(/^ctl \(report .*\) and fe3 \(report/),
      },
    });
  });

  it.each([
    ['refuses', at(there, 'not-rehearsed')],
    ['is silent', timedOut],
    [
      'has another program',
      unansweredRehearsal({ ...timedOut, reached: 'connection', outcome: 'wrong-service' }),
    ],
    ['has a listener with another code', at(there, 'unproven')],
  ])('is no pass where one of them %s, in whatever order', (_title, other) => {
    for (const facts of [
      [proven, other],
      [other, proven],
    ])
      expect(drawn(...facts)).toMatchObject({
        finding: 'proven-in-part',
        parameters: { address: here, withoutListener: there },
      });
  });

  it('leaves out an address of IPv6 to which this machine has no way', () => {
    const unreachable = unansweredRehearsal({
      ...timedOut,
      remoteAddress: '2001:db8::1',
      outcome: 'unreachable',
    });
    expect(judged(unreachable, proven)?.finding).toBe('proven');
    expect(judged(unreachable)).toBeNull();
  });

  it.each(['other-machine', 'crossed', 'path-blocked', 'accepted-for-it', 'tls-inspected', 'http-proxy'])(
    'is %s where that is found at one, and says at which',
    (finding) => {
      expect(drawn(proven, at(there, finding))).toMatchObject({
        finding,
        parameters: {
          addressNote: `; of the addresses of ${host} this holds for ${there}, not for ${here}`,
          address: there,
        },
      });
    },
  );

  it('is the gravest where two are wrong', () => {
    expect(judged(at(here, 'http-proxy'), at(there, 'other-machine'))?.finding).toBe('other-machine');
  });

  it('is left to the connection where nobody answers and one of them drops packets', () => {
    expect(judged(at(here, 'not-rehearsed'), timedOut)).toBeNull();
    expect(judged(at(here, 'not-rehearsed'), at(there, 'not-rehearsed'))?.finding).toBe('not-rehearsed');
  });

  it('says how many were asked of those that are open', () => {
    const open = [here, there, '10.0.0.22'].map((address) => tcpFact('open', { host, address, port }));
    expect(drawn(...open, proven, at(there, 'proven'))?.parameters).toMatchObject({
      askedNote: ', at 2 of its 3 addresses',
    });
    expect(drawn(...open.slice(0, 1), proven)?.parameters).toMatchObject({ askedNote: '' });
  });
});

describe('a conversation that is cut off', () => {
  const cut = at(here, 'cut-off-in-rehearsal');
  const reasonOf = (fact: Fact): string => {
    const found = judged(fact);
    if (found === null) return '';
    const { reason } = rehearsalRulings['cut-off-in-rehearsal']['before-install'];
    return fillText(reason, { port: param.number(port), ...found.parameters });
  };

  it('may have been spread over several listeners, where its carrier can be', () => {
    const spread = 'a device on the way stops them, or a load balancer spreads the requests of one client';
    expect(reasonOf({ ...cut, carrier: 'http' })).toContain(spread);
    expect(reasonOf(cut)).toMatch(
      /in the middle of the exchange \(ECONNRESET\), .* a device on the way stops them\.$/,
    );
  });
});

describe('several machines that answer in turn', () => {
  it('are right behind the address of a zone, and nowhere else', () => {
    const verdictOf = (rulings: typeof rehearsalRulings): string =>
      rulings['several-machines']['before-install'].verdict;
    expect(verdictOf(rehearsalRulings)).toBe('warn');
    expect(verdictOf(zoneAddressRulings('https'))).toBe('pass');
    expect(zoneAddressRulings('https')['several-machines']['after-install'].verdict).toBe('fail');
  });
});

describe('several conversations with one address', () => {
  it('that another machine holds in turn are not one machine', () => {
    const found = drawn(proven, byMachine(proven, 'fe3', otherRun));
    expect(found).toMatchObject({ finding: 'several-machines', parameters: { machineCount: '2' } });
  });

  it('of which some come to nobody are no pass', () => {
    const failed = unansweredRehearsal({ host, remotePort: port, outcome: 'reset', code: 'ECONNRESET' });
    expect(drawn(proven, failed, byMachine(proven, 'fe3', otherRun))).toMatchObject({
      finding: 'proven-at-times',
      parameters: { conversations: '3', unanswered: '1', code: 'ECONNRESET' },
    });
  });

  it('of which one goes to the wrong machine go to the wrong machine', () => {
    expect(judged(proven, at(here, 'other-machine'))?.finding).toBe('other-machine');
  });

  it('of which the first was cut off and the second was not are proven', () => {
    const cut = unansweredRehearsal({ ...proven, outcome: 'reset', reached: 'connection' });
    const { checker: _, listener: __, ...bare } = cut;
    expect(judged(bare, { ...proven, attempt: 2 })?.finding).toBe('proven');
  });
});
