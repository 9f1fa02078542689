import { cachePort, databasePort, serviceText } from '../catalogue/targets.ts';
import { hostAndPort } from '../profile/host.ts';
import { type Database, defaultPorts, type PortName, type Profile, portTitles } from '../profile/profile.ts';
import { placeWords } from '../profile/roles.ts';
import { counted } from '../words/phrases.ts';

/** A label with its values, one below the other. `typed` values are addresses, ports or ids: set in mono. */
export type Field = {
  readonly label: string;
  readonly values: readonly string[];
  readonly typed: boolean;
};

const words = (label: string, ...values: readonly string[]): Field => ({ label, values, typed: false });
const typed = (label: string, ...values: readonly string[]): Field => ({ label, values, typed: true });

const answer: Readonly<Record<'yes' | 'no' | 'unknown', string>> = {
  yes: 'Yes',
  no: 'No',
  unknown: 'Not answered',
};

const yesNo = (value: boolean): string => (value ? 'Yes' : 'No');

const engineWords: Readonly<Record<Database['engine'], string>> = {
  sqlserver: 'SQL Server',
  oracle: 'Oracle',
};

const databaseText = (database: Database): string => {
  const port = databasePort(database);
  const isTold = typeof port !== 'number';
  const instance = database.instance === undefined || isTold ? '' : `, instance ${database.instance}`;
  const told = isTold ? ', port told by SQL Server Browser' : '';
  return `${serviceText(database.host, port)} ${database.purpose}, ${engineWords[database.engine]}${instance}${told}`;
};

function portTexts({ ports }: Profile): readonly string[] {
  const names = Object.keys(defaultPorts) as PortName[];
  return names.map((name) => {
    const changed = ports[name] === defaultPorts[name] ? '' : `, not the default ${defaultPorts[name]}`;
    return `${ports[name]} ${portTitles[name]}${changed}`;
  });
}

function proxyText({ proxy }: Profile): string {
  switch (proxy.mode) {
    case 'system':
      return 'As the system says';
    case 'none':
      return 'None';
    case 'manual':
      return `${proxy.url ?? ''}${proxy.bypass.length === 0 ? '' : `, not for ${proxy.bypass.join(', ')}`}`;
  }
}

function limitTexts({ limits }: Profile): readonly string[] {
  return [
    `${limits.connectTimeoutMs} ms for a connection`,
    ...(limits.runBudgetMs === undefined ? [] : [`${limits.runBudgetMs} ms for the whole run`]),
    ...(limits.latencyMs === undefined ? [] : [`${limits.latencyMs} ms for latency`]),
  ];
}

const list = (values: readonly string[]): readonly string[] =>
  values.length === 0 ? ['None named'] : values;

function serverFields(profile: Profile): readonly Field[] {
  const { cache, controller, frontEnds, lifetime, managedServers, containerRuntimes } = profile;
  const cacheHost = cache.host ?? controller.host;
  const cacheText = `${hostAndPort(cacheHost, cachePort({ profile }))}${cache.tls ? ' with TLS' : ''}`;
  return [
    typed(placeWords.controller, controller.host),
    typed(placeWords.cache, cacheText),
    typed(
      'Front-ends',
      ...list(frontEnds.map(({ host, name }) => (name === undefined ? host : `${host} ${name}`))),
    ),
    typed('Databases', ...list(profile.databases.map(databaseText))),
    typed('LifeTime', lifetime?.host ?? 'None named'),
    ...(managedServers.length === 0
      ? []
      : [
          typed(
            'Servers that LifeTime manages',
            ...managedServers.map(
              ({ host, roles }) => `${host} ${roles.map((role) => placeWords[role]).join(', ')}`,
            ),
          ),
        ]),
    ...(containerRuntimes.length === 0
      ? []
      : [typed('Container runtimes', ...containerRuntimes.map(({ host }) => host))]),
  ];
}

/** What the administrator told Netready, in the order of the questions. Contains no secrets, as the profile has none. */
export function profileAnswers(profile: Profile): readonly Field[] {
  const { environment, features } = profile;
  return [
    words('Environment', environment.name),
    words('Platform version', environment.platformVersion ?? 'Not given'),
    words('Hosting', environment.hosting === 'containers' ? 'Containers' : 'Servers'),
    words('Partly in the OutSystems Cloud', yesNo(environment.hybrid)),
    ...(environment.hybrid ? [words('VPN between the two parts', answer[environment.vpn])] : []),
    words('All servers under one provider', answer[environment.oneProvider]),
    ...(environment.hosting === 'containers'
      ? [
          words('TLS ends before the containers', answer[environment.sslOffloading]),
          words('Record added to OSSYS_PARAMETER by hand', answer[environment.parameterRecordAdded]),
        ]
      : []),
    ...serverFields(profile),
    typed('Ports', ...portTexts(profile)),
    words('Mobile apps are generated', yesNo(features.mobileApps)),
    words('Architecture Dashboard is used', yesNo(features.architectureDashboard)),
    words('Proxy', proxyText(profile)),
    ...(profile.caFile === undefined ? [] : [typed('Additional authorities', profile.caFile)]),
    ...(profile.timestamp === null ? [] : [typed('Time-stamping authority', profile.timestamp.url)]),
    words('Limits', ...limitTexts(profile)),
    words('Overlays', ...(profile.overlays.length === 0 ? ['None'] : profile.overlays)),
    words('Waivers', profile.waivers.length === 0 ? 'None' : counted(profile.waivers.length, 'waiver')),
  ];
}
