import { type Profile, profileSchema } from '../../shared/profile/profile.ts';
import { hasContainers } from '../../shared/profile/questions.ts';
import { roles, serverRoles } from '../../shared/profile/roles.ts';
import { phases } from '../../shared/words/verdict.ts';
import type { SeededRandom } from './seeded-random.ts';

const stated = ['yes', 'no', 'unknown'];
const hosts = [
  'localhost',
  'fe1',
  'fe2.example.local',
  'münchen-01',
  '10.0.0.2',
  '2001:db8::1',
  'a_b',
  `${'x'.repeat(60)}.y`,
];
const names = ['First', ' inner  space ', 'a,b;c', 'Größe "1"', 'OutSystems environment', 'x'.repeat(200)];
const ports = [1, 80, 443, 1433, 1521, 1444, 5671, 5672, 65_535];

/** What stands at each field of a profile now and then; undefined leaves it out. */
const samples: Readonly<Record<string, readonly unknown[]>> = {
  phase: phases,
  'machine.name': [undefined, ...names],
  'machine.roles[]': roles,
  'environment.name': [undefined, ...names],
  'environment.hosting': ['servers', 'containers'],
  'environment.hybrid': [true, false],
  'environment.vpn': stated,
  'environment.oneProvider': stated,
  'environment.sslOffloading': stated,
  'environment.parameterRecordAdded': stated,
  'environment.platformVersion': [undefined, '11.41.0', '11.0', '11.1.2.3'],
  'controller.host': hosts,
  'cache.host': [undefined, ...hosts],
  'cache.port': [undefined, ...ports],
  'cache.tls': [true, false],
  'frontEnds[].name': [undefined, ...names],
  'frontEnds[].host': hosts,
  'databases[].purpose': ['platform', 'logging', 'session'],
  'databases[].engine': ['sqlserver', 'oracle'],
  'databases[].host': [...hosts, 'sql1\\OS', 'sql1\\OS,1433', 'sql1,1433'],
  'databases[].port': [undefined, undefined, ...ports],
  'databases[].instance': [undefined, 'OS', 'MSSQLSERVER', 'ORCL.world'],
  'unnamedDatabases[]': ['platform', 'logging', 'session'],
  'lifetime.host': [undefined, ...hosts],
  'managedServers[].host': hosts,
  'managedServers[].roles[]': serverRoles,
  'containerRuntimes[].host': hosts,
  'ports.http': [undefined, 80, 8080, 443],
  'ports.https': [undefined, 443, 8443],
  'ports.deploymentController': [undefined, 12_000, 13_000],
  'ports.deployment': [undefined, 12_001, 13_001],
  'ports.scheduler': [undefined, 12_002],
  'ports.deploymentControllerPrimary': [undefined, 12_100, 13_100],
  'ports.deploymentPrimary': [undefined, 12_101, 13_101],
  'ports.schedulerPrimary': [undefined, 12_102],
  'zones[].host': hosts,
  edition: ['2020', '2025'],
  'environment.servicePortsExposed': stated,
  'environment.httpRegistered': [true, false],
  'features.itUserLogin': [true, false],
  'features.integrationBuilder': [true, false],
  'features.workflowBuilder': [true, false],
  'ports.cache': [undefined, 5672, 5673],
  'features.mobileApps': [true, false],
  'features.architectureDashboard': [true, false],
  'proxy.mode': ['system', 'none', 'manual'],
  'proxy.url': [undefined, 'http://proxy.example.local:3128', 'https://[2001:db8::1]:8080/'],
  'proxy.bypass[]': ['*.example.local', 'a,b', 'a;b', 'tab\tinside', '10.0.0.0/8', '<local>'],
  caFile: [undefined, '/etc/ca.pem', ' /with spaces/ca.pem ', ' ', 'C:\\ca.pem', 'two\nlines'],
  'timestamp.url': [undefined, 'http://timestamp.example.local/tsa?a=b'],
  'limits.connectTimeoutMs': [undefined, 500, 5000, 60_000],
  'limits.runBudgetMs': [undefined, 1000, 86_400_000],
  'limits.latencyMs': [undefined, 0.01, 2.5, 0.1 + 0.2, 12.123456789, 60_000],
  'limits.connectionsPerSecond': [undefined, 1, 1000, 100_000],
  'overlays[]': ['health', 'cache-tls', 'of another version', 'a,b'],
  'waivers[].check': ['in-rdp', 'out-ctrl@fe1'],
  'waivers[].reason': ['on purpose', 'three words, more'],
};

/** The fields that have samples. */
export const sampledPaths: readonly string[] = Object.keys(samples);

/** How many entries a list has at most. */
const longestList = 4;

type Sample = readonly [path: string, values: readonly unknown[]];

/** A value that has something at each path, or nothing there; lists have any length. */
function build(given: readonly Sample[], random: SeededRandom): unknown {
  const [first] = given;
  if (first?.[0] === '') return first[1][random.below(first[1].length)];
  const heads = [...new Set(given.map(([path]) => /^[^.]+/.exec(path)?.[0] ?? ''))];
  const entries = heads.map((head) => {
    const inner = given
      .filter(([path]) => path === head || path.startsWith(`${head}.`))
      .map(([path, values]): Sample => [path.slice(head.length + 1), values]);
    const isList = head.endsWith('[]');
    const value = isList
      ? Array.from({ length: random.below(longestList + 1) }, () => build(inner, random))
      : build(inner, random);
    return [head.replace('[]', ''), value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Objects that are null where nothing stands in them. */
const nullable: readonly string[] = ['lifetime', 'timestamp'];

type PartName = keyof typeof profileSchema.shape;

/** One part of a profile that the schema takes. */
function part(name: PartName, random: SeededRandom): unknown {
  const schema = profileSchema.shape[name];
  const own = Object.entries(samples).filter(([path]) => /^[^.[]+/.exec(path)?.[0] === name);
  for (;;) {
    const value = Reflect.get(build(own, random) as object, name) as unknown;
    const isEmpty = nullable.includes(name) && Object.keys(value as object).length === 0;
    const input = isEmpty ? null : value;
    if (schema.safeParse(input).success) return input;
  }
}

const partNames = (Object.keys(profileSchema.shape) as readonly PartName[]).filter(
  (name) => name !== 'schemaVersion',
);

/**
 * A valid profile in which anything may stand anywhere. One contradiction is left out: a machine that is a container
 * runtime in an environment without containers, which the wizard resolves.
 */
export function anyProfile(random: SeededRandom): Profile {
  const input = Object.fromEntries(partNames.map((name) => [name, part(name, random)]));
  const profile = profileSchema.parse({ schemaVersion: 1, ...input });
  const { environment, machine } = profile;
  const hosting = hasContainers({ hosting: environment.hosting, roles: machine.roles })
    ? 'containers'
    : 'servers';
  return { ...profile, environment: { ...environment, hosting } };
}
