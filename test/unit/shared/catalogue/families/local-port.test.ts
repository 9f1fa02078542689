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
import { fillText } from '../../../../../shared/catalogue/text.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import {
  bindFact,
  brokenOff,
  drawn,
  drawnFinding,
  installationFact,
  outOfTime,
  ownerFact,
  portRangesFact,
} from '../facts.ts';

const subject: Subject = {
  source: null,
  destination: null,
  probes: [],
  parameters: { port: param.number(12000), service: param.keep('the Deployment Controller Service') },
  hints: {
    expected: 'CompilerService.exe,other.exe',
    windowsService: 'OutSystems Deployment Controller Service',
  },
};

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
  ['no-permission', 'an account without rights', [bindFact('no-permission'), ownerFact([])]],
  ['cancelled', 'a cancelled bind', [bindFact('cancelled'), ownerFact([])]],
  ['out-of-time', 'no time for a bind', [outOfTime(bindFact('free')), ownerFact([])]],
  ['broken-off', 'broken off before a bind', [brokenOff(bindFact('free')), ownerFact([])]],
  ['cancelled', 'a cancelled look at the owner', [...inUse, ownerFact([], 'cancelled')]],
  ['probe-failed', 'a broken bind', [bindFact('probe-failed'), ownerFact([])]],
  ['no-evidence', 'no bind at all', [ownerFact([])]],
  ['no-evidence', 'a bind that says nothing', [bindFact('unavailable'), ownerFact([])]],
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

  it('can come to each of its findings', () => {
    expect(new Set(cases.map(([finding]) => finding))).toEqual(new Set(localPortFindings));
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
