import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import {
  type LocalPortFinding,
  localPort,
  localPortFindings,
  localPortRulings,
} from '../../../../../shared/catalogue/families/local-port.ts';
import { param } from '../../../../../shared/catalogue/parameter.ts';
import { iisPortRulings } from '../../../../../shared/catalogue/service-rulings.ts';
import { ownSiteProbe } from '../../../../../shared/catalogue/subjects.ts';
import { fillText } from '../../../../../shared/catalogue/text.ts';
import type { Fact, FactOf } from '../../../../../shared/probe/fact.ts';
import {
  bindFact,
  brokenOff,
  drawn,
  drawnFinding,
  httpFact,
  installationFact,
  outOfTime,
  ownerFact,
  portRangesFact,
  tlsFact,
} from '../facts.ts';

const subject: Subject = {
  source: null,
  destination: null,
  probes: [],
  parameters: {
    port: param.number(12000),
    service: param.keep('the Deployment Controller Service'),
    addressSetting: param.keep('a setting'),
  },
  hints: {
    othersConnect: 'yes',
    expected: 'CompilerService.exe,other.exe',
    windowsService: 'OutSystems Deployment Controller Service',
  },
};

const httpSys = 'Microsoft-HTTPAPI/2.0';

const free = [bindFact('free'), bindFact('free', '127.0.0.1')];
const inUse = [bindFact('in-use', '0.0.0.0', { code: 'EADDRINUSE' }), bindFact('in-use', '127.0.0.1')];
const kept = [bindFact('bind-forbidden', '0.0.0.0', { code: 'EACCES' })];
const compiler = { address: '0.0.0.0', pid: 812, process: 'CompilerService.exe' };
const stranger = { address: '0.0.0.0', pid: 77, process: 'java.exe' };
const unnamed = { address: '0.0.0.0', pid: 4321 };

const cases: readonly (readonly [LocalPortFinding, string, readonly Fact[], string?])[] = [
  ['free', 'nobody listens', [...free, ownerFact([])]],
  ['free', 'the table of ports cannot be read but the port is free', [...free, ownerFact([], 'unavailable')]],
  ['free', 'the table of ports was not reached in time', [...free, ownerFact([], 'cancelled')]],
  ['free', 'a range that begins behind it', [...free, portRangesFact({ from: 12001, to: 65535 })]],
  [
    'free',
    'a range that covers it, but not this reserved port',
    [...free, portRangesFact({ from: 10000, to: 20000 }, [{ from: 11999, to: 12000 }])],
  ],
  ['free', 'a system that does not tell its ranges', [...free, portRangesFact(null)]],
  [
    'free-in-dynamic-range',
    'a range that covers it',
    [...free, portRangesFact({ from: 10000, to: 20000 }, [{ from: 12001, to: 12002 }])],
  ],
  [
    'free-in-dynamic-range',
    'a range that ends with it',
    [...free, portRangesFact({ from: 1024, to: 12000 })],
  ],
  [
    'served-in-dynamic-range',
    'the service on a port that may be taken',
    [...inUse, ownerFact([compiler]), portRangesFact({ from: 10000, to: 20000 })],
    'CompilerService.exe (process 812)',
  ],
  [
    'in-use-by-other',
    'another program, in whatever range',
    [...inUse, ownerFact([stranger]), portRangesFact({ from: 10000, to: 20000 })],
  ],
  [
    'in-use-by-port-proxy',
    'a line of the port proxy of Windows',
    [
      ...inUse,
      ownerFact([{ address: '0.0.0.0', pid: 1020, process: 'svchost.exe', services: ['iphlpsvc'] }]),
    ],
  ],
  [
    'in-use-by-other',
    'another service of Windows',
    [...inUse, ownerFact([{ address: '0.0.0.0', pid: 1020, process: 'svchost.exe', services: ['W32Time'] }])],
  ],
  [
    'in-use-by-expected',
    'the service',
    [...inUse, ownerFact([compiler])],
    'CompilerService.exe (process 812)',
  ],
  [
    'in-use-by-expected',
    'the service under another spelling',
    [...inUse, ownerFact([{ ...compiler, process: 'COMPILERSERVICE' }])],
    'COMPILERSERVICE (process 812)',
  ],
  [
    'loopback-only',
    'the service on 127.0.0.1 alone',
    [...inUse, ownerFact([{ ...compiler, address: '127.0.0.1' }])],
  ],
  [
    'loopback-only',
    'the service on both loopback addresses',
    [
      ...inUse,
      ownerFact([
        { ...compiler, address: '::1' },
        { ...compiler, address: '127.0.0.1' },
      ]),
    ],
  ],
  [
    'in-use-by-expected',
    'the service on 127.0.0.1 and on an address of this machine',
    [
      ...inUse,
      ownerFact([
        { ...compiler, address: '127.0.0.1' },
        { ...compiler, address: '10.0.0.5' },
      ]),
    ],
  ],
  [
    'in-use-by-expected',
    'the service on every address',
    [...inUse, ownerFact([{ ...compiler, address: '::' }])],
  ],
  [
    'in-use-by-other',
    'another program on 127.0.0.1 alone',
    [...inUse, ownerFact([{ ...stranger, address: '127.0.0.1' }])],
  ],
  [
    'no-site',
    'HTTP.sys without a site',
    [...inUse, ownerFact([compiler]), httpFact('open', { status: 404, server: httpSys })],
  ],
  [
    'in-use-by-expected',
    'a site that answers by one of its names',
    [
      ...inUse,
      ownerFact([compiler]),
      httpFact('open', { status: 404, server: httpSys }),
      httpFact('open', { hostHeader: 'localhost' }),
    ],
  ],
  [
    'in-use-by-expected',
    'a site whose application pool is stopped',
    [...inUse, ownerFact([compiler]), httpFact('http-unexpected', { status: 503, server: httpSys })],
  ],
  [
    'in-use-by-expected',
    'requests without an answer',
    [...inUse, ownerFact([compiler]), httpFact('timeout'), httpFact('cancelled')],
  ],
  ['in-use-by-other', 'another program', [...inUse, ownerFact([stranger])], 'java.exe (process 77)'],
  [
    'in-use-by-other',
    'a program without a known process id',
    [...inUse, ownerFact([{ address: '0.0.0.0', process: 'java.exe' }])],
    'java.exe',
  ],
  [
    'in-use-by-other',
    'the service and another program on another address',
    [...inUse, ownerFact([compiler, { ...stranger, address: '10.0.0.5' }])],
    'java.exe (process 77)',
  ],
  [
    'in-use-by-other',
    'an unnamed and another program',
    [...inUse, ownerFact([unnamed, stranger])],
    'java.exe (process 77)',
  ],
  [
    'in-use-by-other',
    'a program on one address only, which a bind does not meet',
    [...free, ownerFact([stranger])],
  ],
  ['in-use-by-other', 'a program behind a port that the system keeps back', [...kept, ownerFact([stranger])]],
  [
    'in-use-by-unknown',
    'a program of another account',
    [...inUse, ownerFact([unnamed])],
    'a program (process 4321)',
  ],
  [
    'in-use-by-unknown',
    'a program of which nothing is told',
    [...inUse, ownerFact([{ address: '0.0.0.0' }])],
    'a program that this system does not name',
  ],
  ['in-use-by-unknown', 'the service and an unnamed program', [...inUse, ownerFact([compiler, unnamed])]],
  ['in-use-by-unknown', 'a system without a table of ports', [...inUse, ownerFact([], 'unavailable')]],
  [
    'in-use-by-unknown',
    'a port in use on one address only',
    [bindFact('free'), bindFact('in-use', '127.0.0.1')],
  ],
  ['bind-forbidden', 'an excluded range', [...kept, ownerFact([])]],
  [
    'bind-forbidden',
    'a range that an administrator set',
    [...kept, ownerFact([]), portRangesFact(null, [{ from: 11993, to: 12092, isAdministered: true }])],
  ],
  [
    'range-held',
    'a range that a service of Windows took',
    [...kept, ownerFact([]), portRangesFact(null, [{ from: 11993, to: 12092, isAdministered: false }])],
  ],
  [
    'range-held',
    'such a range, and no table of listeners',
    [
      ...kept,
      ownerFact([], 'unavailable'),
      portRangesFact(null, [{ from: 11993, to: 12092, isAdministered: false }]),
    ],
  ],
  ['held-or-kept-back', 'a refusal without a table of listeners', [...kept, ownerFact([], 'unavailable')]],
  ['free', 'a system without a table of ports', [...free, ownerFact([], 'unavailable')]],
  ['no-permission', 'an account without rights', [bindFact('no-permission'), ownerFact([])]],
  ['cancelled', 'a cancelled bind', [bindFact('cancelled'), ownerFact([])]],
  ['out-of-time', 'no time for a bind', [outOfTime(bindFact('free')), ownerFact([])]],
  ['broken-off', 'broken off before a bind', [brokenOff(bindFact('free')), ownerFact([])]],
  ['cancelled', 'a cancelled look at the owner', [...inUse, ownerFact([], 'cancelled')]],
  ['probe-failed', 'a broken bind', [bindFact('probe-failed'), ownerFact([])]],
  ['no-evidence', 'no bind at all', [ownerFact([])]],
  ['no-evidence', 'no bind at all, but an owner', [ownerFact([compiler])]],
  ['no-evidence', 'a bind that says nothing', [bindFact('unavailable'), ownerFact([])]],
];

const system = { address: '0.0.0.0', pid: 4, process: 'System' };
const asked: Subject = {
  source: null,
  destination: null,
  probes: [ownSiteProbe(443)],
  parameters: {
    port: param.number(443),
    service: param.keep('IIS'),
    addressSetting: param.keep('a setting'),
  },
  hints: { othersConnect: 'yes', expected: 'System,w3wp.exe,inetinfo.exe', windowsService: 'W3SVC' },
};
const unasked: Subject = { ...asked, probes: [] };
const held = [...inUse, ownerFact([system])];
const iis = (state: string) =>
  installationFact('11.28.1', [{ service: 'W3SVC', state, startMode: 'Manual' }]);
const shown = tlsFact('tls-name', { host: '127.0.0.1', remoteAddress: '127.0.0.1' });
const answer = (fields: Partial<FactOf<'http'>>) => httpFact('open', { scheme: 'https', ...fields });
const cut = tlsFact('reset', { host: '127.0.0.1', code: 'ECONNRESET', chain: [] });

const httpSysCases: readonly (readonly [string, readonly Fact[], Subject, LocalPortFinding])[] = [
  ['a site of IIS that answers', [iis('Running'), shown, answer({})], asked, 'in-use-by-expected'],
  ['a hardened IIS without a name', [shown, answer({ server: undefined })], asked, 'in-use-by-expected'],
  [
    'a site whose pool is stopped',
    [shown, answer({ status: 503, server: httpSys })],
    asked,
    'in-use-by-expected',
  ],
  [
    'another program behind HTTP.sys',
    [iis('Running'), shown, answer({ server: httpSys })],
    asked,
    'site-unproven',
  ],
  [
    'another program with a name',
    [iis('Running'), shown, answer({ server: 'Kestrel' })],
    asked,
    'site-unproven',
  ],
  ['a binding for host names alone', [iis('Running'), cut], asked, 'site-unproven'],
  ['an IIS that is stopped', [iis('Stopped'), shown, answer({})], asked, 'held-without-iis'],
  ['an IIS that is stopped, and nobody asked', [iis('Stopped')], unasked, 'held-without-iis'],
  ['an IIS that starts, and nobody asked', [iis('Start Pending')], unasked, 'in-use-by-expected'],
  ['services that are not told, and nobody asked', [], unasked, 'in-use-by-expected'],
  [
    'an answer that was not waited for',
    [iis('Running'), { ...cut, outcome: 'cancelled' }],
    asked,
    'cancelled',
  ],
  ['a question that left nothing', [iis('Running')], asked, 'no-evidence'],
];

describe('the family local-port', () => {
  it.each(cases.map(([finding, name, facts, owner]) => ({ finding, name, facts, owner })))(
    'comes to $finding: $name',
    ({ finding, facts, owner }) => {
      const found = localPort.find(facts, subject);
      expect(found.finding).toBe(finding);
      expect(drawn(found.parameters)).toMatchObject({
        port: '12000',
        expected: 'CompilerService.exe or other.exe',
        ...(owner === undefined ? {} : { owner }),
      });
    },
  );

  it.each([
    ['free', [...free, ownerFact([])]],
    ['free-unseen', [...free, ownerFact([], 'unavailable')]],
    ['free-unseen', [...free, ownerFact([], 'unavailable'), portRangesFact({ from: 10000, to: 20000 })]],
    ['free-unseen', free],
    ['cancelled', [...free, ownerFact([], 'cancelled')]],
  ] as const)('comes to %s where two programs can listen side by side', (finding, facts) => {
    const shared = { ...subject, hints: { ...subject.hints, bindShares: 'yes' } };
    expect(localPort.find(facts, shared).finding).toBe(finding);
  });

  it('does not mind a service on 127.0.0.1 that nobody else needs', () => {
    const { othersConnect: _, ...hints } = subject.hints ?? {};
    const facts = [...inUse, ownerFact([{ ...compiler, address: '127.0.0.1' }])];
    expect(localPort.find(facts, { ...subject, hints }).finding).toBe('in-use-by-expected');
  });

  it('can come to each of its findings', () => {
    const ofHttpSys = httpSysCases.map(([, , , finding]) => finding);
    expect(new Set([...cases.map(([finding]) => finding), 'free-unseen', ...ofHttpSys])).toEqual(
      new Set(localPortFindings),
    );
  });

  it('names the range that covers a port, and the one that keeps it back', () => {
    const risky = localPort.find([...free, portRangesFact({ from: 10000, to: 20000 })], subject);
    expect(drawn(risky.parameters)).toMatchObject({
      range: '10000 to 20000',
      reserved: 'no reserved range is known',
    });
    const ranges = portRangesFact({ from: 49152, to: 65535 }, [{ from: 11900, to: 12050 }]);
    expect(drawnFinding(localPort.find([...kept, ownerFact([]), ranges], subject))).toMatchObject({
      finding: 'bind-forbidden',
      parameters: { reserved: 'reserved: 11900 to 12050' },
    });
    const alone = portRangesFact(null, [{ from: 12000, to: 12000 }]);
    expect(drawn(localPort.find([...kept, ownerFact([]), alone], subject).parameters)).toMatchObject({
      reserved: 'reserved: 12000',
    });
  });

  /** Reason and remedy of what facts come to after the installation. */
  const afterInstall = (facts: readonly Fact[], rulings = localPortRulings(), about = subject) => {
    const { finding, parameters } = localPort.find(facts, about);
    const { reason, remedy } = rulings[finding]['after-install'];
    return [reason, remedy ?? ''].map((text) => fillText(text, parameters));
  };
  const service = (state: string, startMode: string, name = 'OutSystems Deployment Controller Service') =>
    installationFact('11.28.1.44071', [
      { service: 'Other', state: 'Running', startMode: 'Auto' },
      { service: name, state, startMode },
    ]);

  it.each([
    [
      'stopped',
      service('Stopped', 'Auto'),
      'Nothing listens on port 12000: the Windows service "OutSystems Deployment Controller Service" is not running (state Stopped, start mode Auto).',
      'Start the Windows service "OutSystems Deployment Controller Service" in services.msc and run this check again.',
    ],
    [
      'disabled',
      service('Stopped', 'Disabled', 'outsystems deployment controller SERVICE'),
      'Nothing listens on port 12000: the Windows service "outsystems deployment controller SERVICE" is not running (state Stopped, start mode Disabled).',
      'Set the Windows service "outsystems deployment controller SERVICE" to start automatically, start it and run this check again.',
    ],
    [
      'running',
      service('Running', 'Auto'),
      'Nothing listens on port 12000: the Windows service "OutSystems Deployment Controller Service" runs, but it has not opened its port, or it has another one.',
      'Wait until the Windows service "OutSystems Deployment Controller Service" is initialised, or compare its port in the Configuration Tool with the profile, and run this check again.',
    ],
    [
      'not told',
      installationFact(null, [], 'unavailable'),
      'Nothing listens on port 12000: the Deployment Controller Service is not running.',
      'Start the Deployment Controller Service on this machine and run this check again.',
    ],
  ])('says what its service does when nothing listens: %s', (_state, installation, reason, remedy) => {
    expect(afterInstall([...free, ownerFact([]), installation])).toEqual([reason, remedy]);
  });

  it('says what IIS does when nothing listens', () => {
    const iis: Subject = { ...subject, hints: { expected: 'System', windowsService: 'W3SVC' } };
    const [reason] = afterInstall(
      [...free, service('Stopped', 'Manual', 'W3SVC')],
      iisPortRulings('http'),
      iis,
    );
    expect(reason).toBe(
      'Nothing listens on port 12000: IIS is stopped or has no binding there; the Windows service "W3SVC" is not running (state Stopped, start mode Manual).',
    );
  });

  it('names the services in the process that holds the port, and the URLs that HTTP.sys keeps', () => {
    const [hosted] = afterInstall([
      ...inUse,
      ownerFact([{ ...stranger, process: 'svchost.exe', services: ['Dnscache'] }]),
    ]);
    expect(hosted).toBe(
      'Port 12000 is held by svchost.exe (process 77), service Dnscache; the Deployment Controller Service needs it.',
    );
    const [kept] = afterInstall([
      ...inUse,
      ownerFact([
        {
          address: '::',
          pid: 4,
          process: 'System',
          reservations: ['http://+:12000/a/', 'http://+:12000/b/', 'http://+:12000/c/', 'http://+:12000/d/'],
        },
      ]),
    ]);
    expect(kept).toBe(
      'Port 12000 is held by System (process 4), with http://+:12000/a/, http://+:12000/b/, http://+:12000/c/ and 1 more reserved there; the Deployment Controller Service needs it.',
    );
  });

  it('reads a free port and its service by phase', () => {
    const rulings = localPortRulings();
    const verdicts = (finding: LocalPortFinding) => [
      rulings[finding]['before-install'].verdict,
      rulings[finding]['after-install'].verdict,
    ];
    expect(verdicts('free')).toEqual(['pass', 'fail']);
    expect(verdicts('free-in-dynamic-range')).toEqual(['warn', 'fail']);
    expect(verdicts('served-in-dynamic-range')).toEqual(['warn', 'warn']);
    expect(verdicts('in-use-by-expected')).toEqual(['warn', 'pass']);
    expect(verdicts('in-use-by-other')).toEqual(['fail', 'fail']);
    expect(verdicts('no-permission')).toEqual(['unknown', 'unknown']);
  });
});

describe('a port that HTTP.sys holds', () => {
  it.each(httpSysCases)(
    'is that of IIS only where nothing speaks against it: %s',
    (_name, facts, subject, finding) => {
      expect(localPort.find([...held, ...facts], subject).finding).toBe(finding);
    },
  );

  it('is judged by other rules where a program of IIS itself holds it', () => {
    const worker = ownerFact([{ ...system, process: 'w3wp.exe', pid: 900 }]);
    expect(localPort.find([...inUse, worker, iis('Stopped')], unasked).finding).toBe('in-use-by-expected');
  });

  it.each<[LocalPortFinding, readonly Fact[], string, string]>([
    ['held-without-iis', [iis('Stopped')], 'not-yet', 'fail'],
    ['site-unproven', [iis('Running'), cut], 'warn', 'warn'],
  ])('says what speaks against it: %s', (finding, facts, before, after) => {
    const { parameters } = localPort.find([...held, ...facts], asked);
    const ruling = iisPortRulings('https')[finding];
    expect([ruling['before-install'].verdict, ruling['after-install'].verdict]).toEqual([before, after]);
    expect(fillText(ruling['after-install'].reason, parameters)).toMatch(
      finding === 'site-unproven'
        ? /answered on 127\.0\.0\.1 \(what came: nothing \(ECONNRESET\)\)/
        : /not for IIS: the Windows service "W3SVC" is not running \(state Stopped, start mode Manual\)/,
    );
    expect(fillText(ruling['after-install'].remedy ?? '', parameters)).toMatch(
      /"netsh http show servicestate"/,
    );
  });
});
