import type { Pattern, Symptom } from '../symptom.ts';
import { cutOff, ofOthers, refused, silent, unknownName, unreachable } from './messages.ts';
import { sources } from './sources.ts';

/** Messages that say that a call over HTTP did not come through, whatever the reason. */
const failed: readonly Pattern[] = [
  ...refused,
  ...silent,
  ...cutOff,
  ...unreachable,
  ...unknownName,
  'unable to connect to the remote server',
  'the operation has timed out',
  'the operation was canceled',
  'could not create ssl tls secure channel',
  'could not establish trust relationship',
  'underlying connection was closed',
  'proxy authentication required',
  '407',
  'ssl connection could not be established',
  'an error occurred while sending the request',
  'could not connect',
  'connection failed',
  'unable to reach',
];

const cloud = { topic: 'proxy', weight: 9 } as const satisfies Partial<Symptom>;

/** Calls to services of OutSystems in the Internet, known by their hosts. */
const cloudSymptoms: readonly Symptom[] = [
  {
    ...cloud,
    id: 'mabs-not-reached',
    title: 'The service that builds mobile apps is not reached',
    meaning:
      'The platform calls nativebuilder.api.outsystems.com over HTTPS to build a mobile app; that call failed on the way.',
    reasons: [
      'A firewall does not let the front-ends out to the Internet; from Platform Server 11.26.0 on it is the controller that calls.',
      'A proxy is needed, and .NET does not know of it (defaultProxy in machine.config).',
      'The proxy inspects TLS with a certificate that this server does not trust.',
    ],
    steps: [
      'Run the checks below on the server that wrote the line: they try directly and through the proxy.',
      'Allow the name, not an address: its addresses change.',
    ],
    requirements: ['R6'],
    checks: ['out-mabs', 'out-mabs-ctrl'],
    signs: failed.map((says) => ({ says, near: ['nativebuilder api outsystems com'], within: 60 })),
    lines: [
      {
        text: 'nativebuilder.api.outsystems.com: The remote name could not be resolved',
        source:
          'https://success.outsystems.com/Support/Enterprise_Customers/Installation/Mobile_App_Builder_Service_connectivity_requirements',
      },
    ],
  },
  {
    ...cloud,
    id: 'architecture-dashboard-not-reached',
    title: 'Architecture Dashboard or AI Mentor Studio is not reached',
    meaning: 'The plugin on LifeTime calls a service of OutSystems over HTTPS; that call failed on the way.',
    reasons: [
      'A firewall or a proxy does not let the LifeTime server out to it.',
      'The proxy inspects TLS with a certificate that this server does not trust.',
    ],
    steps: [
      'Run the checks below on the LifeTime server.',
      'Which host is called depends on the version of the probe: compare it with the line.',
    ],
    requirements: ['D1'],
    checks: ['ad-out', 'ad-rest-out', 'ai-mentor-out'],
    signs: failed.map((says) => ({
      says,
      near: ['architecture outsystems com', 'aimentorstudio outsystems com'],
      within: 60,
    })),
    lines: [],
    basis:
      'https://success.outsystems.com/Documentation/11/Setting_Up_OutSystems/OutSystems_network_requirements',
  },
  {
    ...cloud,
    id: 'builder-cannot-reach-environment',
    title: 'A builder in the OutSystems cloud cannot reach this environment',
    meaning:
      'Integration Builder or Workflow Builder calls the environment from the Internet over HTTPS, and did not get through.',
    reasons: [
      'The environment cannot be reached from the Internet under the name that was entered.',
      'A firewall, or a list of allowed addresses on the way, does not let the builder in.',
    ],
    steps: [
      'Open https://NAME/ServiceCenter from outside of your network.',
      'Allow HTTPS (443) from the builders to the front-ends, as the requirements list it.',
    ],
    requirements: [],
    checks: ['in-integration-builder', 'in-workflow-fe', 'in-workflow-lt'],
    signs: [
      { says: 'we were unable to reach your environment' },
      { says: 'OS INBL API 10003' },
      { says: 'integration manager couldn t be reached' },
      { says: 'OS INBL API 00070' },
    ],
    lines: [
      {
        text: "We were unable to reach your environment and we couldn't sign you into Integration Builder. Check here for the solutions.",
        source: sources.builders,
      },
      {
        text: "Integration Manager couldn't be reached. This could be due to a network error, Integration Manager isn't present in the environment, or it's very outdated.",
        source: sources.integrationManager,
      },
    ],
  },
];

const localSymptoms: readonly Symptom[] = [
  {
    id: 'ping-not-invoked',
    topic: 'localhost',
    title: 'The controller cannot call a module after deploying it',
    meaning:
      'At the end of a deployment the platform asks for _ping.html of the module, over HTTP on the server itself. It had no answer, or an error.',
    reasons: [
      'IIS does not answer on 127.0.0.1: no binding there, a host name is demanded, or another site answers first.',
      'The application pool of the module is stopped (503).',
      'A redirect to HTTPS or to another name stands in the way (3xx).',
    ],
    steps: [
      'Run the checks below on the server that wrote the line.',
      'In IIS Manager, give the Default Web Site a binding to port 80 on all addresses, without a host name, as the first one.',
      'Read the number in brackets: 503 is the application pool, 4xx a filter or a missing folder.',
    ],
    requirements: ['B1', 'B2'],
    checks: ['loc-http', 'loc-resolve', 'loc-port-80'],
    signs: [{ says: 'could not invoke ping' }],
    weight: 9,
    lines: [
      {
        text: 'Deployment failed. Could not invoke ping. Exception: The remote server returned an error: (503) Server Unavailable.',
        source: sources.ping,
      },
    ],
  },
  {
    id: 'ping-unexpected',
    topic: 'localhost',
    title: 'Something else answers in the place of a deployed module',
    meaning:
      'The platform asked for _ping.html of the module it deployed, and another page came back: changed on the way, redirected, or of another server.',
    reasons: [
      'A proxy or an agent adds scripts to pages.',
      'localhost leads to another machine or through a proxy.',
      'A redirect leads elsewhere.',
    ],
    steps: [
      'Run the checks below on the server that wrote the line: they say what answers on 127.0.0.1.',
      'Exempt 127.0.0.1 and localhost from the proxy, and switch off what adds scripts.',
    ],
    requirements: ['B1', 'B2'],
    checks: ['loc-http', 'loc-resolve'],
    signs: [{ says: 'unexpected content found in ping' }],
    weight: 9,
    lines: [{ text: 'Unexpected content found in ping', source: sources.ping }],
  },
  {
    id: 'local-http-refused',
    topic: 'localhost',
    title: 'The web server of this machine refuses calls from itself',
    meaning: 'A timer, a deployment or the monitoring called http://127.0.0.1 and nothing listened there.',
    reasons: [
      'IIS or its site is stopped.',
      'The site is bound to another address or only to HTTPS.',
      'localhost leads to ::1, where nothing listens.',
    ],
    steps: [
      'Run the checks below on this machine.',
      'In IIS Manager, see that the Default Web Site runs and is bound to port 80 on all addresses.',
    ],
    requirements: ['B1', 'B2'],
    checks: ['loc-http', 'loc-resolve', 'loc-http-v6', 'loc-port-80'],
    signs: [
      ...refused.map((says) => ({
        says,
        near: ['127 0 0 1 80', '1 80', 'localhost 80'],
        within: 8,
        without: ofOthers,
        context: 'platform' as const,
      })),
      ...failed.map((says) => ({
        says,
        near: ['timerhandler asmx', 'server api v1 health', 'server identity v1 health'],
        within: 60,
      })),
    ],
    weight: 8,
    lines: [],
    basis: sources.sockets,
  },
  {
    id: 'hosting-bundle',
    topic: 'web',
    title: 'The .NET hosting bundle is missing or damaged on this server',
    meaning: 'IIS answers, and cannot run Server.API or Server.Identity. The network is not to blame.',
    reasons: ['The hosting bundle of .NET was not installed, or was installed before IIS.'],
    steps: ['Install the hosting bundle that your Platform Server asks for, and run "iisreset".'],
    requirements: [],
    checks: ['server-api-health', 'server-identity-health'],
    signs: [
      { says: 'bad module AspNetCoreModuleV2' },
      { says: 'HTTP Error 500 21' },
      { says: 'HTTP Error 500 19', context: 'platform' },
      { says: 'HTTP Error 500 30', context: 'platform' },
      { says: 'HTTP Error 500 31', context: 'platform' },
    ],
    weight: 8,
    lines: [
      {
        text: 'Handler "aspNetCore" has a bad module "AspNetCoreModuleV2" in its module list',
        source: sources.hostingBundle,
      },
    ],
  },
  {
    id: 'site-not-started',
    topic: 'web',
    title: 'A site of IIS cannot start, because its port is taken',
    meaning: 'IIS wanted to start a site on a port that another program holds.',
    reasons: ['Another web server or an agent listens on port 80 or 443.'],
    steps: [
      'Run the checks below on this machine: they name the program.',
      'Move it to another port, then start the site again.',
    ],
    requirements: ['R2', 'R3'],
    checks: ['loc-port-80', 'loc-port-443', 'loc-http'],
    signs: [
      {
        says: 'process cannot access the file because it is being used by another process',
        near: ['0x80070020', 'iis', 'default web site', 'w3svc', 'httpevent', 'start website', 'was'],
        within: 30,
        without: ['log4net'],
      },
      { says: 'unable to bind to the underlying transport for' },
    ],
    weight: 7,
    lines: [
      {
        text: 'The process cannot access the file because it is being used by another process. (Exception from HRESULT: 0x80070020)',
        source: sources.iisPort,
      },
    ],
  },
];

const webSymptoms: readonly Symptom[] = [
  {
    id: 'http-503',
    topic: 'web',
    title: 'IIS says that the application is not available (503)',
    meaning:
      'HTTP.sys answers, and the application pool behind it is stopped or crashed. The way over the network is open.',
    reasons: [
      'The application pool is stopped or crashed.',
      'A load balancer has no server behind it.',
      'A reserved address of HTTP.sys points to nothing ("netsh http show urlacl").',
    ],
    steps: [
      'On that front-end, look at the application pools in IIS Manager, and at the source WAS in the System log.',
      'Run the checks below: they tell a stopped pool from a load balancer.',
    ],
    requirements: ['R2', 'M1', 'M5'],
    checks: ['mon-ctrl-iis', 'mon-fe-iis', 'user-fe-80', 'user-fe-443', 'loc-http'],
    signs: [
      { says: 'HTTP Error 503', without: ['nginx', 'docker', 'npm'] },
      { says: '503 server unavailable', without: ['ping'], context: 'platform' },
      { says: '503 host header does not match' },
      { says: 'application pool … is being automatically disabled' },
      { says: 'application pool … has been disabled' },
    ],
    weight: 6,
    lines: [{ text: 'HTTP Error 503. The service is unavailable.', source: sources.iis }],
  },
  {
    id: 'http-502',
    topic: 'web',
    title: 'A load balancer or proxy gets no answer from the server behind it (502, 504)',
    meaning: 'What answers stands in front of the platform, and did not get an answer from it in time.',
    reasons: [
      'The server behind it is stopped.',
      'A firewall blocks the load balancer from the front-ends.',
      'The proxy gives up sooner than the application answers.',
    ],
    steps: [
      'Run the checks below from the network of the load balancer.',
      'Compare the timeouts of the proxy with those of the application.',
    ],
    requirements: ['R2', 'R3'],
    checks: ['user-fe-80', 'user-fe-443', 'mon-ctrl-iis'],
    signs: [
      { says: '502 bad gateway', context: 'platform' },
      { says: '504 gateway timeout', context: 'platform' },
      { says: 'HTTP Error 502', context: 'platform', without: ofOthers },
    ],
    weight: 5,
    lines: [
      {
        text: 'HTTP 502 bad gateway',
        source:
          'https://github.com/OutSystems/docs-support/blob/main/src/troubleshooting/application-runtime/troubleshoot-502.md',
      },
    ],
  },
  {
    id: 'wrong-host-name',
    topic: 'web',
    title: 'IIS has no site for this name or address',
    meaning: 'HTTP.sys answers, and no site is bound to the name or the address that was called.',
    reasons: [
      'The binding of the Default Web Site demands a host name.',
      'The machine is called by an address, or by another name.',
    ],
    steps: [
      'In IIS Manager, give the Default Web Site a binding without a host name, and as the first one.',
      'Run the checks below.',
    ],
    requirements: ['B2', 'M1'],
    checks: ['loc-http', 'mon-ctrl-iis', 'mon-fe-iis'],
    signs: [{ says: 'bad request invalid hostname' }],
    weight: 7,
    lines: [{ text: 'Bad Request - Invalid Hostname', source: sources.hostName }],
  },
  {
    id: 'internal-network',
    topic: 'web',
    title: 'Service Center or LifeTime is closed to this network',
    meaning:
      'The page was reached, so the way is open. The platform shows its consoles only to the networks that it was told to be internal.',
    reasons: [
      'Your address is not part of the Internal Network.',
      'A load balancer hides your address and is not entered as a trusted proxy.',
    ],
    steps: [
      'Open Service Center on the server itself.',
      'Add your network under Administration, Security, Network Security; add the load balancer to the trusted proxies.',
    ],
    requirements: [],
    checks: [],
    signs: [{ says: 'you are not authorized to view this page' }],
    weight: 7,
    lines: [{ text: 'You are not authorized to view this page', source: sources.notAuthorized }],
  },
  {
    id: 'development-tools-not-connected',
    topic: 'web',
    title: 'Service Studio or Integration Studio cannot reach the environment',
    meaning: 'The development tool asked the front-end over HTTPS or HTTP and did not get through.',
    reasons: [
      'The name of the environment is not known on this workstation.',
      'A firewall or a proxy blocks ports 443 and 80 from the workstation to the front-end.',
      'IIS is stopped there.',
    ],
    steps: [
      'Open https://NAME/ServiceCenter in a browser of the same workstation.',
      'Run the checks below on it.',
    ],
    requirements: ['R4', 'R5'],
    checks: ['dev-fe-443', 'dev-fe-80', 'in-dev-443', 'in-dev-80', 'dev-outsystems'],
    signs: [
      { says: 'there was an error contacting … host not found' },
      { says: 'an error occurred while connecting to platform server' },
      { says: 'the operation failed due to communication problems' },
    ],
    weight: 8,
    lines: [
      {
        text: 'There was an error contacting my.outsystemscloud.com. Host not found.',
        source: sources.hostNotFound,
      },
      { text: 'An error occurred while connecting to Platform Server.', source: sources.studioConnection },
      {
        text: 'The operation failed due to communication problems. Please try again later',
        source: sources.connectionError,
      },
    ],
  },
  {
    id: 'lifetime-not-reached',
    topic: 'web',
    title: 'LifeTime and an environment do not reach each other',
    meaning:
      'LifeTime calls the front-ends and controllers of each environment, and they call LifeTime; one of these calls failed.',
    reasons: [
      'A firewall blocks 443 or 80 in one of the two directions.',
      'One side does not know the name of the other, or does not trust its certificate.',
    ],
    steps: [
      'Run the checks below on LifeTime and on the environment: both directions count.',
      'Merge the two reports with "netready merge".',
    ],
    requirements: ['T0', 'T1', 'T2', 'T3', 'T4'],
    checks: [
      'lt-out-env-443',
      'lt-out-env-80',
      'env-out-lt-443',
      'env-out-lt-80',
      'lt-bidir',
      'lt-out-ctrl-443',
    ],
    signs: [
      ...failed.map((says) => ({
        says,
        near: [
          'LifeTimeServices',
          'LifetimeEngine',
          'LifeTime environment',
          'lifetimeapi',
          'environment registration',
          'registering the environment',
          'LifeTime sync',
          'https lifetime',
          'LifeTimeSDK',
          'PlatformServices_API',
        ],
        within: 40,
        without: ['hosting lifetime'],
      })),
      {
        says: 'LifeTime',
        near: [
          'is not reachable',
          'could not be reached',
          'unable to reach',
          'cannot be reached',
          'not able to reach',
          'unreachable',
        ],
        within: 14,
        without: ['hosting lifetime'],
      },
    ],
    weight: 8,
    lines: [],
    basis: sources.lifetime,
  },
  {
    id: 'web-refused',
    topic: 'web',
    title: 'A web server refuses connections (port 80 or 443)',
    meaning: 'The machine answers, but nothing listens on the port of HTTP or HTTPS there.',
    reasons: [
      'IIS or the site is stopped, or has no binding for HTTPS.',
      'The name leads to another machine.',
    ],
    steps: [
      'Run the checks below on the machine that wrote the line.',
      'See on the other one that the site runs and has a binding for that port.',
    ],
    requirements: ['R2', 'R3', 'M1', 'M5', 'T1', 'T2', 'T3', 'T4'],
    checks: ['mon-ctrl-iis', 'mon-fe-iis', 'user-fe-443', 'lt-out-env-443', 'env-out-lt-443'],
    signs: refused.map((says) => ({
      says,
      near: ['{web}'],
      within: 8,
      without: ofOthers,
      context: 'inside' as const,
    })),
    weight: 6,
    lines: [],
    basis: sources.sockets,
  },
  {
    id: 'web-silent',
    topic: 'web',
    title: 'A web server does not answer (port 80 or 443)',
    meaning:
      'Nothing came back from the port of HTTP or HTTPS: packets are dropped on the way, or the address is wrong.',
    reasons: [
      'A firewall drops the port between the two machines.',
      'A proxy is needed, and the program does not use it.',
    ],
    steps: [
      'Run the checks below on the machine that wrote the line.',
      'Where they say "timeout", ask the network team for the rule: "netready firewall" prints it.',
    ],
    requirements: ['R2', 'R3', 'M1', 'M5', 'T1', 'T2', 'T3', 'T4'],
    checks: ['mon-ctrl-iis', 'mon-fe-iis', 'user-fe-443', 'lt-out-env-443', 'env-out-lt-443', 'out-mabs'],
    signs: silent.map((says) => ({
      says,
      near: ['{web}'],
      within: 10,
      without: ofOthers,
      context: 'inside' as const,
    })),
    weight: 6,
    lines: [],
    basis: sources.sockets,
  },
  {
    id: 'remote-server-not-connected',
    topic: 'web',
    title: 'A call over HTTP found nobody',
    meaning:
      'A program of .NET could not connect to the server that it wanted to call. The inner exception says why.',
    reasons: ['A firewall or a missing proxy.', 'The server is stopped.'],
    steps: [
      'Paste the inner exception as well: it names the address and the reason.',
      'Run the checks of the host that is called.',
    ],
    requirements: ['R6', 'T1', 'T2', 'T3', 'T4'],
    checks: ['out-mabs', 'lt-out-env-443', 'env-out-lt-443', 'mon-ctrl-iis'],
    signs: [
      { says: 'unable to connect to the remote server', context: 'inside', without: ofOthers },
      { says: 'WebException the operation has timed out', context: 'inside', without: ofOthers },
      {
        says: 'unable to connect to the remote server',
        near: ['WebException'],
        within: 4,
        context: 'inside',
      },
    ],
    weight: 4,
    lines: [{ text: 'System.Net.WebException: The operation has timed-out.', source: sources.timeouts }],
  },
];

const nameSymptoms: readonly Symptom[] = [
  {
    id: 'name-not-known',
    topic: 'name',
    title: 'A name cannot be looked up',
    meaning: 'The machine that wrote the line asked its name servers for a host, and none of them knows it.',
    reasons: [
      'The name is missing in DNS, or is written wrongly.',
      'This machine asks other name servers than those that know the name.',
    ],
    steps: [
      'Run the checks below on that machine: they ask every name server that is set there.',
      'Have the name entered in DNS, or in the hosts file of each server as a stopgap.',
    ],
    requirements: ['B1'],
    checks: ['lat-names', 'out-ctrl', 'out-deploy', 'out-cache', 'loc-resolve'],
    signs: unknownName.map((says) => ({ says, context: 'inside' as const, without: ofOthers })),
    weight: 5,
    lines: [
      {
        text: "The remote name could not be resolved: 'ctrl01.example.local'",
        source: 'https://github.com/microsoft/CSS-Exchange/blob/main/docs/Setup/SetupAssist.md',
      },
    ],
  },
  {
    id: 'no-route',
    topic: 'name',
    title: 'There is no way to an address',
    meaning:
      'The machine that wrote the line has no route to the address, or a router says that it has none.',
    reasons: [
      'A route or a default gateway is missing.',
      'The address belongs to another network, or to IPv6, which is not routed here.',
    ],
    steps: [
      'Run the checks below on that machine.',
      'Show its routes with "route print", and ask the network team.',
    ],
    requirements: ['R8', 'R10'],
    checks: ['out-ctrl', 'out-deploy', 'out-cache'],
    signs: unreachable.map((says) => ({ says, context: 'inside' as const, without: ofOthers })),
    weight: 6,
    lines: [{ text: 'A socket operation was attempted to an unreachable host', source: sources.sockets }],
  },
  {
    id: 'connection-cut-off',
    topic: 'web',
    title: 'A connection is cut off',
    meaning: 'A connection stood and was ended from outside: by the other end, or by something between.',
    reasons: [
      'An inspecting firewall or a load balancer ends it.',
      'The other end was restarted, or does not speak the version of TLS that is wanted.',
    ],
    steps: ['Look at the same time in the log of the other end.', 'Run the checks of that host below.'],
    requirements: [],
    checks: ['out-ctrl', 'out-deploy', 'out-cache', 'lt-out-env-443'],
    signs: cutOff.map((says) => ({ says, context: 'inside' as const, without: ofOthers })),
    weight: 4,
    lines: [
      { text: 'An existing connection was forcibly closed by the remote host', source: sources.sockets },
    ],
  },
];

const tlsSymptoms: readonly Symptom[] = [
  {
    id: 'certificate-not-trusted',
    topic: 'certificate',
    title: 'The certificate of the other end is not trusted',
    meaning:
      'The way is open. The program does not accept the certificate: it comes from an authority that this machine does not know, is made out to another name, or has expired.',
    reasons: [
      'The certificate was made by the company itself, and its authority is not installed on this server.',
      'A proxy inspects TLS and shows a certificate of its own.',
      'The server is called by another name than the certificate has, or the certificate has expired.',
    ],
    steps: [
      'Run the checks below on the machine that wrote the line: they show the whole chain and who made it.',
      'Install the certificate of the authority under Local Computer, Trusted Root Certification Authorities, on every server.',
      'Have inspection of TLS switched off for this host where a proxy made the certificate.',
    ],
    requirements: ['R3', 'R6', 'T2', 'T4'],
    checks: ['out-mabs', 'lt-out-env-443', 'env-out-lt-443', 'user-fe-443'],
    signs: [
      { says: 'could not establish trust relationship for the ssl tls' },
      { says: 'remote certificate is invalid', context: 'inside', without: ofOthers },
      { says: 'RemoteCertificateNameMismatch', context: 'inside' },
      { says: 'RemoteCertificateChainErrors', context: 'inside' },
      { says: 'certificate chain was issued by an authority that is not trusted', context: 'inside' },
      { says: 'nao foi possivel estabelecer relacao de confianca para o canal seguro ssl tls' },
      { says: 'no se puede establecer una relacion de confianza para el canal seguro ssl tls' },
    ],
    weight: 6,
    lines: [
      {
        text: 'The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.',
        source: sources.trust,
      },
    ],
  },
  {
    id: 'tls-not-agreed',
    topic: 'certificate',
    title: 'The two ends cannot agree on encryption',
    meaning:
      'The way is open, and the handshake of TLS failed: the two have no version or method in common, or something on the way breaks the handshake.',
    reasons: [
      'TLS 1.2 is not enabled for .NET on this server, or not on the other one.',
      'An inspecting firewall or a proxy breaks the handshake.',
    ],
    steps: [
      'Run the checks below: they say which versions the other end offers.',
      'Enable TLS 1.2 for clients and SchUseStrongCrypto in the registry, and restart the server.',
    ],
    requirements: ['R3', 'R6', 'T2', 'T4'],
    checks: ['out-mabs', 'lt-out-env-443', 'env-out-lt-443', 'user-fe-443'],
    signs: [
      { says: 'could not create ssl tls secure channel' },
      { says: 'they do not possess a common algorithm', without: ofOthers },
      { says: 'underlying connection was closed an unexpected error occurred on a send', context: 'inside' },
      {
        says: 'underlying connection was closed an unexpected error occurred on a receive',
        context: 'inside',
      },
      { says: 'ssl connection could not be established', context: 'inside', without: ofOthers },
      { says: 'a fatal alert was received from the remote endpoint the tls protocol defined fatal alert' },
      { says: 'a fatal alert was generated and sent to the remote endpoint' },
      { says: 'fatal error occurred while creating a tls client credential' },
    ],
    weight: 5,
    lines: [
      {
        text: 'System.Net.WebException: The request was aborted: Could not create SSL/TLS secure channel',
        source: sources.protocols,
      },
      {
        text: 'System.Net.WebException: The underlying connection was closed: An unexpected error occurred on a send. ---> System.IO.IOException: Authentication failed because the remote party has closed the transport stream.',
        source: sources.underlying,
      },
    ],
  },
];

const proxySymptoms: readonly Symptom[] = [
  {
    id: 'proxy-login',
    topic: 'proxy',
    title: 'A proxy wants a login',
    meaning:
      'The call reached a proxy, which lets nobody through without a login. Services of the platform run under accounts of the machine and have none.',
    reasons: [
      'The proxy asks every machine for a login.',
      'The call should not have gone through the proxy at all.',
    ],
    steps: [
      'Have the proxy let the servers through to the host without a login.',
      'Where the host is one of your own, exempt it from the proxy on every server.',
      'Run the checks below: they show what the proxy says.',
    ],
    requirements: ['R6', 'D1'],
    checks: ['out-mabs', 'ad-out', 'out-mabs-ctrl'],
    signs: [
      { says: '407 proxy authentication required', context: 'platform', without: ofOthers },
      {
        says: '407 proxy authentication required',
        near: ['HttpWebRequest', 'WebException', 'HttpRequestException'],
        within: 60,
        without: ofOthers,
      },
    ],
    weight: 6,
    lines: [
      {
        text: 'System.Net.WebException: The remote server returned an error: (407) Proxy Authentication Required.',
        source: sources.proxyLogin,
      },
    ],
  },
  {
    id: 'winhttp-error',
    topic: 'proxy',
    title: 'Windows could not make a call over HTTP',
    meaning:
      'WinHTTP or WinINet, through which Windows and some tools call the Internet, names the reason by a number.',
    reasons: [
      '12007 or 0x80072EE7: the name is not known.',
      '12029 or 0x80072EFD: nobody answered or the connection was refused; mostly a firewall, or a proxy that is not set.',
      '12002 or 0x80072EE2: no answer in time.',
      '12175 or 0x80072F8F: the certificate or the clock.',
    ],
    steps: [
      'Show the proxy of Windows with "netsh winhttp show proxy"; it is not that of the browser.',
      'Run the checks below.',
    ],
    requirements: ['R6'],
    checks: ['out-mabs', 'ad-out'],
    signs: [
      '0x80072ee7',
      '0x80072efd',
      '0x80072ee2',
      '0x80072f8f',
      'error_winhttp_cannot_connect',
      'error_winhttp_name_not_resolved',
      'error_winhttp_timeout',
      'error_winhttp_secure_failure',
    ].map((says) => ({ says, context: 'platform' as const })),
    weight: 6,
    lines: [
      {
        text: 'ERROR_WINHTTP_CANNOT_CONNECT 12029 Returned if connection to the server failed.',
        source: sources.winHttp,
      },
    ],
  },
];

export const webAndNameSymptoms: readonly Symptom[] = [
  ...cloudSymptoms,
  ...localSymptoms,
  ...webSymptoms,
  ...nameSymptoms,
  ...tlsSymptoms,
  ...proxySymptoms,
];
