import type { Database } from '../../profile/profile.ts';
import type { CheckDefinition, PlanContext, Subjects } from '../check.ts';
import { keyByPurpose, withUnnamed } from '../database-subjects.ts';
import { latency, latencyRulings } from '../families/latency.ts';
import { latencySubject } from '../subjects.ts';
import { databasePort, serviceText } from '../targets.ts';

const address = (database: Database): string =>
  serviceText(database.host, databasePort(database)).toLowerCase();

function databaseLatency(context: PlanContext): Subjects {
  const list = context.profile.databases;
  const from = context.roles.includes('controller') ? 'controller' : 'front-end';
  const isFirstOfAddress = (database: Database, index: number): boolean =>
    list.findIndex((entry) => address(entry) === address(database)) === index;
  return withUnnamed(
    context,
    list.flatMap((database, index) =>
      isFirstOfAddress(database, index)
        ? [
            latencySubject(
              context,
              from,
              { role: 'database', host: database.host },
              databasePort(database),
              keyByPurpose(list, index),
            ),
          ]
        : [],
    ),
  );
}

export const latDb: CheckDefinition = {
  id: 'lat-db',
  requirements: ['L1'],
  title: 'The latency to the database is known and within any limit that was set',
  why: 'One page of an application can ask the database many times, and each time waits for the network.',
  group: 'latency',
  severity: 'advisory',
  direction: 'outbound',
  roles: ['controller', 'front-end'],
  family: latency,
  rulings: () => latencyRulings,
  plan: databaseLatency,
};
