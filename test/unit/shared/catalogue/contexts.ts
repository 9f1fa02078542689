import { catalogue, withOverlays } from '../../../../shared/catalogue/catalogue.ts';
import type {
  CheckDefinition,
  MachineFacts,
  PlanContext,
  Subject,
} from '../../../../shared/catalogue/check.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import { effectiveRoles } from '../../../../shared/profile/roles.ts';

export const ctrl = 'ctrl.example.local';
export const fe1 = 'fe1.example.local';
export const fe2 = 'fe2.example.local';

export const machineCalled = (hostname: string): MachineFacts => ({
  hostname,
  os: 'Windows Server 2022',
  addresses: ['10.0.0.5', 'fd00::5'],
});

/** What a check plans from: a profile with some fields set, on a machine with a host name. */
export function contextOf(fields: object, hostname = 'fe1'): PlanContext {
  const profile = profileSchema.parse({ schemaVersion: 1, ...fields });
  return { profile, machine: machineCalled(hostname), roles: effectiveRoles(profile.machine.roles) };
}

/** A farm: a controller, two front-ends, platform and session data in SQL Server, logging data in Oracle. */
export const farm = {
  controller: { host: ctrl },
  frontEnds: [{ host: fe1 }, { host: fe2 }],
  databases: [
    { purpose: 'platform', host: 'sql.example.local' },
    { purpose: 'session', host: 'sql.example.local' },
    { purpose: 'logging', engine: 'oracle', host: 'ora.example.local', port: 1600 },
  ],
};

export const managed = {
  machine: { roles: ['lifetime'] },
  controller: { host: 'lt.example.local' },
  features: { architectureDashboard: true },
  managedServers: [
    { host: ctrl, roles: ['controller'] },
    { host: fe1 },
    { host: fe2, roles: ['front-end', 'controller'] },
  ],
};

export const containers = {
  ...farm,
  machine: { roles: ['container-runtime'] },
  environment: { hosting: 'containers', sslOffloading: 'yes', parameterRecordAdded: 'no' },
  containerRuntimes: [{ host: 'cr1.example.local' }, { host: 'cr2.example.local' }],
};

const isCalledFor = ({ roles }: CheckDefinition, context: PlanContext): boolean =>
  roles === 'any' || roles.some((role) => context.roles.includes(role));

/** A platform of the newest kind, with everything that came after the source document. */
export const newest = {
  ...farm,
  phase: 'after-install',
  environment: { platformVersion: '11.41.0' },
  features: {
    mobileApps: true,
    architectureDashboard: true,
    itUserLogin: true,
    integrationBuilder: true,
    workflowBuilder: true,
  },
  zones: [{ host: 'zone.example.local' }],
  overlays: catalogue.overlays.map(({ id }) => id),
};

export type Instance = {
  readonly check: CheckDefinition;
  readonly id: string;
  readonly subject: Subject;
};

/** Every instance that the catalogue plans with the overlays of the profile, in order, with its id. */
export function instancesOf(context: PlanContext): readonly Instance[] {
  return withOverlays(catalogue, context.profile.overlays)
    .filter((check) => isCalledFor(check, context))
    .flatMap((check) => {
      const subjects = check.plan(context);
      return subjects.kind === 'planned'
        ? subjects.subjects.map((subject) => ({
            check,
            id: subject.key === undefined ? check.id : `${check.id}@${subject.key}`,
            subject,
          }))
        : [];
    });
}

/** The ids of the instances of some checks, each with its destination as `host:port protocol`. */
export function destinationsOf(context: PlanContext, ...ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    instancesOf(context)
      .filter(({ check }) => ids.includes(check.id))
      .map(({ id, subject: { destination } }) => [
        id,
        destination === null ? 'none' : `${destination.host}:${destination.port} ${destination.protocol}`,
      ]),
  );
}

export function checkCalled(id: string): CheckDefinition {
  const all = [...catalogue.checks, ...catalogue.overlays.flatMap(({ checks }) => checks)];
  const check = all.find((entry) => entry.id === id);
  if (check === undefined) throw new RangeError(`no check is called ${id}`);
  return check;
}
