import { platformServices } from '../../profile/services.ts';
import type { PublishedLine, Symptom } from '../symptom.ts';
import { ofOthers, refused, silent } from './messages.ts';
import { sources } from './sources.ts';

/** What the symptoms of a service of the platform differ in. */
type Service = {
  readonly id: 'controller' | 'deployment' | 'scheduler';
  readonly title: string;
  /** What it is called in Windows and in Service Center. */
  readonly windowsService: string;
  readonly port: number;
  /** Who connects to it, and where it runs. */
  readonly callers: string;
  readonly runsOn: string;
  readonly requirements: Symptom['requirements'];
  readonly checks: readonly string[];
  readonly lines: Readonly<Record<'refused' | 'silent' | 'stopped', readonly PublishedLine[]>>;
};

const services: readonly Service[] = [
  {
    id: 'controller',
    title: platformServices.deploymentController.title,
    windowsService: platformServices.deploymentController.windowsService,
    port: platformServices.deploymentController.port,
    callers: 'the Deployment and the Scheduler Service of every server, and every front-end',
    runsOn: 'the controller',
    requirements: ['A1', 'R8', 'M2'],
    checks: ['out-ctrl', 'in-ctrl', 'mon-fe-ctrl', 'loc-port-12000', 'ct-ctrl', 'out-ctrl-12100'],
    lines: {
      refused: [
        {
          text: 'Initialization error: System.Net.Sockets.SocketException: No connection could be made because the target machine actively refused it 127.0.0.1:12000',
          source: sources.information,
        },
        {
          text: 'OutSystems Deployment Controller Service Status: No connection could be made because the target machine actively refused it',
          source: sources.platform,
        },
      ],
      silent: [],
      stopped: [
        {
          text: 'OutSystems Deployment Controller Service Stopped. Please Restart',
          source: sources.platform,
        },
      ],
    },
  },
  {
    id: 'deployment',
    title: platformServices.deployment.title,
    windowsService: platformServices.deployment.windowsService,
    port: platformServices.deployment.port,
    callers: 'the controller, for every publication, and the monitoring of the front-ends',
    runsOn: 'each front-end',
    requirements: ['A2', 'R10', 'M3', 'M6'],
    checks: [
      'out-deploy',
      'in-deploy',
      'mon-ctrl-deploy',
      'mon-fe-deploy',
      'loc-port-12001',
      'out-deploy-12101',
    ],
    lines: {
      refused: [
        {
          text: 'OutSystems Deployment Service Status: No connection could be made because the target machine actively refused it',
          source: sources.platform,
        },
      ],
      silent: [
        {
          text: 'A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond 10.0.21.8:12001',
          source: sources.slowPublishing,
        },
      ],
      stopped: [{ text: 'OutSystems Deployment Service Stopped. Please Restart', source: sources.platform }],
    },
  },
  {
    id: 'scheduler',
    title: platformServices.scheduler.title,
    windowsService: platformServices.scheduler.windowsService,
    port: platformServices.scheduler.port,
    callers: 'the monitoring of the controller and of the front-ends',
    runsOn: 'each front-end',
    requirements: ['A3', 'M4', 'M7'],
    checks: ['mon-ctrl-sched', 'mon-fe-sched', 'in-sched', 'loc-port-12002', 'mon-ctrl-sched-12102'],
    lines: {
      refused: [
        {
          text: 'OutSystems Scheduler Service Status: No connection could be made because the target machine actively refused it',
          source: sources.platform,
        },
      ],
      silent: [
        {
          text: 'Front-end Server pcjfv OutSystems Scheduler Service Status: Error: Timeout while attempting to connect to 127.0.0.1:12002/OutSystemsScheduler',
          source: sources.information,
        },
      ],
      stopped: [{ text: 'OutSystems Scheduler Service Stopped. Please restart', source: sources.platform }],
    },
  },
];

/** How near to the message of a connection its port or the name of its service stands. */
const beside = 14;

function refusedAt({
  id,
  title,
  windowsService,
  port,
  callers,
  runsOn,
  requirements,
  checks,
  lines,
}: Service): Symptom {
  return {
    id: `${id}-refused`,
    topic: 'service',
    title: `The ${title} refuses connections (port ${port})`,
    meaning: `The machine answers, but nothing listens on the port of the ${title}. It is called by ${callers}.`,
    reasons: [
      `The service "${windowsService}" is stopped on ${runsOn}, or has not finished starting.`,
      'The address leads to another machine than the one meant, for example to localhost on a server of a farm.',
      'A firewall on the way refuses the connection in the place of the machine.',
    ],
    steps: [
      `On ${runsOn}, see in Windows Services that "${windowsService}" is running; start it, and wait for "Service initialized successfully" in the Event Viewer.`,
      'Compare the host and the port in the line with those in the Configuration Tool.',
      'Run the checks below on the machine that wrote the line: they tell a stopped service from a firewall.',
    ],
    requirements,
    checks,
    signs: [
      ...refused.map((says) => ({ says, near: [`{${id}}`], within: beside, without: ofOthers })),
      ...refused.map((says) => ({ says, near: [`${windowsService} status`], within: beside })),
    ],
    weight: 8,
    lines: lines.refused,
  };
}

function silentAt({
  id,
  title,
  windowsService,
  port,
  callers,
  runsOn,
  requirements,
  checks,
  lines,
}: Service): Symptom {
  return {
    id: `${id}-silent`,
    topic: 'service',
    title: `The ${title} does not answer (port ${port})`,
    meaning: `Nothing came back from the port of the ${title}: packets were dropped on the way, or lead to an address that nobody has. It is called by ${callers}.`,
    reasons: [
      `A firewall drops TCP ${port} between the machine that wrote the line and ${runsOn}.`,
      'The name leads to an old address, or to a load balancer that does not pass this port on.',
      'The service hangs: it listens and does not answer.',
    ],
    steps: [
      'Run the checks below on the machine that wrote the line.',
      `Where they say "timeout", ask the network team to allow TCP ${port} from that machine to ${runsOn}: "netready firewall" prints the rule.`,
      'See that the address in the line is that of the server itself and not of a load balancer.',
    ],
    requirements,
    checks,
    signs: [
      ...silent.map((says) => ({ says, near: [`{${id}}`], within: beside, without: ofOthers })),
      ...silent.map((says) => ({ says, near: [`${windowsService} status`], within: beside })),
    ],
    weight: 8,
    lines: lines.silent,
    basis: sources.sockets,
  };
}

function stoppedAt({ id, title, windowsService, runsOn, requirements, checks, lines }: Service): Symptom {
  return {
    id: `${id}-stopped`,
    topic: 'service',
    title: `Service Center says that the ${title} is stopped`,
    meaning: 'The monitoring of Service Center found the service stopped, or could not ask it.',
    reasons: [
      `"${windowsService}" is stopped on the server that the message names.`,
      'It runs, and the monitoring does not reach it over the network.',
    ],
    steps: [
      `Look at "${windowsService}" in Windows Services on ${runsOn}, and start it.`,
      'If it was running, run the checks below: then the way to it is closed.',
    ],
    requirements,
    checks,
    signs: [{ says: `${windowsService} stopped` }],
    weight: 8,
    lines: lines.stopped,
  };
}

const others: readonly Symptom[] = [
  {
    id: 'controller-not-contacted',
    topic: 'service',
    title: 'The platform cannot contact the Deployment Controller Service',
    meaning:
      'Service Studio, Service Center or the Configuration Tool asked the controller and had no answer.',
    reasons: [
      'The Deployment Controller Service is stopped on the controller.',
      'The Configuration Tool of this server names another controller, or localhost on a server of a farm.',
      'A firewall blocks port 12000 between this server and the controller.',
    ],
    steps: [
      'Start "OutSystems Deployment Controller Service" on the controller.',
      'See on the Controller tab of the Configuration Tool that it names the controller by a name that this server can look up.',
      'Run the checks below on this server.',
    ],
    requirements: ['R8', 'A1'],
    checks: ['out-ctrl', 'loc-port-12000', 'in-ctrl'],
    signs: [
      { says: 'unable to contact OutSystems Deployment Controller Service' },
      { says: 'Deployment Controller Service … make sure this service is running' },
    ],
    weight: 9,
    lines: [
      {
        text: "Unable to contact OutSystems Deployment Controller Service. Please make sure this service is running on 'ctrl01' to obtain licensing information",
        source: sources.environmentFault,
      },
    ],
  },
  {
    id: 'service-waits',
    topic: 'service',
    title: 'A service waits for its initialization',
    meaning:
      'The service has started and waits until it can begin to work. That is no error; it becomes one where "Service initialized successfully" does not follow.',
    reasons: [
      'The Deployment and the Scheduler Service wait for the controller, and try again every 30 seconds.',
    ],
    steps: [
      'Look in the Event Viewer for "Service initialized successfully" of the same service.',
      'If it is missing, look for the initialization error before it, and paste that line.',
    ],
    requirements: ['R8'],
    checks: ['out-ctrl'],
    signs: [{ says: 'service started successfully waiting for initialization' }],
    weight: 2,
    lines: [
      { text: 'Service started successfully. Waiting for initialization...', source: sources.startServices },
    ],
  },
  {
    id: 'scheduler-cannot-read-jobs',
    topic: 'database',
    title: 'The Scheduler Service cannot read its jobs from the database',
    meaning:
      'The part of the Scheduler that looks for work has an error, which is nearly always the way to the database.',
    reasons: [
      'The platform database cannot be reached from this front-end.',
      'The database is overloaded or was restarted.',
    ],
    steps: [
      'Run the checks of the database below on the front-end that the message names.',
      'Then restart "OutSystems Scheduler Service" there.',
    ],
    requirements: ['R9'],
    checks: ['out-fe-db-sql', 'out-fe-db-ora'],
    signs: [
      { says: 'jobs producer is in status error' },
      { says: 'logger listener is in status … error' },
      { says: 'logger listener is in status sql exception' },
    ],
    weight: 8,
    lines: [
      {
        text: 'OutSystems Scheduler Service Status: Error: Jobs Producer is in status Error',
        source: sources.platform,
      },
      {
        text: 'OutSystems Log Service Status: Error: Logger Listener is in status Error connecting to database',
        source: sources.platform,
      },
    ],
  },
  {
    id: 'scheduler-job-fails',
    topic: 'localhost',
    title: 'The Scheduler Service cannot start its jobs on this front-end',
    meaning:
      'Timers and processes are started by calls to the applications of the same machine, at http://127.0.0.1. Such a call failed or does not come back.',
    reasons: [
      'IIS does not answer on 127.0.0.1, because the site has no binding there or a host name is demanded.',
      'The application that is called hangs.',
    ],
    steps: [
      'Run the checks below on the front-end that the message names.',
      'If they pass, look which application the detail columns of the Scheduler in Service Center name.',
    ],
    requirements: ['B1', 'B2'],
    checks: ['loc-http', 'loc-resolve'],
    signs: [
      { says: 'job worker is in status error' },
      { says: 'job worker is in status processing for more than' },
      { says: 'scheduled for execution at … suspected to be blocked' },
    ],
    weight: 7,
    lines: [
      {
        text: 'OutSystems Scheduler Service Status: Error: Job Worker is in status Error',
        source: sources.platform,
      },
      {
        text: 'Scheduled for execution at 2024-05-03 02:00:00. Suspected to be blocked',
        source: sources.platform,
      },
    ],
  },
  {
    id: 'iis-not-answering',
    topic: 'web',
    title: 'Service Center does not get an answer from IIS',
    meaning: 'The monitoring asks IIS of each front-end over port 80, and had no answer from one of them.',
    reasons: [
      'IIS or its site is stopped on that front-end.',
      'A firewall blocks port 80 between the servers of the environment.',
    ],
    steps: [
      'On the front-end that the message names, see in IIS Manager that the Default Web Site runs.',
      'Run the checks below on the controller and on another front-end: they tell a stopped site from a closed way.',
    ],
    requirements: ['M1', 'M5'],
    checks: ['mon-ctrl-iis', 'mon-fe-iis', 'in-iis', 'loc-http'],
    signs: [
      { says: 'iis status … timed out' },
      { says: 'iis stopped please restart' },
      { says: 'iis status … unable to connect' },
    ],
    weight: 8,
    lines: [
      { text: 'IIS Status:The operation has timed-out', source: sources.platform },
      { text: 'IIS Stopped. Please restart', source: sources.platform },
    ],
  },
  {
    id: 'front-end-other-database',
    topic: 'service',
    title: 'The front-end and the controller have other settings of the database',
    meaning:
      'The controller refuses to register the front-end, because the two do not name the same database in the same letters. The way between them is open.',
    reasons: [
      'The name of the database server is written differently on the two servers: capitals count, and so do an alias or an address in the place of a name.',
      'The front-end was set up with the database of another environment.',
    ],
    steps: [
      'Copy server.hsconf from the controller, or write the settings of the database on the front-end exactly as they stand on the controller.',
      'Apply the Configuration Tool on the front-end again.',
    ],
    requirements: [],
    checks: ['loc-config'],
    signs: [
      { says: 'unable to register the front end server' },
      { says: 'connection string is different from the deployment controller' },
    ],
    weight: 9,
    lines: [
      {
        text: "Invalid Connection String : Unable to register the Front-end Server. The server's connection string is different from the Deployment Controller's connection string.",
        source: sources.registerFrontEnd,
      },
    ],
  },
  {
    id: 'publishing-waits',
    topic: 'service',
    title: 'Each module waits about 90 seconds while it is deployed',
    meaning:
      'The controller calls the Deployment Service of a front-end on an address where nothing answers, and waits until that call is given up.',
    reasons: [
      'The address of the deployment zone is that of a load balancer, which does not pass port 12001 on (Platform Server 11.7.x).',
      'A firewall drops port 12001 from the controller to a front-end.',
    ],
    steps: [
      'Run the checks below on the controller.',
      'Look at the address of the deployment zone in Service Center; upgrade a Platform Server 11.7.x.',
    ],
    requirements: ['R10'],
    checks: ['out-deploy', 'mon-ctrl-deploy', 'out-zone-80', 'out-zone-443'],
    signs: [
      { says: 'RefreshISAPIFilters took {number}' },
      { says: 'RefreshISAPIFilters took … ms' },
      { says: 'Compiler RefreshPathRules' },
    ],
    weight: 7,
    lines: [{ text: 'OMLProcessor.RefreshISAPIFilters took 88765 ms', source: sources.slowPublishing }],
  },
  {
    id: 'port-taken',
    topic: 'service',
    title: 'A service finds its port taken',
    meaning: 'A program wanted to listen on a port that another program already holds on the same machine.',
    reasons: [
      'Another program took the port: a second web server, an agent, an earlier copy of the same service.',
      'The service was stopped a moment ago and the port is not free yet.',
    ],
    steps: [
      'Run the checks below on this machine: they name the program that holds the port.',
      'Move that program to another port, then start the service again.',
    ],
    requirements: ['A1', 'A2', 'A3', 'R7'],
    checks: [
      'loc-port-12000',
      'loc-port-12001',
      'loc-port-12002',
      'loc-port-5672',
      'loc-port-80',
      'loc-port-443',
    ],
    signs: [
      { says: 'only one usage of each socket address', context: 'platform', without: ofOthers },
      { says: 'normalmente so e permitida uma utilizacao de cada endereco de socket', context: 'platform' },
      { says: 'failed to listen on prefix', context: 'platform' },
      { says: '10048', near: ['SocketException', 'socket'], within: 4, context: 'platform' },
    ],
    weight: 6,
    lines: [
      {
        text: 'System.Net.Sockets.SocketException (0x80004005): Only one usage of each socket address (protocol/network address/port) is normally permitted.',
        source: 'https://github.com/bp2008/cameraproxy/issues/8',
      },
    ],
  },
  {
    id: 'socket-forbidden',
    topic: 'service',
    title: 'Windows forbids a program the port or the connection',
    meaning:
      'Windows itself refused: the port lies in a range that it has reserved, another program holds it for itself, or a security program does not let this one connect.',
    reasons: [
      'The port lies in an excluded range, which Hyper-V or a container service reserves at each start ("netsh int ipv4 show excludedportrange protocol=tcp").',
      'A security program or an outbound rule of the Windows firewall blocks the program.',
    ],
    steps: [
      'Run the checks below on this machine: they tell a reserved range from a rule.',
      'Ask whoever runs the security program to allow the services of OutSystems.',
    ],
    requirements: ['A1', 'A2', 'A3'],
    checks: ['loc-port-12000', 'loc-port-12001', 'loc-port-12002', 'out-ctrl', 'out-deploy'],
    signs: [
      {
        says: 'attempt was made to access a socket in a way forbidden by its access permissions',
        context: 'platform',
        without: ofOthers,
      },
      { says: '10013', near: ['SocketException'], within: 4, context: 'platform', without: ofOthers },
    ],
    weight: 6,
    lines: [
      {
        text: 'SocketException (10013): An attempt was made to access a socket in a way forbidden by its access permissions',
        source: 'https://github.com/opl-/beatsaber-http-status/issues/81',
      },
    ],
  },
];

export const serviceSymptoms: readonly Symptom[] = [
  ...services.flatMap((service) => [refusedAt(service), silentAt(service), stoppedAt(service)]),
  ...others,
];
