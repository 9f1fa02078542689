const support = 'https://github.com/OutSystems/docs-support/blob/main/src/';
const product = 'https://github.com/OutSystems/docs-product/blob/master/src/';

/** Where the lines of the lexicon were published. */
export const sources = {
  information: `${support}enterprise/troubleshooting/information-logged.md`,
  platform: `${support}enterprise/troubleshooting/troubleshoot-platform-server.md`,
  startServices: `${support}troubleshooting/infrastructure-management/manual-start-services.md`,
  slowPublishing: `${support}enterprise/troubleshooting/slow-publishing-117x.md`,
  registerFrontEnd: `${support}enterprise/troubleshooting/unable-register-front-end.md`,
  ping: `${support}troubleshooting/application-runtime/publish-errors/troubleshoot-failed-deployments-due-to-an-error-in-ping.md`,
  hostingBundle: `${support}enterprise/troubleshooting/dot-net-core-3-1/dot-net-core-3-1.md`,
  pubsub: `${support}troubleshooting/incident-models/o11/im-297.md`,
  trust: `${support}troubleshooting/application-runtime/no-trust-relationship-ssltls.md`,
  protocols: `${support}troubleshooting/application-runtime/enable-ssl-protocols-tls.md`,
  timeouts: `${support}troubleshooting/application-runtime/timeouts-under-hood.md`,
  notAuthorized: `${support}troubleshooting/application-lifecycle/mgmt-console-not-authorized.md`,
  hostNotFound: `${support}troubleshooting/application-development/error-host-not-found.md`,
  builders: `${support}error/inbl/connectivity-problems.md`,
  integrationManager: `${support}error/inbl/inbl-api-10003.md`,
  internalService: `${support}error/inbl/inbl-api-00070.md`,
  redis:
    'https://github.com/OutSystems/docs-howtos/blob/main/src/infrastructure/redis-in-memory-sessions/setup-platform-server-redis.md',
  rabbit:
    'https://success.outsystems.com/Support/Enterprise_Customers/Maintenance_and_Operations/Cache_Invalidation_in_OutSystems_11',
  environmentFault: `${product}ref/errors-and-warnings/errors/environment-fault-error.md`,
  connectionError: `${product}ref/errors-and-warnings/errors/connection-error.md`,
  studioConnection: `${product}ref/errors-and-warnings/errors-is/connection-error.md`,
  sockets: 'https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2',
  lifetime: `${support}troubleshooting/application-lifecycle/lifetime/lifetime-register-env-error.md`,
  winHttp: 'https://learn.microsoft.com/windows/win32/winhttp/error-messages',
  sqlClient: 'https://learn.microsoft.com/sql/connect/ado-net/sqlclient-troubleshooting-guide',
  oracle: 'https://docs.oracle.com/error-help/db/',
  sqlLocalhost: 'https://github.com/dotnet/SqlClient/issues/2075',
  sqlWait: 'https://github.com/robertpopa22/mRemoteNG/issues/165',
  sqlTrust: 'https://github.com/dotnet/SqlClient/issues/3235',
  rabbitDotNet: 'https://github.com/rabbitmq/rabbitmq-dotnet-client/issues/1054',
  rabbitTutorial: 'https://github.com/rabbitmq/rabbitmq-tutorials/issues/223',
  oracleRead: 'https://github.com/oracle/dotnet-db-samples/issues/126',
  oraclePool: 'https://github.com/oracle/dotnet-db-samples/issues/166',
  oracleService: 'https://github.com/quartznet/quartznet/issues/500',
  oracleTimeout: 'https://github.com/oracle/node-oracledb/issues/1278',
  underlying: 'https://github.com/freshworks-oss/fresh-samples/issues/42',
  proxyLogin: 'https://github.com/KoenZomers/KeePassOneDriveSync/issues/10',
  iis: 'https://learn.microsoft.com/troubleshoot/developer/webapps/iis/health-diagnostic-performance/http-error-503-service-unavailable',
  iisPort:
    'https://learn.microsoft.com/troubleshoot/developer/webapps/iis/health-diagnostic-performance/error-occurs-start-website',
  hostName:
    'https://learn.microsoft.com/troubleshoot/developer/webapps/aspnet/site-behavior-security/http-bad-request-response-kerberos',
} as const;
