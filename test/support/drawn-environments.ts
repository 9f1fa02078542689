import type { RequirementKey } from '../../shared/catalogue/requirements.ts';
import type {
  Connection,
  EnvironmentCause,
  EnvironmentInput,
  EnvironmentMachine,
  EnvironmentResult,
} from '../../shared/environment/environment-result.ts';
import { islandsOf, wholeOf } from '../../shared/environment/islands.ts';
import { mergeResults } from '../../shared/environment/merge-results.ts';
import { requirementsOf } from '../../shared/environment/requirements.ts';
import { defaultProfile } from '../../shared/profile/profile.ts';
import { type Place, placeWords, vantageRoles } from '../../shared/profile/roles.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { countVerdicts } from '../../shared/run/summary.ts';
import { overallVerdict, type Severity, type Verdict } from '../../shared/words/verdict.ts';
import { environmentResults, farmOf, type Server } from './environment-results.ts';
import { madeOnce } from './made-once.ts';
import { digitsOf, inputOf, listenerOf, merging, provenBy } from './merged-environments.ts';

const domain = 'example.local';

const aged = (result: RunResult, days: number): RunResult => {
  const moved = (instant: string): string => new Date(Date.parse(instant) - days * 86_400_000).toISOString();
  return { ...result, startedAt: moved(result.startedAt), finishedAt: moved(result.finishedAt) };
};

/**
 * A farm of twelve servers before its installation: rehearsed but for what is wrong. One subnet does not reach the
 * database, nobody reaches LifeTime, one way to the controller is shut although it listens, one front-end made no report,
 * and one report is old.
 */
export const farmOfTwelve = madeOnce((): EnvironmentResult => {
  const frontEnds: readonly Server[] = Array.from({ length: 6 }, (_, index) => ({
    name: `fe0${index + 1}`,
    addresses: [`10.1.${index < 3 ? 1 : 2}.${21 + index}`],
    roles: ['front-end'],
  }));
  const controller: Server = { name: 'ctl01', addresses: ['10.1.1.10'], roles: ['controller'] };
  const lifetime: Server = { name: 'lt01', addresses: ['10.1.9.10'], roles: ['lifetime'] };
  const plain = farmOf(6);
  const results = environmentResults({
    ...plain,
    phase: 'before-install',
    servers: [controller, ...frontEnds, lifetime],
    profile: {
      ...plain.profile,
      environment: { name: 'Production', oneProvider: 'yes' },
      controller: { host: `ctl01.${domain}` },
      frontEnds: frontEnds.map(({ name }) => ({ host: `${name}.${domain}` })),
      lifetime: { host: `lt01.${domain}` },
      managedServers: frontEnds.map(({ name }) => ({ host: `${name}.${domain}`, roles: ['front-end'] })),
      databases: ['db01', 'db02'].map((name, index) => ({
        purpose: index === 0 ? 'platform' : 'logging',
        engine: 'sqlserver',
        host: `${name}.${domain}`,
      })),
    },
    addresses: { [`db01.${domain}`]: ['10.1.5.11'], [`db02.${domain}`]: ['10.1.5.12'] },
    fault: ({ from, fromAddress, host, port }) => {
      if (port === null || from.name === host.split('.')[0]) return null;
      if (host.startsWith('db')) return fromAddress.startsWith('10.1.2.') ? 'timeout' : null;
      if (host.startsWith('lt01')) return 'timeout';
      return host.endsWith(domain) ? 'refused' : null;
    },
  });
  const named = (name: string): RunResult => {
    const found = results.find(({ machine }) => machine.hostname === name);
    if (found === undefined) throw new Error(`there is no report of ${name}`);
    return found;
  };
  const reporting = ['ctl01', 'fe01', 'fe02', 'fe03', 'fe04', 'fe05', 'lt01'];
  const isShut = (from: string, to: string): boolean => from === 'fe02' && to === 'ctl01';
  const came = (to: string, port: number) =>
    reporting.filter((from) => from !== to && !isShut(from, to)).map((from) => ({ port, from: named(from) }));
  const listened: Readonly<Record<string, readonly number[]>> = {
    ctl01: [12_000, 5672, 80, 443],
    ...Object.fromEntries(
      ['fe01', 'fe02', 'fe03', 'fe04', 'fe05'].map((name) => [name, [80, 443, 12_001, 12_002]]),
    ),
  };
  const listeners = Object.entries(listened).map(([name, ports]) =>
    listenerOf(
      named(name),
      ports.flatMap((port) => came(name, port)),
    ),
  );
  const checks = reporting.map((from) =>
    listeners.reduce((result, listener) => {
      const to = listener.machine.hostname;
      if (to === from || isShut(from, to)) return result;
      const ports = listened[to] ?? [];
      return ports.reduce((seen, port) => provenBy(seen, listener, `${to}.${domain}`, port), result);
    }, named(from)),
  );
  const unknown = { fingerprint: digitsOf('nobody knows'), name: null, isKnown: false };
  return mergeResults(
    [...checks, ...listeners].map((result) => {
      const { hostname } = result.machine;
      const shown = hostname === 'fe03' ? aged(result, 19) : result;
      return inputOf(shown, hostname === 'fe05' ? { signer: unknown } : {});
    }),
    merging,
  );
});

/** Two servers, of which one way is shut. */
export const twoServers = madeOnce((): EnvironmentResult => {
  const results = environmentResults(
    farmOf(1, {
      fault: ({ from, port }) => (from.name === 'fe1' && port === 5672 ? 'timeout' : null),
    }),
  );
  return mergeResults(
    results.map((result) => inputOf(result)),
    merging,
  );
});

type Judge = (from: EnvironmentMachine, to: EnvironmentMachine, port: number) => Partial<Connection> | null;

const machine = (
  name: string,
  place: Place,
  address: string,
  fields: Partial<EnvironmentMachine> = {},
): EnvironmentMachine => ({
  name,
  place,
  roles: [place],
  hosts: [name],
  addresses: [address],
  expects: place === 'database' ? 'nothing' : 'report',
  inputs: [],
  undecided: 0,
  ...fields,
});

type Row = readonly [
  from: Place,
  to: Place,
  ports: readonly number[],
  keys: readonly RequirementKey[],
  severity: Severity,
];

const publishedRows: readonly Row[] = [
  ['front-end', 'controller', [12_000], ['R8', 'M2'], 'required'],
  ['front-end', 'cache', [5672], ['R7'], 'required'],
  ['front-end', 'database', [1433], ['R9'], 'required'],
  ['controller', 'database', [1433], ['R11'], 'required'],
  ['controller', 'front-end', [12_001], ['R10', 'M6'], 'required'],
  ['controller', 'front-end', [12_002], ['M7'], 'monitoring'],
  ['controller', 'front-end', [80], ['M5'], 'monitoring'],
  ['front-end', 'front-end', [80], ['M1'], 'monitoring'],
  ['front-end', 'front-end', [12_001], ['M3'], 'monitoring'],
  ['front-end', 'front-end', [12_002], ['M4'], 'monitoring'],
  ['front-end', 'lifetime', [80], ['T3'], 'required'],
  ['front-end', 'lifetime', [443], ['T4', 'T0'], 'required'],
  ['lifetime', 'front-end', [80], ['T1'], 'required'],
  ['lifetime', 'front-end', [443], ['T2', 'T0'], 'required'],
  ['end-user', 'front-end', [80], ['R2'], 'required'],
  ['end-user', 'front-end', [443], ['R3'], 'required'],
  ['development-tools', 'front-end', [443], ['R5'], 'required'],
];

const instant = (day: number): string => new Date(Date.UTC(2026, 10, 1 + day, 14, 5)).toISOString();

function environmentOf(
  machines: readonly EnvironmentMachine[],
  stale: ReadonlyMap<string, number>,
  judge: Judge,
  causes: readonly EnvironmentCause[],
): EnvironmentResult {
  const reporting = machines.filter(({ expects, inputs }) => expects === 'report' && inputs.length === 0);
  const missing = new Set(reporting.filter(({ undecided }) => undecided > 0));
  const inputs = machines.flatMap((one, index): readonly EnvironmentInput[] => {
    if (one.expects === 'nothing' || missing.has(one)) return [];
    const days = stale.get(one.name) ?? 0;
    return [
      {
        fileSha256: digitsOf(one.name),
        file: `netready-${one.name}.pdf`,
        run: `0f3c9a52-6d1e-4b7a-9c44-${String(index).padStart(12, '0')}`,
        kind: 'check',
        machine: index,
        hostname: one.name,
        roles: [...one.roles],
        phase: 'after-install',
        startedAt: instant(27 - days),
        finishedAt: instant(27 - days),
        toolVersion: '0.3.0',
        catalogueVersion: '2026.11.20',
        edition: '2020',
        signer: { fingerprint: digitsOf(`key ${one.name}`), name: 'Contoso operations', isKnown: true },
        pages: 'match',
        carriage: 'data',
        use: 'used',
        remarks: days > 0 ? [{ kind: 'out-of-date', days }] : [],
      },
    ];
  });
  const inputOfMachine = new Map(inputs.map(({ machine: index }, input) => [index, input]));
  const own = machines.map((one, index) => {
    const input = inputOfMachine.get(index);
    return { ...one, undecided: 0, inputs: input === undefined ? [] : [input] };
  });
  const isAt = ({ place, roles }: EnvironmentMachine, wanted: Place): boolean =>
    place === wanted || roles.includes(wanted) || (wanted === 'cache' && place === 'controller');
  const connections = publishedRows.flatMap(([fromPlace, toPlace, ports, requirements, severity]) =>
    own.flatMap((from, source) =>
      !isAt(from, fromPlace) || from.place === 'database'
        ? []
        : own.flatMap((to, destination) =>
            source === destination || !isAt(to, toPlace)
              ? []
              : ports.map((port): Connection => {
                  const input = from.inputs[0];
                  const verdict: Verdict = input === undefined ? 'not-testable-here' : 'pass';
                  return {
                    from: source,
                    to: destination,
                    fromPlace,
                    toPlace,
                    port,
                    requirements: [...requirements],
                    severity,
                    verdict,
                    decision: input === undefined ? 'none' : 'source',
                    ...(input === undefined
                      ? {}
                      : {
                          basis: 'service',
                          source: {
                            input,
                            check: 'out',
                            finding: 'open',
                            verdict,
                            address: to.addresses[0] ?? '',
                          },
                          ...judge(from, to, port),
                        }),
                  };
                }),
          ),
    ),
  );
  const answers = connections.map(({ requirements, severity, verdict, from, to }) => ({
    requirements,
    severity,
    verdict,
    needs: verdict === 'not-testable-here' ? [from] : [],
    ends: { from, to },
  }));
  const explains = (index: number) => connections.filter(({ cause }) => cause === index);
  return {
    schema: 'netready.environment/1',
    id: merging.id,
    tool: merging.tool,
    mergedAt: merging.at,
    environment: {
      name: 'Production and recovery',
      phase: 'after-install',
      edition: '2020',
      overlays: [],
      period: { from: instant(0), to: instant(27) },
    },
    machines: own.map((one, index) => ({
      ...one,
      undecided: answers.filter(({ needs }) => needs[0] === index).length,
    })),
    inputs,
    refused: [],
    connections,
    own: [],
    causes: causes.map((cause, index) => ({
      ...cause,
      explains: explains(index).length,
      required: explains(index).filter(({ severity }) => severity === 'required').length,
      failures: explains(index).length,
    })),
    requirements: [...requirementsOf(answers, defaultProfile, (index) => own[index]?.place === 'lifetime')],
    islands: islandsOf(own, connections).map((island) => [...island]),
    whole: wholeOf(own, connections, 100),
    verdict: overallVerdict(connections),
    counts: countVerdicts(connections),
  };
}

const causeOf = (fields: Partial<EnvironmentCause>): EnvironmentCause => ({
  kind: 'common',
  isExplained: true,
  layer: 'path',
  source: { kind: 'everyone' },
  destination: { kind: 'everything' },
  symptoms: [{ finding: 'timeout', count: 1 }],
  failures: 0,
  passes: 0,
  reaches: 0,
  reachedBy: 0,
  machines: [],
  hosts: [],
  ports: [],
  alternatives: { source: null, destination: null },
  counterproof: 'packets-arrive',
  owner: 'network-team',
  explains: 0,
  required: 0,
  ...fields,
});

/**
 * A farm with so many front-ends, that all reach each other: the last sixteen are an island, one subnet has no database and
 * no way to LifeTime, one lacks the cache, one is reached over a relay, three made no report and two an old one.
 */
export const largeEnvironment = madeOnce((frontEnds: number): EnvironmentResult => {
  const subnetOf = (index: number): string =>
    index >= frontEnds - 16 ? '10.4.0' : `10.1.${1 + (index >> 5)}`;
  const farm = Array.from({ length: frontEnds }, (_, index) =>
    machine(
      `fe${String(index + 1).padStart(3, '0')}`,
      'front-end',
      `${subnetOf(index)}.${(index % 200) + 11}`,
      {
        undecided: [30, 76, 149].includes(index) ? 1 : 0,
      },
    ),
  );
  const others = [
    machine('ctl01', 'controller', '10.1.0.10'),
    ...farm,
    machine('lt01', 'lifetime', '10.1.9.10'),
    ...['db01', 'db02', 'db03', 'db04'].map((name, index) =>
      machine(name, 'database', `10.1.5.${11 + index}`),
    ),
    ...vantageRoles.map((place) =>
      machine(placeWords[place], place, '', { addresses: [], hosts: [], expects: 'clients' as const }),
    ),
  ];
  const far = ({ addresses: [address = ''] }: EnvironmentMachine): boolean => address.startsWith('10.4.');
  const seventh = ({ addresses: [address = ''] }: EnvironmentMachine): boolean =>
    address.startsWith('10.1.3.');
  const failed = (cause: number): Partial<Connection> => ({ verdict: 'fail', cause });
  return environmentOf(
    others,
    new Map([
      ['fe012', 33],
      ['fe099', 19],
    ]),
    (from, to, port) => {
      const isOfPeople = from.expects === 'clients' || from.place === 'lifetime' || to.place === 'lifetime';
      if (!isOfPeople && far(from) !== far(to)) return failed(0);
      if (seventh(from) && to.place === 'database') return failed(1);
      if (seventh(from) && to.place === 'lifetime') return failed(2);
      if (from.name === 'fe113' && port === 5672) return failed(3);
      if (from.name === 'fe001' && to.name === 'fe002' && port === 12_001) return failed(4);
      if (to.name === 'fe060')
        return {
          source: { input: 0, check: 'out', finding: 'proven-via', verdict: 'pass', seenAs: '10.1.250.9' },
        };
      return null;
    },
    [
      causeOf({
        source: { kind: 'network', network: '10.4.0.0/24' },
        machines: farm.slice(-16).map(({ name }) => name),
      }),
      causeOf({
        source: { kind: 'network', network: '10.1.3.0/24' },
        destination: { kind: 'network-port', network: '10.1.5.0/24', port: 1433 },
        machines: farm.filter(seventh).map(({ name }) => name),
        hosts: ['db01', 'db02', 'db03', 'db04'],
        ports: [1433],
      }),
      causeOf({
        source: { kind: 'network', network: '10.1.3.0/24' },
        destination: { kind: 'web', host: 'lt01' },
        machines: farm.filter(seventh).map(({ name }) => name),
        hosts: ['lt01'],
        ports: [80, 443],
      }),
      causeOf({
        kind: 'single',
        isExplained: false,
        source: { kind: 'machine', name: 'fe113' },
        destination: { kind: 'port', host: 'ctl01', port: 5672 },
        machines: ['fe113'],
        hosts: ['ctl01'],
        ports: [5672],
      }),
      causeOf({
        kind: 'single',
        isExplained: false,
        source: { kind: 'machine', name: 'fe001' },
        destination: { kind: 'port', host: 'fe002', port: 12_001 },
        machines: ['fe001'],
        hosts: ['fe002'],
        ports: [12_001],
      }),
    ],
  );
});
