import type { CheckDefinition } from '../../../../shared/catalogue/check.ts';
import { inCtrl } from '../../../../shared/catalogue/checks/in-ctrl.ts';
import { outCtrl } from '../../../../shared/catalogue/checks/out-ctrl.ts';
import { outDeploy } from '../../../../shared/catalogue/checks/out-deploy.ts';
import { buildPlan, narrowPlan } from '../../../../shared/plan/build-plan.ts';
import type { Fact } from '../../../../shared/probe/fact.ts';
import type { Outcome } from '../../../../shared/probe/outcome.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import { assembleResult } from '../../../../shared/run/assemble-result.ts';
import type { RunResult } from '../../../../shared/run/result.ts';

/** The checks of the farm's catalogue. */
export const definitions: readonly CheckDefinition[] = [outCtrl, inCtrl, outDeploy];

const hosts = {
  controller: 'ctrl.example.local',
  first: 'fe1.example.local',
  second: 'fe2.example.local',
};

/** Ids of the checks of the farm: one towards the controller, one for each front-end, one from elsewhere. */
export const ids = {
  controller: 'out-ctrl',
  inbound: 'in-ctrl',
  first: `out-deploy@${hosts.first}`,
  second: `out-deploy@${hosts.second}`,
} as const;

const at = '2026-11-22T10:00:00.000Z';

const answers = {
  schemaVersion: 1,
  machine: { roles: ['controller', 'front-end'] },
  controller: { host: hosts.controller },
  frontEnds: [{ host: hosts.first }, { host: hosts.second }],
};

type Observed = { readonly controller: Outcome; readonly first: Outcome; readonly second: Outcome };

const factsFor = (
  host: string,
  port: number,
  outcome: Outcome,
): readonly (readonly [string, readonly Fact[]])[] => [
  [
    `resolve ${host}`,
    [{ kind: 'resolve', outcome: 'resolved', startedAt: at, durationMs: 1, host, addresses: ['10.0.0.9'] }],
  ],
  [
    `tcp ${host} ${port}`,
    [
      {
        kind: 'tcp',
        outcome,
        startedAt: at,
        durationMs: 2,
        host,
        remoteAddress: '10.0.0.9',
        remotePort: port,
      },
    ],
  ],
];

type Options = {
  /** Fields of the profile that differ from the farm's. */
  readonly profile?: object;
  readonly hostname?: string;
  readonly catalogueSha256?: string;
  /** Ids of the checks to run; all unless given. */
  readonly only?: readonly string[];
  readonly id?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly cancelled?: boolean;
  readonly contacted?: RunResult['contacted'];
};

/** The result of a run of a farm, planned and judged by the real catalogue from the outcomes of its connections. */
export function farmRun(observed: Partial<Observed> = {}, options: Options = {}): RunResult {
  const seen: Observed = { controller: 'open', first: 'open', second: 'open', ...observed };
  const machine = { hostname: options.hostname ?? 'web-01', os: 'Linux', addresses: ['10.0.0.5'] };
  const profile = profileSchema.parse({ ...answers, ...options.profile });
  const whole = buildPlan(definitions, profile, machine);
  const plan = options.only === undefined ? whole : narrowPlan(whole, options.only);
  const facts = new Map([
    ...factsFor(hosts.controller, 12000, seen.controller),
    ...factsFor(hosts.first, 12001, seen.first),
    ...factsFor(hosts.second, 12001, seen.second),
  ]);
  return assembleResult(
    definitions,
    plan,
    { facts, contacted: options.contacted ?? [] },
    {
      id: options.id ?? '00000000-0000-4000-8000-000000000001',
      toolVersion: '0.2.0',
      catalogueVersion: '1',
      catalogueSha256: options.catalogueSha256 ?? 'a'.repeat(64),
      startedAt: options.startedAt ?? at,
      finishedAt: options.finishedAt ?? '2026-11-22T10:00:09.000Z',
      cancelled: options.cancelled ?? false,
    },
  );
}

/** The check of a result that has an id. */
export function checkOf(result: RunResult, id: string): RunResult['checks'][number] {
  const check = result.checks.find((entry) => entry.id === id);
  if (check === undefined) throw new RangeError(`no check is called ${id}`);
  return check;
}
