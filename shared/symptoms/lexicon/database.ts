import type { Sign, Symptom } from '../symptom.ts';
import { cutOff, ofOthers, refused, silent, unknownName } from './messages.ts';
import { sources } from './sources.ts';

/** An error of the network of Oracle, as its client says it and as its own tools do. */
const listenerError = (code: string): readonly Sign[] => [{ says: `ORA ${code}` }, { says: `TNS ${code}` }];

const sql = {
  topic: 'database',
  requirements: ['R9', 'R11'],
  checks: ['out-fe-db-sql', 'out-ctrl-db-sql', 'ct-db-platform'],
} as const satisfies Partial<Symptom>;

const oracle = {
  topic: 'database',
  requirements: ['R9', 'R11'],
  checks: ['out-fe-db-ora', 'out-ctrl-db-ora', 'ct-db-platform'],
} as const satisfies Partial<Symptom>;

/** Words that stand in every message of the client of SQL Server. */
const ofClient = [
  'SqlException',
  'TCP Provider',
  'SqlClient',
  'connection to SQL Server',
  'Microsoft SQL Server',
  '{sql}',
];

const sqlSymptoms: readonly Symptom[] = [
  {
    ...sql,
    id: 'sql-refused',
    title: 'SQL Server refuses the connection',
    meaning: 'The machine of the database answers, but nothing listens on that port.',
    reasons: [
      'SQL Server is stopped, or TCP/IP is not enabled for it.',
      'It listens on another port than 1433, as named instances do.',
      'A firewall refuses in the place of the machine.',
    ],
    steps: [
      'See in SQL Server Configuration Manager that TCP/IP is enabled, and on which port it listens.',
      'Write that port into the Configuration Tool: host, comma, port.',
      'Run the checks below on the server that wrote the line.',
    ],
    signs: [
      ...refused.map((says) => ({
        says,
        near: ofClient,
        within: 40,
        without: [...ofOthers, 'odbc'],
      })),
      {
        says: 'could not open a connection to SQL Server',
        near: ['error 10061', 'Connection refused'],
        within: 30,
      },
    ],
    weight: 8,
    lines: [
      {
        text: 'A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible. (provider: TCP Provider, error: 0 - No connection could be made because the target machine actively refused it.)',
        source: sources.sqlLocalhost,
      },
    ],
  },
  {
    ...sql,
    id: 'sql-silent',
    title: 'SQL Server does not answer',
    meaning:
      'Nothing came back from the database server in time: packets are dropped on the way, or the address is wrong.',
    reasons: [
      'A firewall drops the port of SQL Server between this server and the database.',
      'The name of the database leads to an old address.',
    ],
    steps: [
      'Run the checks below on the server that wrote the line.',
      'Where they say "timeout", ask the network team to allow the port from every server of the environment: "netready firewall" prints the rule.',
    ],
    signs: [
      ...silent.map((says) => ({
        says,
        near: ofClient,
        within: 40,
        without: ['rabbitmq', 'a transport level error'],
      })),
      { says: 'TCP Provider error 0 the wait operation timed out' },
      { says: 'TCP Provider timeout error', near: ['258'], within: 8 },
      { says: 'could not open a connection to SQL Server', near: ['error 10060', 'error 258'], within: 20 },
    ],
    weight: 8,
    lines: [
      {
        text: 'A network-related or instance-specific error occurred while establishing a connection to SQL Server. (provider: TCP Provider, error: 0 - The wait operation timed out.)',
        source: sources.sqlWait,
      },
    ],
  },
  {
    ...sql,
    id: 'sql-named-pipes',
    title: 'SQL Server was not found over TCP',
    meaning:
      'The client could not connect by TCP and then tried Named Pipes, which failed as well. The number 40 says only that; it is nearly always the way or the name.',
    reasons: [
      'A firewall blocks the port of SQL Server (1433 unless another one is set).',
      'The name of the server is wrong or not known here.',
      'SQL Server is stopped, or does not allow remote connections by TCP/IP.',
    ],
    steps: [
      'Run the checks below on the server that wrote the line: they say which of these it is.',
      'Where a named instance is meant, see that its port is reachable, or UDP 1434 of SQL Server Browser.',
    ],
    signs: [
      { says: 'Named Pipes Provider error 40' },
      { says: 'could not open a connection to SQL Server' },
      { says: 'under the default settings SQL Server does not allow remote connections' },
    ],
    weight: 7,
    lines: [
      {
        text: 'Error openning connection to the database: An error has occurred while establishing a connection to the server. When connecting to SQL Server 2005, this failure may be caused by the fact that under the default settings SQL Server does not allow remote connections. (provider: Named Pipes Provider, error: 40 - Could not open a connection to SQL Server)',
        source: sources.information,
      },
    ],
  },
  {
    ...sql,
    id: 'sql-instance',
    title: 'The named instance of SQL Server was not found',
    meaning:
      'The client asked SQL Server Browser (UDP 1434) for the port of a named instance and had no answer.',
    reasons: [
      'A firewall blocks UDP 1434 to the database server.',
      'SQL Server Browser is stopped there.',
      'The name of the instance is wrong.',
    ],
    steps: [
      'Give the port instead of the instance: host, comma, port. Then UDP 1434 is not needed.',
      'Else start SQL Server Browser and have UDP 1434 allowed.',
      'Run the checks below.',
    ],
    signs: [
      { says: 'error locating server instance specified' },
      { says: 'SQL Network Interfaces error 26' },
      { says: 'SQL Network Interfaces error 25' },
    ],
    weight: 8,
    lines: [
      {
        text: '(provider: SQL Network Interfaces, error: 26 - Error Locating Server/Instance Specified)',
        source: 'https://github.com/blackcity/Backload/issues/43',
      },
    ],
  },
  {
    ...sql,
    id: 'sql-name',
    title: 'The name of the database server is not known',
    meaning: 'The server that wrote the line could not look up the name of the database.',
    reasons: [
      'The name is written wrongly in the Configuration Tool.',
      'DNS of this network does not know it.',
    ],
    steps: [
      'Run the checks below on that server.',
      'Have the name entered in DNS, or correct it in the Configuration Tool on every server alike.',
    ],
    checks: ['out-fe-db-sql', 'out-ctrl-db-sql', 'lat-names'],
    signs: unknownName.map((says) => ({ says, near: ofClient, within: 40 })),
    weight: 8,
    lines: [
      {
        text: 'When connecting to SQL Server, this failure may be caused by the fact that under the default settings SQL Server does not allow remote connections. (provider: TCP Provider, error: 0 - No such host is known.)',
        source:
          'https://learn.microsoft.com/sql/relational-databases/errors-events/mssqlserver-11001-database-engine-error',
      },
    ],
  },
  {
    ...sql,
    id: 'sql-cut-off',
    title: 'Connections to SQL Server are cut off',
    meaning: 'A connection to the database stood and was ended from outside while it was used.',
    reasons: [
      'A firewall or a load balancer ends connections that are quiet for a while, or inspects them.',
      'SQL Server was restarted or failed over.',
    ],
    steps: [
      'Compare the time of the line with restarts of SQL Server.',
      'Ask the network team for the idle timeout between the servers and the database.',
      'Run the checks below: they count losses.',
    ],
    checks: ['out-fe-db-sql', 'out-ctrl-db-sql', 'lat-db'],
    signs: [
      { says: 'a transport level error has occurred' },
      { says: 'the specified network name is no longer available', near: ofClient, within: 40 },
      ...cutOff.map((says) => ({ says, near: ofClient, within: 40, without: ['pre login handshake'] })),
    ],
    weight: 7,
    lines: [
      {
        text: 'A transport-level error has occurred when sending the request to the server. (provider: TCP Provider, error: 0 - An existing connection was forcibly closed by the remote host.)',
        source:
          'https://learn.microsoft.com/biztalk/adapters-and-accelerators/adapter-sql/troubleshoot-operational-issues-with-the-sql-adapter',
      },
    ],
  },
  {
    ...sql,
    id: 'sql-handshake',
    title: 'The greeting with SQL Server fails',
    meaning:
      'The port is open, but the first exchange with SQL Server was cut off or not answered: something else answers there, or the encryption cannot be agreed on.',
    reasons: [
      'Another service, a load balancer or an inspecting firewall answers on that port.',
      'The two ends have no version of TLS in common.',
      'SQL Server is overloaded and answers too late.',
    ],
    steps: [
      'Run the checks below: they ask SQL Server for its greeting and say what answered.',
      'Compare the versions of TLS that both ends allow.',
    ],
    signs: [
      { says: 'pre login handshake' },
      { says: 'login timeout expired', near: ['SQL Server'], within: 30, context: 'platform' },
    ],
    weight: 8,
    lines: [
      {
        text: 'A connection was successfully established with the server, but then an error occurred during the pre-login handshake. (provider: TCP Provider, error: 0 - An existing connection was forcibly closed by the remote host.)',
        source: 'https://github.com/dotnet/SqlClient/issues/2243',
      },
      {
        text: 'Connection Timeout Expired. The timeout period elapsed while attempting to consume the pre-login handshake acknowledgement.',
        source: 'https://pastebin.com/ksLf1GuK',
      },
    ],
  },
  {
    ...sql,
    id: 'sql-certificate',
    title: 'The certificate of SQL Server is not trusted',
    meaning:
      'The way is open and SQL Server answers with a certificate that this server does not trust, or that is made out to another name.',
    reasons: [
      'SQL Server uses a certificate of its own, which nobody has made known here.',
      'The Configuration Tool names the server by another name than the certificate does.',
    ],
    steps: [
      'Install the certificate of the authority on every server of the environment, or name the server as its certificate does.',
      'Only where your rules allow it: "TrustServerCertificate=True" in the advanced settings.',
    ],
    signs: [
      { says: 'SSL Provider error 0 the certificate chain' },
      { says: 'target principal name is incorrect', near: ofClient, within: 60 },
    ],
    weight: 8,
    lines: [
      {
        text: 'A connection was successfully established with the server, but then an error occurred during the login process. (provider: SSL Provider, error: 0 - The certificate chain was issued by an authority that is not trusted.)',
        source: sources.sqlTrust,
      },
    ],
  },
  {
    ...sql,
    id: 'sql-protocols',
    title: 'This server and SQL Server have no version of TLS in common',
    meaning:
      'The way is open. The two ends could not agree on how to encrypt, because one of them allows only old versions and the other only new ones.',
    reasons: [
      'TLS 1.0 and 1.1 are switched off on one side, and the other knows nothing newer.',
      'SQL Server is too old for TLS 1.2.',
    ],
    steps: [
      'Bring SQL Server and .NET to a level that knows TLS 1.2.',
      'Compare the versions that are enabled under SCHANNEL\\Protocols on both machines.',
    ],
    signs: [
      { says: 'SSL Provider error 0 the client and server cannot communicate' },
      { says: 'they do not possess a common algorithm', near: ofClient, within: 40 },
    ],
    weight: 8,
    lines: [
      {
        text: 'A connection was successfully established with the server, but then an error occurred during the login process. (provider: SSL Provider, error: 0 - The client and server cannot communicate, because they do not possess a common algorithm.)',
        source: 'https://github.com/dotnet/SqlClient/issues/2191',
      },
    ],
  },
  {
    ...sql,
    id: 'sql-login',
    title: 'SQL Server refuses the user or the database',
    meaning:
      'The network is not to blame: SQL Server was reached and does not accept the login, or the user may not open that database.',
    reasons: [
      'The password of the user was changed, or the user is locked.',
      'The database has another name, is offline or was restored without the user.',
    ],
    steps: [
      'Press "Test Connection" on the Platform tab of the Configuration Tool.',
      'Have the login and the name of the database looked at on SQL Server.',
    ],
    requirements: [],
    checks: ['out-fe-db-sql', 'out-ctrl-db-sql'],
    signs: [
      { says: 'login failed for user' },
      { says: 'cannot open database … requested by the login' },
      { says: 'cannot open server … requested by the login' },
    ],
    weight: 8,
    lines: [
      {
        text: `Cannot open database "outsystems_express" requested by the login. The login failed. Login failed for user 'OSRuntime'.`,
        source: sources.information,
      },
    ],
  },
  {
    ...sql,
    id: 'sql-pool',
    title: 'All connections to the database are in use',
    meaning:
      'The program waited for a free connection of its own. The network may be slow, but mostly something holds connections too long.',
    reasons: ['Slow queries hold the connections.', 'The way to the database is slow or loses packets.'],
    steps: ['Look at the slow queries in Service Center.', 'Run the check of latency below.'],
    requirements: ['L1'],
    checks: ['lat-db', 'out-fe-db-sql'],
    signs: [{ says: 'prior to obtaining a connection from the pool' }],
    weight: 6,
    lines: [
      {
        text: 'Timeout expired. The timeout period elapsed prior to obtaining a connection from the pool.',
        source: sources.sqlClient,
      },
    ],
  },
  {
    ...sql,
    id: 'sql-slow',
    title: 'The database took too long to answer',
    meaning:
      'A connection stood, and what was asked was not done in time. That is mostly the query or the load, and seldom the network.',
    reasons: ['A slow or blocked query.', 'The database is overloaded.', 'The way to it is slow.'],
    steps: [
      'Look at the slow queries in Service Center.',
      'Run the check of latency below from the server that wrote the line.',
    ],
    requirements: ['L1', 'L2'],
    checks: ['lat-db'],
    signs: [
      { says: 'timeout period elapsed prior to completion of the operation or the server is not responding' },
      { says: 'execution timeout expired' },
      { says: 'SQL Exception timeout expired' },
      { says: 'OleDbException timeout expired' },
    ],
    weight: 5,
    lines: [
      {
        text: 'Execution Timeout Expired. The timeout period elapsed prior to completion of the operation or the server is not responding.',
        source: sources.timeouts,
      },
      {
        text: 'Error opening connection to the database: Timeout expired. The timeout period elapsed prior to completion of the operation or the server is not responding. Cleaning the connection pools.',
        source: sources.information,
      },
    ],
  },
  {
    ...sql,
    id: 'sql-unreachable',
    title: 'SQL Server was not reached',
    meaning: 'The client could not connect; the end of the message, in brackets, says why.',
    reasons: ['A firewall, a wrong name, a stopped SQL Server, or an instance on another port.'],
    steps: [
      'Paste the whole message with its brackets: they name the reason.',
      'Run the checks below on the server that wrote the line.',
    ],
    signs: [
      { says: 'network related or instance specific error' },
      { says: 'erro relacionado a rede ou especifico a instancia' },
      { says: 'netzwerkbezogener oder instanzspezifischer fehler' },
      { says: 'error relacionado con la red o especifico de la instancia' },
      { says: 'erreur liee au reseau ou specifique a l instance' },
      { says: 'erro de rede ou especifico da instancia' },
    ],
    weight: 6,
    lines: [
      {
        text: 'A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible.',
        source: sources.sqlClient,
      },
    ],
  },
  {
    ...sql,
    id: 'database-not-opened',
    title: 'A service of the platform cannot open its database',
    meaning: 'The service tries again until it can; the rest of the message says why it could not.',
    reasons: ['The way to the database is closed.', 'The database refuses the login.'],
    steps: [
      'Paste the whole message: what stands behind the colon names the reason.',
      'Run the checks below on that server.',
    ],
    checks: ['out-fe-db-sql', 'out-fe-db-ora', 'out-ctrl-db-sql', 'out-ctrl-db-ora'],
    signs: [
      { says: 'error opening connection to the database', context: 'platform' },
      { says: 'error openning connection to the database' },
    ],
    weight: 4,
    lines: [{ text: 'Error opening connection to the database', source: sources.information }],
  },
];

const oracleSymptoms: readonly Symptom[] = [
  {
    ...oracle,
    id: 'oracle-no-listener',
    title: 'No listener answers for Oracle',
    meaning: 'The machine of the database answers, but nothing listens on that port.',
    reasons: [
      'The listener is stopped, or listens on another port than 1521.',
      'A firewall refuses in the place of the machine.',
    ],
    steps: [
      'Have "lsnrctl status" run on the database server.',
      'Run the checks below on the server that wrote the line.',
    ],
    signs: [
      ...listenerError('12541'),
      ...refused.map((says) => ({
        says,
        near: ['{oracle}', 'OracleException'],
        within: 40,
        without: ['thin'],
      })),
    ],
    weight: 8,
    lines: [{ text: 'ORA-12541: TNS:no listener', source: `${sources.oracle}ora-12541/` }],
  },
  {
    ...oracle,
    id: 'oracle-silent',
    title: 'Oracle does not answer',
    meaning:
      'The connection to the listener was not answered in time: packets are dropped on the way, or the address is wrong.',
    reasons: [
      'A firewall drops the port of the listener (1521 unless another one is set).',
      'The listener redirects to another address or port, which is not allowed.',
    ],
    steps: [
      'Run the checks below on the server that wrote the line.',
      'Where they say "timeout", ask the network team for the rule: "netready firewall" prints it. With Oracle RAC, the addresses of all nodes are needed.',
    ],
    signs: [
      ...listenerError('12170'),
      ...listenerError('12535'),
      ...listenerError('12609'),
      { says: 'ORA 50000 connection request timed out' },
      { says: 'OracleException … connection request timed out' },
      ...silent.map((says) => ({ says, near: ['{oracle}'], within: 20 })),
    ],
    weight: 8,
    lines: [
      { text: 'ORA-12170: TNS:Connect timeout occurred', source: sources.oracleTimeout },
      {
        text: 'Oracle.ManagedDataAccess.Client.OracleException (0x80004005): Connection request timed out',
        source: sources.oraclePool,
      },
    ],
  },
  {
    ...oracle,
    id: 'oracle-service',
    title: 'The listener of Oracle does not know the service',
    meaning:
      'The way is open and the listener answers; it has no database under the name that was asked for.',
    reasons: [
      'The service name (or SID) in the Configuration Tool is wrong.',
      'The database is not started, or has not registered with this listener.',
    ],
    steps: [
      'Have "lsnrctl services" run on the database server, and compare the names.',
      'Correct the name in the Configuration Tool.',
    ],
    signs: [
      ...listenerError('12514'),
      ...listenerError('12505'),
      ...listenerError('12516'),
      ...listenerError('12519'),
      ...listenerError('12520'),
      ...listenerError('12528'),
      { says: 'ORA 01033' },
    ],
    weight: 8,
    lines: [
      {
        text: 'ORA-12514: TNS:listener does not currently know of service requested in connect descriptor',
        source: sources.oracleService,
      },
    ],
  },
  {
    ...oracle,
    id: 'oracle-name',
    title: 'The name of the Oracle database is not known',
    meaning:
      'The client could not make an address of the name that it was given: no tnsnames.ora has it, or no DNS.',
    reasons: ['The alias is missing from tnsnames.ora on this server.', 'The host is unknown to DNS.'],
    steps: [
      'Give host, port and service name in the Configuration Tool instead of an alias.',
      'Run the checks below.',
    ],
    checks: ['out-fe-db-ora', 'out-ctrl-db-ora', 'lat-names'],
    signs: [
      ...listenerError('12154'),
      ...listenerError('12545'),
      ...listenerError('12533'),
      { says: 'ORA 50201' },
    ],
    weight: 8,
    lines: [
      {
        text: 'ORA-12154: TNS:could not resolve the connect identifier specified',
        source: `${sources.oracle}ora-12154/`,
      },
    ],
  },
  {
    ...oracle,
    id: 'oracle-unreachable',
    title: 'The host of Oracle cannot be reached',
    meaning: 'There is no way to the address of the database from this server.',
    reasons: ['No route, or a firewall that says so.', 'The address is wrong.'],
    steps: ['Run the checks below on the server that wrote the line.'],
    signs: [...listenerError('12543'), ...listenerError('12560'), ...listenerError('12546')],
    weight: 7,
    lines: [{ text: 'ORA-12543: TNS:destination host unreachable', source: `${sources.oracle}ora-12543/` }],
  },
  {
    ...oracle,
    id: 'oracle-cut-off',
    title: 'Connections to Oracle are cut off',
    meaning:
      'A connection to the database stood and was ended from outside, or its packets were changed on the way.',
    reasons: [
      'A firewall ends connections that are quiet for a while, or inspects them.',
      'The database was restarted or failed over.',
    ],
    steps: [
      'Compare the time with restarts of the database.',
      'Ask the network team for the idle timeout and for inspection of SQL*Net between the servers and the database.',
    ],
    checks: ['out-fe-db-ora', 'out-ctrl-db-ora', 'lat-db'],
    signs: [
      { says: 'ORA 03113' },
      { says: 'ORA 03114' },
      { says: 'ORA 03135' },
      ...listenerError('12537'),
      ...listenerError('12547'),
      ...listenerError('12570'),
      ...listenerError('12571'),
      ...listenerError('12592'),
      ...listenerError('12637'),
    ],
    weight: 7,
    lines: [{ text: 'ORA-12570: Network Session: Unexpected packet read error', source: sources.oracleRead }],
  },
  {
    ...oracle,
    id: 'oracle-login',
    title: 'Oracle refuses the user',
    meaning: 'The network is not to blame: the database was reached and does not accept the login.',
    reasons: ['The password was changed or has expired, or the account is locked.'],
    steps: [
      'Press "Test Connection" in the Configuration Tool.',
      'Have the account looked at on the database.',
    ],
    requirements: [],
    checks: ['out-fe-db-ora', 'out-ctrl-db-ora'],
    signs: [{ says: 'ORA 01017' }, { says: 'ORA 28000' }, { says: 'ORA 28001' }],
    weight: 7,
    lines: [
      { text: 'ORA-01017: invalid username/password; logon denied', source: `${sources.oracle}ora-01017/` },
    ],
  },
];

export const databaseSymptoms: readonly Symptom[] = [...sqlSymptoms, ...oracleSymptoms];
