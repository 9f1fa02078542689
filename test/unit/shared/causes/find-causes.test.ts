import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import type { Ruling } from '../../../../shared/catalogue/check.ts';
import type { Causes } from '../../../../shared/causes/cause.ts';
import { findCauses } from '../../../../shared/causes/find-causes.ts';
import { connectionLayers, layerOf, layersBefore } from '../../../../shared/causes/layers.ts';
import type { Failure, Machine, Observations, Pass } from '../../../../shared/causes/observation.ts';
import { scoreKeeper } from '../../../support/found-causes.ts';
import { type PlantOptions, plantCauses } from '../../../support/planted-causes.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const servers = (count: number, subnet = '10.1.2'): readonly Machine[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `fe${index}`,
    addresses: [`${subnet}.${index + 1}`],
  }));

type Asked = { readonly host?: string; readonly address?: string; readonly port?: number };

const seen = (machine: number, { host = 'db01', address = '10.1.9.11', port = 1433 }: Asked = {}) => ({
  machine,
  isInside: false,
  from: null,
  target: { name: host, address, port, attribute: null },
});

const failed = (machine: number, asked: Asked = {}, id = `ask@${machine}`): Failure => ({
  ...seen(machine, asked),
  layer: 'path',
  finding: 'timeout',
  checks: [{ machine, id, severity: 'required' }],
});

const passed = (machine: number, asked: Asked = {}): Pass => ({
  ...seen(machine, asked),
  layers: connectionLayers,
});

const explained = (causes: Causes): readonly string[] =>
  causes.causes.flatMap(({ checks }) => checks.map(({ machine, id }) => `${machine} ${id}`));

describe('layers', () => {
  it('are passed one after the other by a connection', () => {
    expect(layersBefore('listen')).toEqual(['permission', 'path', 'reset']);
    expect(layersBefore('path')).toEqual(['permission']);
    expect(layersBefore('service')).toEqual(['permission', 'path', 'reset', 'listen', 'tls']);
  });

  it('of names are passed by names alone', () => {
    expect(layersBefore('name')).toEqual(['resolver']);
    expect(layersBefore('resolver')).toEqual([]);
  });

  it('beside the way prove nothing about it', () => {
    for (const layer of ['proxy', 'self', 'owner', 'slow', 'own'] as const)
      expect(layersBefore(layer)).toEqual([]);
  });

  it.each([
    ['dns-timeout', 'resolver'],
    ['dns-not-found', 'name'],
    ['no-permission', 'permission'],
    ['timeout', 'path'],
    ['unreachable', 'path'],
    ['reset', 'reset'],
    ['refused', 'listen'],
    ['free', 'listen'],
    ['tls-intercepted', 'tls'],
    ['wrong-service', 'service'],
    ['proxy-auth', 'proxy'],
    ['leads-here', 'self'],
    ['in-use-by-other', 'owner'],
    ['over-limit', 'slow'],
    ['not-as-required', 'own'],
  ])('put %s at %s', (finding, layer) => expect(layerOf(finding, null)).toBe(layer));

  it('of an address that does not answer are those of what it did instead', () => {
    expect(layerOf('open-in-part', 'timeout')).toBe('path');
    expect(layerOf('open-in-part', 'refused')).toBe('listen');
  });

  it('have a place for whatever a connection, a proxy or the owner of a port comes to', () => {
    const families = ['reach', 'cloud', 'local-port', 'local-http', 'primary-port', 'zone-address'];
    const isHarm = (ruling: Ruling | undefined): boolean =>
      ruling?.verdict === 'fail' || ruling?.verdict === 'warn';
    const harms = catalogue.checks
      .filter(({ family }) => families.includes(family.name))
      .flatMap(({ rulings }) =>
        Object.entries(rulings()).flatMap(([finding, ruling]) =>
          isHarm(ruling['after-install']) ? [finding] : [],
        ),
      );
    const placeless = harms.filter((finding) => layerOf(finding, 'timeout') === 'own');
    expect([...new Set(placeless)].sort()).toEqual(['covered-by-fallback', 'served-in-dynamic-range']);
  });

  it('are not mistaken for what every object has', () => expect(layerOf('constructor', null)).toBe('own'));
});

describe('findCauses', () => {
  it('finds none where nothing failed', () =>
    expect(findCauses({ machines: servers(1), failures: [], passes: [passed(0)] })).toEqual({
      causes: [],
      failed: 0,
      notExplained: [],
    }));

  it('names what all failures have in common, and how much passes beside it', () => {
    const { causes } = findCauses({
      machines: [
        ...servers(4),
        ...servers(2, '10.1.3').map((machine) => ({ ...machine, name: `x${machine.name}` })),
      ],
      failures: [0, 1, 2, 3].map((machine) => failed(machine)),
      passes: [passed(4), passed(5), passed(0, { host: 'ctrl', address: '10.1.1.10', port: 12000 })],
    });
    expect(causes).toHaveLength(1);
    expect(causes[0]).toMatchObject({
      kind: 'common',
      source: { kind: 'network', network: '10.1.2.0/24' },
      destination: { kind: 'port', host: 'db01', port: 1433 },
      symptoms: [{ finding: 'timeout', count: 4 }],
      failures: 4,
      passes: 0,
      reaches: 1,
      reachedBy: 2,
      counterproof: 'packets-arrive',
    });
  });

  it('acquits a host that answers on another port', () => {
    const web = { port: 80 };
    const { causes } = findCauses({
      machines: servers(3),
      failures: [0, 1, 2].flatMap((machine) => [
        failed(machine),
        failed(machine, { port: 1434 }, `b@${machine}`),
      ]),
      passes: [passed(0, web)],
    });
    expect(causes.map(({ destination }) => destination)).toEqual([
      { kind: 'port', host: 'db01', port: 1433 },
      { kind: 'port', host: 'db01', port: 1434 },
    ]);
  });

  it('ends a cause of fewer than ten failures at one pass within it', () => {
    const nine = servers(9).map((_, machine) => failed(machine));
    const whole = findCauses({ machines: servers(10), failures: nine, passes: [] });
    const contradicted = findCauses({ machines: servers(10), failures: nine, passes: [passed(9)] });
    expect(whole.causes.map(({ kind }) => kind)).toEqual(['common']);
    expect(contradicted.causes.map(({ kind }) => kind)).toEqual(['partial']);
    expect(contradicted.notExplained).toHaveLength(9);
  });

  it('takes one pass among many failures for flapping, and says so', () => {
    const { causes } = findCauses({
      machines: servers(20),
      failures: servers(19).map((_, machine) => failed(machine)),
      passes: [passed(19)],
    });
    expect(causes).toMatchObject([{ kind: 'common', failures: 19, passes: 1 }]);
  });

  it('says what it cannot tell apart', () => {
    const { causes } = findCauses({
      machines: servers(1),
      failures: [failed(0), failed(0, { port: 1434 }, 'other')],
      passes: [passed(0, { host: 'ctrl', address: '10.1.1.10', port: 12000 })],
    });
    expect(causes).toMatchObject([
      { source: { kind: 'machine', name: 'fe0' }, alternatives: { source: { kind: 'everyone' } } },
    ]);
  });

  it('explains nothing by a waived failure, and counts it as evidence', () => {
    const waived = { ...failed(1), checks: [] };
    const { causes, failed: count } = findCauses({
      machines: servers(2),
      failures: [failed(0), waived],
      passes: [],
    });
    expect(count).toBe(1);
    expect(causes).toMatchObject([{ kind: 'common', failures: 2, checks: [{ machine: 0 }] }]);
  });

  it('has networks of /64 and machines with both versions of IP', () => {
    const dual = [1, 2, 3].map((host) => ({
      name: `fe${host}`,
      addresses: [`10.1.${host}.5`, `fd00:0:0:1::${host}`],
    }));
    const over = (machine: number, address: string, id: string): Failure => ({
      ...failed(machine, { address }, id),
    });
    const { causes } = findCauses({
      machines: [...dual, { name: 'other', addresses: ['10.1.8.5', 'fd00:0:0:2::1'] }],
      failures: [0, 1, 2].map((machine) => over(machine, 'fd00:0:0:9::1', `v6@${machine}`)),
      passes: [passed(3, { address: 'fd00:0:0:9::1' }), ...[0, 1, 2].map((machine) => passed(machine))],
    });
    expect(causes).toMatchObject([
      { source: { kind: 'network', network: 'fd00:0:0:1::/64' }, destination: { kind: 'port', port: 1433 } },
    ]);
  });

  it('tells one version of IP from the other', () => {
    const { causes } = findCauses({
      machines: [{ name: 'fe1', addresses: ['10.1.2.5', 'fd00:0:0:1::5'] }],
      failures: [1, 2, 3].map((host) =>
        failed(0, { host: `h${host}`, address: `fd00:0:${host}::1`, port: 80 + host }, `v6@${host}`),
      ),
      passes: [1, 2, 3].map((host) =>
        passed(0, { host: `h${host}`, address: `10.1.${host}.9`, port: 80 + host }),
      ),
    });
    expect(causes).toMatchObject([{ kind: 'common', destination: { kind: 'family', family: 'ipv6' } }]);
  });

  it('finds what is slow by where it leads', () => {
    const slow = (host: number): Failure => ({
      ...failed(0, { host: `h${host}`, address: `10.9.1.${host}`, port: 1433 }, `lat@${host}`),
      layer: 'slow',
      finding: 'over-limit',
    });
    const { causes } = findCauses({
      machines: servers(1),
      failures: [slow(1), slow(2), slow(3)],
      passes: [{ ...passed(0, { host: 'near', address: '10.1.1.1', port: 1433 }), layers: ['slow'] }],
    });
    expect(causes).toMatchObject([
      { layer: 'slow', destination: { kind: 'network-port', network: '10.9.1.0/24', port: 1433 } },
    ]);
  });

  it('finds one program behind several ports', () => {
    const held = (port: number): Failure => ({
      machine: 0,
      isInside: true,
      from: null,
      target: { name: 'localhost', address: null, port, attribute: 'nginx.exe' },
      layer: 'owner',
      finding: 'in-use-by-other',
      checks: [{ machine: 0, id: `loc-port-${port}`, severity: 'required' }],
    });
    const { causes } = findCauses({ machines: servers(1), failures: [held(80), held(443)], passes: [] });
    expect(causes).toMatchObject([
      { layer: 'owner', kind: 'common', destination: { kind: 'attribute', attribute: 'nginx.exe' } },
    ]);
  });

  it('puts what is required first, and what is explained before what is not', () => {
    const lesser = (machine: number): Failure => ({
      ...failed(machine, { host: 'mon', address: '10.7.7.7', port: 80 }),
      checks: [{ machine, id: `mon@${machine}`, severity: 'monitoring' }],
    });
    const { causes } = findCauses({
      machines: servers(6),
      failures: [...[0, 1, 2, 3].map(lesser), failed(0, { host: 'a', address: '10.8.8.8', port: 5672 })],
      passes: [1, 2].map((machine) => passed(machine, { host: 'a', address: '10.8.8.8', port: 5672 })),
    });
    expect(causes.map(({ checks }) => checks[0]?.severity)).toEqual(['required', 'monitoring']);
  });
});

function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const random = seededRandom(seed);
  return items
    .map((item) => ({ item, at: random.below(2 ** 31) }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}

/** The same evidence in another order, of the machines too. */
function reordered({ machines, failures, passes }: Observations, seed: number): Observations {
  const order = shuffled(
    machines.map((_, index) => index),
    seed,
  );
  const places = new Map(order.map((old, index) => [old, index]));
  const moved = (machine: number): number => places.get(machine) ?? machine;
  return {
    machines: order.flatMap((index) => machines[index] ?? []),
    failures: shuffled(failures, seed + 1).map((failure) => ({
      ...failure,
      machine: moved(failure.machine),
      checks: failure.checks.map((check) => ({ ...check, machine: moved(check.machine) })),
    })),
    passes: shuffled(passes, seed + 2).map((pass) => ({ ...pass, machine: moved(pass.machine) })),
  };
}

/** Causes without the numbers of machines, which depend on their order. */
const nameless = ({ causes }: Causes) =>
  causes.map((cause) => ({ ...cause, checks: cause.checks.map(({ id }) => id).sort() }));

const environmentsOf = (count: number, options: Partial<PlantOptions>) =>
  Array.from({ length: count }, (_, seed) =>
    plantCauses({ seed, servers: 6 + (seed % 15), peers: 6, causes: 1 + (seed % 3), ...options }),
  );

function scoreOf(count: number, options: Partial<PlantOptions>) {
  const keeper = scoreKeeper();
  for (const environment of environmentsOf(count, options))
    keeper.add(environment, findCauses(environment.observations));
  return keeper.score();
}

describe('planted causes', () => {
  it('are the same whatever the order of the evidence', () => {
    for (const { observations } of environmentsOf(12, { noise: 0.01 }))
      expect(nameless(findCauses(reordered(observations, 7)))).toEqual(nameless(findCauses(observations)));
  });

  it('have every failure exactly once', () => {
    for (const { observations } of environmentsOf(12, { noise: 0.02, flaps: 0.05 })) {
      const all = observations.failures.flatMap(({ checks }) =>
        checks.map(({ machine, id }) => `${machine} ${id}`),
      );
      expect([...explained(findCauses(observations))].sort()).toEqual([...all].sort());
    }
  });

  it('are found in small environments, in IPv4 and in IPv6', () => {
    for (const ipv6 of [false, true]) {
      const { recall, precision, misplaced } = scoreOf(60, { ipv6 });
      expect(recall).toBeGreaterThanOrEqual(0.97);
      expect(precision).toBeGreaterThanOrEqual(0.97);
      expect(misplaced).toBeLessThanOrEqual(0.076);
    }
  });

  it('are found in larger ones, with noise and with flapping', () => {
    const larger = { servers: 60, peers: 12 };
    const clean = scoreOf(10, larger);
    expect(clean.recall).toBeGreaterThanOrEqual(0.94);
    expect(clean.precision).toBeGreaterThanOrEqual(0.97);
    const noisy = scoreOf(10, { ...larger, noise: 0.005 });
    expect(noisy.recall).toBeGreaterThanOrEqual(0.94);
    expect(noisy.precision).toBeGreaterThanOrEqual(0.9);
    const flapping = scoreOf(10, { ...larger, noise: 0.005, flaps: 0.03 });
    expect(flapping.recall).toBeGreaterThanOrEqual(0.88);
    expect(flapping.precision).toBeGreaterThanOrEqual(0.9);
  });
});
