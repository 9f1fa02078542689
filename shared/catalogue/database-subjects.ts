import type { ProbeRequest } from '../probe/probe-request.ts';
import { type Database, type Purpose, unnamedPurposes } from '../profile/profile.ts';
import type { Place } from '../profile/roles.ts';
import type { PlanContext, Subject, Subjects } from './check.ts';
import { type Parameter, param } from './parameter.ts';
import { missing, notApplicable, planned, protocols, serviceSubject } from './subjects.ts';
import { databasePort, databases } from './targets.ts';

const engineWords: Readonly<Record<Database['engine'], string>> = {
  sqlserver: 'SQL Server',
  oracle: 'Oracle',
};

/** `purpose`, then `purpose-2` and so on, so that each entry of a list has a key of its own. */
export function keyByPurpose(list: readonly Database[], index: number): string {
  const purpose = list[index]?.purpose ?? '';
  const before = list.slice(0, index).filter((database) => database.purpose === purpose).length;
  return before === 0 ? purpose : `${purpose}-${before + 1}`;
}

/** What is asked of a database beyond TCP: who it is, and whether it is the instance that was meant. Never a login. */
function asks(database: Database): readonly ProbeRequest[] {
  const { engine, host, instance = null } = database;
  const port = databasePort(database);
  if (engine === 'sqlserver') return [{ kind: 'tds', host, port, instance }];
  return typeof port === 'number' ? [{ kind: 'tns', host, port, serviceName: instance }] : [];
}

const withInstance = { sqlserver: 'service-with-instance', oracle: 'service-with-service' } as const;

function serviceName({ engine, instance }: Database): Parameter {
  const service = param.keep(engineWords[engine]);
  return instance === undefined
    ? service
    : param.phrase(withInstance[engine], { service, instance: param.name(instance) });
}

/** One connection to each of several databases, each a destination of its own; the key is the purpose. */
export function databaseSubjects(
  context: PlanContext,
  from: Place,
  list: readonly Database[],
): readonly Subject[] {
  return list.map((database, index) =>
    serviceSubject(context, {
      from,
      to: { role: 'database', host: database.host },
      port: databasePort(database),
      protocol: protocols[database.engine],
      service: serviceName(database),
      key: keyByPurpose(list, index),
      asks: asks(database),
    }),
  );
}

/** The gap of a profile whose list of databases is empty. */
const noDatabase: Subjects = missing('no-database');

/** The databases of which nobody has named a server, as instances that cannot be planned. */
function unnamed(
  purposes: readonly Purpose[],
): NonNullable<Extract<Subjects, { kind: 'planned' }>['missing']> {
  return purposes.map((purpose) => ({
    key: purpose,
    missing:
      purpose === 'platform'
        ? { gap: 'no-platform-database', parameters: {} }
        : { gap: 'unnamed-database', parameters: { purpose: param.keep(purpose) } },
  }));
}

/**
 * What is planned for databases, and what cannot be because nobody named their servers. A profile that says nothing of
 * databases has one gap for all of them.
 */
export function withUnnamed(
  { profile }: Pick<PlanContext, 'profile'>,
  subjects: readonly Subject[],
  purposes: readonly Purpose[] = unnamedPurposes(profile),
): Subjects {
  if (profile.databases.length === 0 && profile.unnamedDatabases.length === 0) return noDatabase;
  return { kind: 'planned', subjects, missing: unnamed(purposes) };
}

/**
 * One connection to each database of an engine. Databases whose servers nobody has named are reported once, by the check
 * for SQL Server: their engine is not known.
 */
export function engineSubjects(context: PlanContext, from: Place, engine: Database['engine']): Subjects {
  const list = databases(context, engine);
  const subjects = databaseSubjects(context, from, list);
  const isUnnamed = engine === 'sqlserver' && unnamedPurposes(context.profile).length > 0;
  if (isUnnamed) return withUnnamed(context, subjects);
  return list.length > 0
    ? planned(subjects)
    : notApplicable(
        `[[The profile names no ${engineWords[engine]} database|No ${engineWords[engine]} database is named]].`,
      );
}
