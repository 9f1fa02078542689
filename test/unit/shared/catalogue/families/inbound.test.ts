import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import {
  eitherWayRulings,
  type InboundFinding,
  inbound,
  inboundFindings,
  inboundRulings,
} from '../../../../../shared/catalogue/families/inbound.ts';
import { param } from '../../../../../shared/catalogue/parameter.ts';
import { fillText } from '../../../../../shared/catalogue/text.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import { visitOf, visitsFact } from '../../../../support/rehearsal-views.ts';
import { firewallFact, networkOf, tcpFact } from '../facts.ts';

const bare: Subject = {
  source: { role: 'front-end', host: null },
  destination: null,
  probes: [],
  parameters: {
    from: param.keep('the front-ends'),
    host: param.host('ctrl'),
    port: param.number(12000),
  },
  hints: { senders: 'fe1,fe2' },
};

const fe2 = { name: 'fe2.test', own: { address: '10.0.0.12', port: 50_002 } } as const;
const blockedHere = firewallFact([networkOf('domain', 'blocked', { rules: [] })]);

const b = { ruleName: 'No "12000"', origin: 'machine' } as const;
const p = { ruleName: 'Policy', origin: 'policy' } as const;
const active = { isActive: true };

const cases: readonly (readonly [InboundFinding, string, readonly Fact[]])[] = [
  ['needs-other-machine', 'nothing is known', []],
  ['needs-other-machine', 'something else is known', [tcpFact('open')]],
  ['needs-other-machine', 'the system does not tell', [firewallFact([], 'unavailable')]],
  ['needs-other-machine', 'the run was stopped', [firewallFact([], 'cancelled')]],
  ['needs-other-machine', 'a probe that broke', [firewallFact([], 'probe-failed')]],
  [
    'needs-other-machine',
    'networks of a fact that was not read',
    [firewallFact([networkOf('domain', 'blocked', { rules: [b] })], 'unavailable')],
  ],
  ...(['off', 'open', 'allowed'] as const).map(
    (decision) =>
      [
        'needs-other-machine',
        `the firewall: ${decision}`,
        [firewallFact([networkOf('domain', decision)])],
      ] as const,
  ),
  [
    'needs-other-machine',
    'a rule on some kinds of networks, and nobody knows which count',
    [firewallFact([networkOf('domain', 'blocked', { rules: [b] }), networkOf('public', 'allowed')])],
  ],
  [
    'needs-other-machine',
    'a rule on one of the two networks that this machine is in',
    [
      firewallFact([
        networkOf('domain', 'blocked', { ...active, rules: [b] }),
        networkOf('public', 'allowed', active),
      ]),
    ],
  ],
  [
    'needs-other-machine',
    'a rule on a network that this machine is not in',
    [
      firewallFact([
        networkOf('domain', 'allowed', active),
        networkOf('public', 'blocked', { isActive: false, rules: [b] }),
      ]),
    ],
  ],
  [
    'blocked-by-rule',
    'a rule on the network that this machine is in',
    [
      firewallFact([
        networkOf('domain', 'allowed', { isActive: false }),
        networkOf('public', 'blocked', { ...active, rules: [b] }),
      ]),
    ],
  ],
  [
    'blocked-by-rule',
    'a rule on one network and the setting on the other',
    [
      firewallFact([
        networkOf('domain', 'blocked', active),
        networkOf('public', 'blocked', { ...active, rules: [p] }),
      ]),
    ],
  ],
  ['blocked-by-setting', 'no exceptions', [firewallFact([networkOf('private', 'blocked', active)])]],
  ['closed-by-default', 'no rule', [firewallFact([networkOf('domain', 'closed')])]],
  [
    'closed-by-default',
    'a rule that blocks on one network, and no rule on the other',
    [firewallFact([networkOf('domain', 'closed'), networkOf('public', 'blocked', { rules: [b] })])],
  ],
  [
    'blocked-in-part',
    'a rule that blocks some, beside networks that let in all',
    [firewallFact([networkOf('domain', 'allowed'), networkOf('public', 'blocked-in-part', { rules: [b] })])],
  ],
  [
    'allowed-in-part',
    'a rule that allows some, and none that allows all',
    [firewallFact([networkOf('domain', 'allowed-in-part', { rules: [b] }), networkOf('public', 'closed')])],
  ],
  [
    'needs-other-machine',
    'a rule that allows some, beside a network that lets in all',
    [firewallFact([networkOf('domain', 'allowed-in-part', { rules: [b] }), networkOf('public', 'allowed')])],
  ],
  ['reached', 'everybody came', [visitsFact([visitOf(), visitOf(fe2)])]],
  [
    'reached',
    'everybody came past a firewall that is said to block',
    [visitsFact([visitOf(), visitOf(fe2)]), blockedHere],
  ],
  [
    'reached',
    'somebody whom the profile names came with other roles',
    [visitsFact([visitOf({ roles: ['sysops'] }), visitOf({ ...fe2, roles: [] })])],
  ],
  ['reached-in-part', 'one of two came', [visitsFact([visitOf()])]],
  [
    'reached-in-part',
    'one came, and what another one sent was meant for another port',
    [visitsFact([visitOf(), visitOf({ ...fe2, dialled: { address: '10.0.0.20', port: 12_001 } })])],
  ],
  ['reached-changed', 'a proxy stood between', [visitsFact([visitOf({ head: 'F'.repeat(43) })])]],
  [
    'reached-crossed',
    'what came was meant for another port',
    [visitsFact([visitOf({ dialled: { address: '10.0.0.20', port: 12_001 } })])],
  ],
  [
    'reached-crossed',
    'what came was meant for another machine',
    [visitsFact([visitOf({}, { meant: 'another' })])],
  ],
  ['nobody-came', 'nobody came', [visitsFact()]],
  [
    'nobody-came',
    'somebody came whom nobody meant',
    [
      visitsFact([
        visitOf({ name: 'ws1', roles: ['end-user'], own: { address: '10.0.0.77', port: 50_003 } }),
      ]),
    ],
  ],
  ['blocked-by-setting', 'nobody came, and the firewall blocks', [visitsFact(), blockedHere]],
  ['port-held', 'another program had the port', [visitsFact([], { state: 'in-use' })]],
  ['needs-other-machine', 'the port could not be opened', [visitsFact([], { state: 'not-opened' })]],
  ['needs-other-machine', 'nobody listened', [visitsFact([], { outcome: 'unavailable' })]],
];

const textsOf = (facts: readonly Fact[], rulings = inboundRulings) => {
  const { finding, parameters } = inbound.find(facts, bare);
  const ruling = rulings[finding]['before-install'];
  return {
    verdict: ruling.verdict,
    reason: fillText(ruling.reason, parameters),
    remedy: ruling.remedy === null ? null : fillText(ruling.remedy, parameters),
  };
};

describe('the family inbound', () => {
  it.each(cases)('comes to %s: %s', (finding, _name, facts) => {
    expect(inbound.find(facts, bare).finding).toBe(finding);
    expect(inbound.find(facts, bare).parameters).toMatchObject(bare.parameters);
  });

  it('can come to each of its findings', () => {
    expect(new Set(cases.map(([finding]) => finding))).toEqual(new Set(inboundFindings));
  });

  it('names the rule, where it comes from and the networks', () => {
    const facts = [
      firewallFact([
        networkOf('domain', 'blocked', { ...active, rules: [p, b] }),
        networkOf('public', 'blocked', { ...active, rules: [b] }),
      ]),
    ];
    expect(textsOf(facts)).toEqual({
      verdict: 'fail',
      reason:
        'The firewall of this machine blocks TCP 12000 on the domain and public networks that this machine is in by the rule "Policy".',
      remedy:
        'In the group policy that sets it, turn off or narrow the inbound rule "Policy", which wins over every rule that allows; then run this check again.',
    });
  });

  it('gives the command for a missing rule, and fills nothing into it but the port', () => {
    const { verdict, reason, remedy } = textsOf([firewallFact([networkOf('domain', 'closed')])]);
    expect(verdict).toBe('warn');
    expect(reason).toBe(
      'The firewall of this machine lets in on every kind of network what a rule allows, and no rule allows TCP 12000 from the front-ends.',
    );
    expect(remedy).toContain(
      'netsh advfirewall firewall add rule name="OutSystems inbound TCP 12000" dir=in action=allow protocol=TCP localport=12000 remoteip=any.',
    );
    const template = inboundRulings['closed-by-default']['after-install'].remedy ?? '';
    expect(template.slice(0, template.indexOf(' Narrow'))).not.toMatch(/\{(?!port\})/);
  });

  it.each([
    ['nothing where nothing was seen', {}, {}, 'fe1 from 10.0.0.11:50001 at 2026'],
    [
      'the source that was translated',
      { own: { address: '192.168.1.5', port: 50_001 } },
      {},
      'from 10.0.0.11:50001, which left as 192.168.1.5:50001 (translation of addresses, or a relay) at',
    ],
    [
      'the address that was dialled',
      { dialled: { address: '10.0.0.99', port: 12_000 } },
      {},
      'which dialled 10.0.0.99:12000 (translation of addresses, or a virtual address) at',
    ],
    [
      'both',
      { dialled: { address: '10.0.0.99', port: 12_000 } },
      { peer: { address: '10.9.0.1', port: 4 } },
      'from 10.9.0.1:4, which left as 10.0.0.11:50001 and dialled 10.0.0.99:12000',
    ],
  ])('says through what a visitor came: %s', (_title, checker, listener, says) => {
    expect(textsOf([visitsFact([visitOf(checker, listener)])]).reason).toContain(says);
  });

  it('fails nothing where another way is enough', () => {
    const either = eitherWayRulings(
      'SSH would do as well',
      inboundRulings['needs-other-machine']['before-install'],
    );
    const blocked = textsOf(
      [firewallFact([networkOf('domain', 'blocked', { ...active, rules: [b] })])],
      either,
    );
    expect(blocked.verdict).toBe('warn');
    expect(blocked.reason).toMatch(/by the rule "No "12000""; SSH would do as well\.$/);
    expect(textsOf([firewallFact([networkOf('domain', 'closed')])], either).verdict).toBe(
      'not-testable-here',
    );
  });
});
