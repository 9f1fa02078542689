import { drop, type Flow, rejectWithReset } from '../support/firewall.ts';
import { type Expected, finds, type LabCase } from '../support/lab-case.ts';
import type { Place, Rule } from '../support/machine.ts';
import { addresses, instanceWithoutTcp, oracle, sqlInstances } from '../support/map.ts';
import { frontEnd } from './profiles.ts';

type Fields = Readonly<Record<string, unknown>>;

const atDatabase =
  (rule: typeof drop, flow: Flow) =>
  ({ address }: Place): readonly Rule[] => [
    { at: 'router', hook: 'forward', rule: rule({ from: address, to: addresses.database, ...flow }) },
  ];

const sqlServer = (
  title: string,
  fields: Fields,
  expected: Expected,
  further: Partial<LabCase> = {},
): LabCase => ({
  title: `SQL Server: ${title}`,
  profile: { ...frontEnd, databases: [{ purpose: 'platform', host: 'db.lab', ...fields }] },
  expect: { 'out-fe-db-sql@platform': expected },
  ...further,
});

const browser: Flow = { port: 1434, protocol: 'udp' };
const reports: Flow = { port: sqlInstances.REPORTS };

/** What SQL Server, and SQL Server Browser beside it, say before a login. */
const sqlServerCases: readonly LabCase[] = [
  sqlServer('the default instance answers', {}, finds('open', 'pass', { says: ['SQL Server 16.0.4135'] })),
  sqlServer(
    'a named instance, whose port is told',
    { instance: 'REPORTS' },
    finds('open', 'pass', { says: ['port 14400', 'SQL Server 15.0.2000'] }),
  ),
  sqlServer(
    'a named instance, written with its host',
    { host: 'db.lab\\reports' },
    finds('open', 'pass', { says: ['port 14400'] }),
  ),
  sqlServer(
    'a port, written with the host; nobody asks for it',
    { host: `db.lab,${sqlInstances.REPORTS}` },
    finds('open', 'pass', { says: ['SQL Server 15.0.2000'] }),
    { firewall: atDatabase(drop, browser) },
  ),
  sqlServer(
    'an instance that wants encryption',
    { instance: 'STRICT' },
    finds('open', 'pass', { says: ['encryption required'] }),
  ),
  sqlServer(
    'an instance that the browser does not know',
    { instance: 'ABSENT' },
    finds('port-not-told', 'fail', { outcome: 'timeout', says: ['ABSENT'] }),
  ),
  sqlServer(
    'a firewall drops the questions to the browser',
    { instance: 'REPORTS' },
    finds('port-not-told', 'fail', { outcome: 'timeout', says: ['UDP 1434'] }),
    { firewall: atDatabase(drop, browser) },
  ),
  sqlServer(
    'no browser runs',
    { host: 'fe2.lab', instance: 'REPORTS' },
    finds('port-not-told', 'fail', { outcome: 'refused' }),
  ),
  sqlServer(
    'an instance that does not listen on TCP',
    { instance: instanceWithoutTcp },
    finds('no-tcp-port', 'fail', { outcome: 'open' }),
  ),
  sqlServer(
    'the port is told, and a firewall drops it',
    { instance: 'REPORTS' },
    finds('timeout', 'fail', { says: ['port 14400'] }),
    { firewall: atDatabase(drop, reports) },
  ),
  sqlServer(
    'the port is told, and nothing listens there',
    { instance: 'REPORTS' },
    finds('refused', 'fail'),
    { firewall: atDatabase(rejectWithReset, reports) },
  ),
  sqlServer(
    'another instance at the port that was told',
    { instance: 'MOVED' },
    finds('other-instance', 'warn', { outcome: 'open', says: ['MOVED'] }),
  ),
  sqlServer('nothing listens', { host: 'fe2.lab' }, finds('refused', 'fail')),
  sqlServer('a web server instead', { host: 'fe1.lab', port: 80 }, finds('wrong-service', 'fail')),
  sqlServer(
    'a real SSH server instead',
    { host: 'controller.lab', port: 22 },
    finds('wrong-service', 'fail'),
  ),
  sqlServer(
    'a real RabbitMQ instead',
    { host: 'controller.lab', port: 5672 },
    finds('wrong-service', 'fail'),
  ),
  sqlServer(
    'an Oracle listener instead',
    { port: oracle.port },
    finds('silent', 'fail', { outcome: 'timeout' }),
  ),
  sqlServer(
    'something that never speaks',
    { host: 'fe1.lab', port: 12001 },
    finds('silent', 'fail', { outcome: 'timeout' }),
  ),
];

const oracleCase = (
  title: string,
  fields: Fields,
  expected: Expected,
  further: Partial<LabCase> = {},
): LabCase => ({
  title: `Oracle: ${title}`,
  profile: {
    ...frontEnd,
    databases: [{ purpose: 'platform', engine: 'oracle', host: 'db.lab', ...fields }],
  },
  expect: { 'out-fe-db-ora@platform': expected },
  ...further,
});

/** What an Oracle listener says before a login. */
const oracleCases: readonly LabCase[] = [
  oracleCase('the service is known', { instance: oracle.service }, finds('open', 'pass')),
  oracleCase('no service is asked for', {}, finds('open', 'pass', { says: ['Oracle listener 19.0.0.0.0'] })),
  oracleCase(
    'the listener refuses the service',
    { instance: 'OSTEST' },
    finds('service-refused', 'warn', { outcome: 'open', says: ['OSTEST', 'ORA-12514'] }),
  ),
  oracleCase(
    'the listener sends connections elsewhere',
    { instance: oracle.service, port: oracle.redirecting },
    finds('redirected', 'warn', { outcome: 'open', says: [`${oracle.elsewhere}:1530`] }),
  ),
  oracleCase('a firewall drops', {}, finds('timeout', 'fail'), {
    firewall: atDatabase(drop, { port: oracle.port }),
  }),
  oracleCase('nothing listens', { host: 'fe2.lab' }, finds('refused', 'fail')),
  oracleCase('a web server instead', { host: 'fe1.lab', port: 80 }, finds('wrong-service', 'fail')),
  oracleCase(
    'SQL Server instead, which hangs up without a word',
    { port: sqlInstances.MSSQLSERVER },
    finds('cut-off', 'fail', { outcome: 'reset' }),
  ),
];

export const databaseCases: readonly LabCase[] = [
  ...sqlServerCases,
  ...oracleCases,
  {
    title: 'SQL Server: a listener of an availability group, with one silent address',
    firewall: ({ address }) => [
      {
        at: 'router',
        hook: 'forward',
        rule: drop({ from: address, to: addresses.frontEnd2, port: sqlInstances.MSSQLSERVER }),
      },
    ],
    profile: { ...frontEnd, databases: [{ purpose: 'platform', host: 'listener.lab' }] },
    expect: {
      'out-fe-db-sql@platform': finds('open-in-part', 'warn', {
        outcome: 'timeout',
        says: ['availability group', addresses.frontEnd2],
      }),
    },
  },
  {
    title: 'three databases, each judged by itself',
    firewall: atDatabase(drop, reports),
    profile: {
      ...frontEnd,
      databases: [
        { purpose: 'platform', host: 'db.lab' },
        { purpose: 'logging', host: 'db.lab', instance: 'REPORTS' },
        { purpose: 'session', engine: 'oracle', host: 'db.lab', instance: oracle.service },
      ],
    },
    expect: {
      'out-fe-db-sql@platform': finds('open', 'pass'),
      'out-fe-db-sql@logging': finds('timeout', 'fail'),
      'out-fe-db-ora@session': finds('open', 'pass'),
    },
  },
];
