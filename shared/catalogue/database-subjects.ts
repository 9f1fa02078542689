import type { ProbeRequest } from '../probe/probe-request.ts';
import type { Database } from '../profile/profile.ts';
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
export const noDatabase: Subjects = missing('no-database');

/**
 * One connection to each database of an engine. A profile without any database is reported once, by the check for
 * SQL Server.
 */
export function engineSubjects(context: PlanContext, from: Place, engine: Database['engine']): Subjects {
  const list = databases(context, engine);
  if (list.length > 0) return planned(databaseSubjects(context, from, list));
  return engine === 'sqlserver' && context.profile.databases.length === 0
    ? noDatabase
    : notApplicable(`The profile names no ${engineWords[engine]} database.`);
}
