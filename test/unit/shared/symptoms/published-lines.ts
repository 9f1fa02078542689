/**
 * Lines that somebody has published, with what they mean, written down before the lexicon had seen them. None of them is one
 * of its own examples.
 */
type PublishedLine = { readonly text: string; readonly means: string; readonly source: string };

const docs = 'https://github.com/OutSystems/docs-support/blob/main/src/';
const information = `${docs}enterprise/troubleshooting/information-logged.md`;
const platform = `${docs}enterprise/troubleshooting/troubleshoot-platform-server.md`;
const github = 'https://github.com/';

export const publishedLines: readonly PublishedLine[] = [
  {
    text: 'Initialization error: System.Net.Sockets.SocketException (0x80004005): No connection could be made because the target machine actively refused it 127.0.0.1:12000',
    means: 'controller-refused',
    source: `${docs}troubleshooting/infrastructure-management/manual-start-services.md`,
  },
  {
    text: '| OutSystems Scheduler Service | Initialization error: System.Net.Sockets.SocketException: No connection could be made because the target machine actively refused it 127.0.0.1:12000   Server stack trace:    at System.Net.Sockets.Socket.DoConnect(EndPoint endPointSnapshot, SocketAddress socketAddress)    at System.Net.Sockets.Socket.Connect(EndPoint remoteEP)',
    means: 'controller-refused',
    source: information,
  },
  {
    text: '"OutSystems Scheduler Service Status: A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond"',
    means: 'scheduler-silent',
    source: platform,
  },
  {
    text: 'Error openning connection to the database: Cannot open database "outsystems_express" requested by the login. The login failed.Login failed for user \'OSRuntime\'.Cleaning the connection pools.',
    means: 'sql-login',
    source: information,
  },
  {
    text: 'Error openning connection to the database: An error has occurred while establishing a connection to the server.  When connecting to SQL Server 2005, this failure may be caused by the fact that under the default settings SQL Server does not allow remote connections. (provider: Named Pipes Provider, error: 40 - Could not open a connection to SQL Server)  Retrying...     at System.Data.SqlClient.SqlInternalConnection.OnError(SqlException exception, Boolean breakConnection)',
    means: 'sql-named-pipes',
    source: information,
  },
  {
    text: '**"OutSystems Scheduler Service Status: Warning: Job Worker is in status Processing for more than 300 seconds"**',
    means: 'scheduler-job-fails',
    source: platform,
  },
  {
    text: '**"OutSystems Log Service Status: Error: Logger Listener is in status SQL Exception"**',
    means: 'scheduler-cannot-read-jobs',
    source: platform,
  },
  {
    text: "2017-01-23 13:26:34,123 ERROR [outsystems.hubedition.deployservice.Deploy - Thread-7] java.lang.IllegalStateException: Invalid Connection String : **Unable to register the Front-end Server. The server's connection string is different from the Deployment Controller's connection string.**",
    means: 'front-end-other-database',
    source: `${docs}enterprise/troubleshooting/unable-register-front-end.md`,
  },
  {
    text: 'Event Viewer contains messages like "Error executing PubSub jobs, X consecutive connections failed."',
    means: 'cache-jobs-no-connection',
    source:
      'https://success.outsystems.com/Support/Enterprise_Customers/Maintenance_and_Operations/Cache_Invalidation_in_OutSystems_11',
  },
  {
    text: "`Unable to contact OutSystems Deployment Controller Service. Please make sure this service is running on '<Platform Server>' or use the Platform Server Configuration Tool to configure the Deployment Controller Server.`",
    means: 'controller-not-contacted',
    source:
      'https://github.com/OutSystems/docs-product/blob/master/src/ref/errors-and-warnings/errors/environment-fault-error.md',
  },
  {
    text: 'OS-INBL-API-00070 There was an error contacting an internal service.',
    means: 'builder-cannot-reach-environment',
    source: `${docs}error/inbl/inbl-api-00070.md`,
  },
  {
    text: "HTTP Error 500.21 with a message about a bad module 'AspNetCoreModuleV2'",
    means: 'hosting-bundle',
    source: `${docs}enterprise/troubleshooting/dot-net-core-3-1/dot-net-core-3-1.md`,
  },
  {
    text: '503 - Host header does not match',
    means: 'http-503',
    source: `${docs}troubleshooting/application-runtime/host-header-no-match.md`,
  },
  {
    text: '{"Message":"An error has occurred.","ExceptionMessage":"The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.","ExceptionType":"System.Net.WebException","StackTrace":"   at System.Net.HttpWebRequest.GetRequestStream(TransportContext& context)\\r\\n   at System.Net.HttpWebRequest.GetRequestStream()\\r\\n"}',
    means: 'certificate-not-trusted',
    source: `${github}bsclifton/Clifton.Payment/issues/4`,
  },
  {
    text: 'The request was aborted: Could not create SSL/TLS secure channel.',
    means: 'tls-not-agreed',
    source: `${github}messagebird/csharp-rest-api/issues/108`,
  },
  {
    text: 'Microsoft.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible. Verify that the instance name is correct and that SQL Server is configured to allow remote connections. (provider: TCP Provider, error: 40 - Could not open a connection to SQL Server: Could not open a connection to SQL Server)',
    means: 'sql-named-pipes',
    source: `${github}microsoft/azuredatastudio/issues/15950`,
  },
  {
    text: 'A network-related or instance-specific error occurred while establishing a connection to SQL Server. (provider: TCP Provider, error: 35 - An internal exception was caught) ---> System.AggregateException: One or more errors occurred. (Connection refused 127.0.0.1:1433) ---> System.Net.Internals.SocketExceptionFactory+ExtendedSocketException: Connection refused 127.0.0.1:1433',
    means: 'sql-refused',
    source: `${github}microsoft/azuredatastudio/issues/191`,
  },
  {
    text: 'A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible. Verify that the instance name is correct and that SQL Server is configured to allow remote connections. (provider: Named Pipes Provider, error: 40 - Could not open a connection to SQL Server)',
    means: 'sql-named-pipes',
    source: `${github}siteserver/cms/issues/2349`,
  },
  {
    text: '在与 SQL Server 建立连接时出现与网络相关的或特定于实例的错误。未找到或无法访问服务器。请验证实例名称是否正确并且 SQL Server 已配置为允许远程连接。 (provider: Named Pipes Provider, error: 40 - 无法打开到 SQL Server 的连接)',
    means: 'sql-named-pipes',
    source: `${github}siteserver/cms/issues/633`,
  },
  {
    text: 'System.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible. Verify that the instance name is correct and that SQL Server is configured to allow remote connections. (provider: SQL Network Interfaces, error: 26 - Error Locating Server/Instance Specified)\n   at System.Data.SqlClient.SqlInternalConnectionTds..ctor(DbConnectionPoolIdentity identity, SqlConnectionString connectionOptions)',
    means: 'sql-instance',
    source: `${github}dotnet/efcore/issues/10575`,
  },
  {
    text: 'SqlException "provider: TCP Provider, error: 26 - Error Locating Server/Instance Specified" in 5.2.0',
    means: 'sql-instance',
    source: `${github}dotnet/SqlClient/issues/2477`,
  },
  {
    text: 'Microsoft.Data.SqlClient.SqlException (0x80131904): A connection was successfully established with the server, but then an error occurred during the pre-login handshake. (provider: SSL Provider, error: 31 - Encryption(ssl/tls) handshake failed)',
    means: 'sql-handshake',
    source: `${github}dotnet/SqlClient/issues/633`,
  },
  {
    text: 'Unable to write 4 log events to the database due to following error: A connection was successfully established with the server, but then an error occurred during the login process. (provider: SSL Provider, error: 0 - The certificate chain was provided by an authority that is not trusted)',
    means: 'sql-certificate',
    source: `${github}serilog-mssql/serilog-sinks-mssqlserver/issues/368`,
  },
  {
    text: '[SqlException (0x80131904): A transport-level error has occurred when receiving results from the server. (provider: TCP Provider, error: 0 - The semaphore timeout period has expired.)]',
    means: 'sql-cut-off',
    source: `${github}IdentityServer/IdentityServer3/issues/3730`,
  },
  {
    text: 'System.Exception: A transport-level error has occurred when receiving results from the server. (provider: TCP Provider, error: 0 - 信号灯超时时间已到)',
    means: 'sql-cut-off',
    source: `${github}dotnetcore/FreeSql/issues/1238`,
  },
  {
    text: '(provider: TCP Provider, error: 0 - The semaphore timeout period has expired.)   ---> System.ComponentModel.Win32Exception (121): The semaphore timeout period has expired.     at System.Data.SqlClient.SqlConnection.OnError(SqlException exception, Boolean',
    means: 'sql-silent',
    source: `${github}Azure/elastic-db-tools/issues/219`,
  },
  {
    text: 'System.InvalidOperationException : Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.  This may have occurred because all pooled connections were in use and max pool size was reached.',
    means: 'sql-pool',
    source: `${github}dotnet/SqlClient/issues/413`,
  },
  {
    text: 'System.Data.SqlClient.SqlException (0x80131904): Timeout expired.  The timeout period elapsed prior to completion of the operation or the server is not responding.\n ---> System.ComponentModel.Win32Exception (258): Unknown error 258',
    means: 'sql-slow',
    source: `${github}dotnet/SqlClient/issues/647`,
  },
  {
    text: 'RabbitMQ.Client.Exceptions.ConnectFailureException: Connection failed ---> System.Net.Internals.SocketExceptionFactory+ExtendedSocketException: Connection refused 172.18.0.5:5672',
    means: 'cache-refused',
    source: `${github}dotnet-architecture/eShopOnContainers/issues/638`,
  },
  {
    text: 'ConnectFailureException: Connection failed\nExtendedSocketException: No connection could be made because the target machine actively refused it 127.0.0.1:5672',
    means: 'cache-refused',
    source: `${github}Zexuz/Snack-Time/issues/14`,
  },
  {
    text: '{RabbitMQ.Client.Exceptions.BrokerUnreachableException: None of the specified endpoints were reachable ---> System.TimeoutException: The operation has timed out.',
    means: 'cache-unreachable',
    source: `${github}rabbitmq/rabbitmq-dotnet-client/issues/920`,
  },
  {
    text: "2021-01-25 08:59:21.730 [error] <0.1130.0> Error on AMQP connection <0.1130.0> (127.0.0.1:53734 -> 127.0.0.1:5672, user: 'mythic_user', state: opening):\naccess to vhost 'mythic_vhost' refused for user 'mythic_user'",
    means: 'cache-virtual-host',
    source: `${github}its-a-feature/Mythic/issues/57`,
  },
  {
    text: "2018-04-18 12:42:15.461 [error] <0.5272.2> Error on AMQP connection <0.5272.2> (127.0.0.1:65155 -> 127.0.0.1:5672, state: starting):\nPLAIN login refused: user 'appserviceaccount' - invalid credentials",
    means: 'cache-login',
    source: 'https://pastebin.com/FGvmSE8z',
  },
  {
    text: '=ERROR REPORT==== 27-Feb-2013::13:13:14 ===\nexception on TCP connection <0.3303.0> from 127.0.0.1:57570\n{bad_header,<<65,77,81,80,0,0,9,1>>}',
    means: 'cache-not-amqp',
    source: 'https://pastebin.com/PCp0MqVM',
  },
  {
    text: '2025-05-26 16:28:42.027000+03:00 [error] <0.624.0>     exception exit: {listen_error,{acceptor,{0,0,0,0},5671},eaddrinuse}',
    means: 'cache-port-taken',
    source: `${github}rabbitmq/rabbitmq-server/issues/13956`,
  },
  {
    text: "Error: unable to perform an operation on node 'rabbit@warp10'. Please see diagnostics information and suggestions below.",
    means: 'cache-node-down',
    source: `${github}rabbitmq/rabbitmq-server/issues/613`,
  },
  {
    text: '2016-09-06T16:25:40.665Z, [request,info] data: ORA-12170: TNS: Connect timeout occurred',
    means: 'oracle-silent',
    source: `${github}oracle/node-oracledb/issues/502`,
  },
  {
    text: 'ORA-12541: 无法连接。host 10.xxx.xxx.xxx port 1521 中没有监听程序。 (CONNECTION_ID=n+K6rBU/TyKN+SJusV1BXg==)',
    means: 'oracle-no-listener',
    source: `${github}t8y2/dbx/issues/630`,
  },
  {
    text: 'Failed to connect. ORA-12154: TNS:could not resolve the connect identifier specified',
    means: 'oracle-name',
    source: `${github}hankinsoft/SQLPro/issues/194`,
  },
  {
    text: 'Bad Request - Invalid Hostname\n\nHTTP Error 400. The request hostname is invalid.',
    means: 'wrong-host-name',
    source: `${github}OrchardCMS/OrchardCore/issues/7828`,
  },
];

/** Lines of other programs, which use the same words. None of them may be claimed to be of the platform. */
export const foreignLines: readonly Omit<PublishedLine, 'means'>[] = [
  {
    text: '[error] 368292#368292: *611 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.25, server: server, request: "GET /push/ws HTTP/1.1", upstream: "http://127.0.0.1:7867/ws", host: "host"',
    source: `${github}nextcloud/notify_push/issues/144`,
  },
  {
    text: '2021/06/14 15:00:44 [error] 109#109: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 172.18.0.2, upstream: "fastcgi://172.19.0.4:9000"',
    source: `${github}greenpeace/planet4-docker-compose/issues/91`,
  },
  {
    text: '23/Sep/2022 07:14:16 [Redis.cpp:93] ERROR: Connection error [Connection refused]',
    source: `${github}ntop/ntopng/issues/6895`,
  },
  {
    text: 'StackExchange.Redis.RedisConnectionException: It was not possible to connect to the redis server(s); to create a disconnected multiplexer, disable AbortOnConnectFail. SocketClosed on PING.',
    source: `${github}StackExchange/StackExchange.Redis/issues/442`,
  },
  {
    text: "thread '<unnamed>' panicked at 'called `Result::unwrap()` on an `Err` value: IoError(Error { repr: Os { code: 10061, message: \"No connection could be made because the target machine actively refused it.\" } })'",
    source: `${github}steffengy/tiberius/issues/4`,
  },
  {
    text: "message: 'Failed to connect to 10.65.11.135:1433 - connect ECONNREFUSED', code: 'ESOCKET'",
    source: `${github}cnect/sails-sqlserver/issues/2`,
  },
  {
    text: '> System.Net.Sockets.SocketException (0x80004005): Nenhuma conexão pôde ser feita porque a máquina de destino as recusou ativamente 187.72.197.201:2042',
    source: `${github}totvs/advpl-vscode/issues/142`,
  },
  {
    text: 'Failed in attempting to update the source: winget An unexpected error occurred while executing the command: InternetOpenUrl() failed. 0x80072efd : unknown error',
    source: `${github}microsoft/winget-cli/issues/5412`,
  },
  {
    text: "VERBOSE: Unable to check for updates: System.Net.WebException: The remote name could not be resolved: 'aka.ms'",
    source: `${github}microsoft/CSS-Exchange/blob/main/docs/Setup/SetupAssist.md`,
  },
  {
    text: 'bind() to 127.0.0.1:80 failed (10013: An attempt was made to access a socket in a way forbidden by its access permissions)',
    source: `${github}WPN-XM/WPN-XM/issues/493`,
  },
  {
    text: '[ERRO] 2020/02/06 14:04 listen tcp 127.0.0.1:80: bind: An attempt was made to access a socket in a way forbidden by its access permissions.',
    source: `${github}kataras/iris/issues/1441`,
  },
  {
    text: "15:48:52.566 [error] Failed to start Ranch listener 'ejabberd_cowboy_127.0.0.1_8088' in ranch_tcp:listen([{port,8088},{ip,{127,0,0,1}}]) for reason eaddrinuse (address already in use)",
    source: `${github}esl/MongooseIM/issues/2107`,
  },
  {
    text: '[WinError 10048] Only one usage of each socket address (protocol/network address/port) is normally permitted',
    source: `${github}davesc63/GeoPort/issues/118`,
  },
  {
    text: 'Unhandled exception. System.IO.IOException: Failed to bind to address http://127.0.0.1:5000: address already in use.',
    source: `${github}anjoy8/Blog.Core/issues/270`,
  },
  {
    text: '2018-12-27 20:26:06|ArchiSteamFarm-5589|DEBUG|ASF|WriteLine() WebAPI | Threw an unobserved exception: System.AggregateException: One or more errors occurred. (The SSL connection could not be established, see inner exception.)',
    source: `${github}JustArchiNET/ArchiSteamFarm/issues/986`,
  },
  {
    text: '##[error]Error: Error: Failed to deploy web package to App Service. Error: connect ETIMEDOUT xxx.xx.xx.107:443',
    source: `${github}microsoft/azure-pipelines-tasks/issues/12813`,
  },
  {
    text: "Error : The HTTP request to 'https://my-test.crm.dynamics.com/XRMServices/2011/Organization.svc' has exceeded the allotted timeout of 00:02:00. The time allotted to this operation may have been a portion of a longer timeout.",
    source: `${github}WaelHamze/dyn365-ce-vsts-tasks/issues/71`,
  },
  {
    text: 'java.net.UnknownHostException: monitor at java.net.AbstractPlainSocketImpl.connect(Unknown Source)',
    source: `${github}rabbitmq/rabbitmq-java-client/issues/161`,
  },
  {
    text: 'Message: The request failed. The underlying connection was closed: An unexpected error occurred on a send. Type: Microsoft.Exchange.WebServices.Data.ServiceRequestException',
    source: `${github}dseph/EwsEditor/issues/23`,
  },
  {
    text: "MySqlConnector.MySqlException (0x80004005): The server doesn't support the client's specified TLS versions. ---> System.ComponentModel.Win32Exception (0x80090331): The client and server cannot communicate, because they do not possess a common algorithm.",
    source: `${github}mysql-net/MySqlConnector/issues/1074`,
  },
];

/** Further ones, collected when the lexicon stood, and never looked at while it was written. */
export const laterForeignLines: readonly Omit<PublishedLine, 'means'>[] = [
  {
    text: '[2018-06-15 15:01:32,363: ERROR/ForkPoolWorker-5] Connection to 10.0.0.6:5672 failed: timeout\n[2018-06-15 15:01:32,363: WARNING/ForkPoolWorker-5] Could not connect, 0 attempts left',
    source: `${github}celery/billiard/issues/246`,
  },
  {
    text: '[2023-04-20 16:03:08,078: ERROR/MainProcess] consumer: Cannot connect to amqp://guest:**@rabbitmq:5672//: timed out.',
    source: `${github}GoldVelvet/YOLOv5-fastapi-celery-redis-rabbitmq/issues/6`,
  },
  {
    text: '[2017-03-17 15:10:28,947: ERROR/MainProcess] consumer: Cannot connect to amqp://guest:**@rabbitmq1:5672//: [Errno 111] Connection refused',
    source: `${github}celery/celery/issues/3921`,
  },
  {
    text: 'ERROR [1] (:0) - The service failed to start.\nSystem.ServiceProcess.TimeoutException: Time out has expired and the operation has not been completed.',
    source: `${github}ravetroll/BedrockService/issues/14`,
  },
  {
    text: "OSError: [Errno 10048] error while attempting to bind on address ('127.0.0.1', 1337): only one usage of each socket address (protocol/network address/port) is normally permitted",
    source: `${github}ACCESS-DENIIED/Decky-Loader-For-Windows/issues/4`,
  },
  {
    text: '2018-09-10 08:13:46.3965|ERROR|Unable to start serviceSystem.ServiceModel.AddressAlreadyInUseException: There is already a listener on IP endpoint [::]:54338. ---> System.Net.Sockets.SocketException: Only one usage of each socket address (protocol/network address/port) is normally permitted',
    source: `${github}lithnet/miis-autosync/issues/155`,
  },
  {
    text: '8 silly fetchPackageMetaData error for nativescript-zxing@latest 407 Proxy Authentication Required: nativescript-zxing@latest',
    source: `${github}npm/npm/issues/17396`,
  },
  {
    text: 'Error Code: 407 Proxy Authentication Required. The ISA Server requires authorization to fulfill the request. Access to the Web Proxy filter is denied. (12209).',
    source: `${github}npm/npm/issues/20329`,
  },
  {
    text: 'npm ERR! code UNABLE_TO_GET_ISSUER_CERT_LOCALLY\nnpm ERR! unable to get local issuer certificate',
    source: `${github}npm/npm/issues/13340`,
  },
  {
    text: 'Connection could not be created to jdbc:oracle:thin:wfobjects/@data_engineering_proxy with driver oracle.jdbc.OracleDriver. IO Error: could not resolve the connect identifier',
    source: `${github}liquibase/liquibase/issues/3523`,
  },
  {
    text: 'The Hadouken service failed to start due to the following error: The service did not respond to the start or control request in a timely fashion',
    source: `${github}hadouken/hadouken/issues/212`,
  },
  {
    text: 'Faulting application name: w3wp.exe, version: 8.5.9600.16384, time stamp: 0x5215df96\nFaulting module name: coreclr.dll, version: 8.0.123.58001\nException code: 0xc00000fd',
    source: `${github}Azure/AzureNamingTool/issues/73`,
  },
];
