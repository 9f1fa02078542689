import type { Symptom } from '../symptom.ts';
import { cutOff, ofOthers, refused, silent, unknownName } from './messages.ts';
import { sources } from './sources.ts';

const about = {
  topic: 'cache',
  requirements: ['R7'],
  checks: ['out-cache', 'in-cache', 'loc-port-5672', 'loc-cache-host', 'ct-cache'],
} as const satisfies Partial<Symptom>;

const beside = 14;

export const cacheSymptoms: readonly Symptom[] = [
  {
    ...about,
    id: 'cache-refused',
    title: 'The Cache Invalidation Service refuses connections (port 5672)',
    meaning:
      'The machine answers, but no RabbitMQ listens on the port. Every application of every front-end connects to it.',
    reasons: [
      'RabbitMQ is stopped, or was never installed with "Create/Upgrade Service" in the Configuration Tool.',
      'The Configuration Tool of a front-end names localhost, where the service is on the controller.',
      'A firewall refuses in the place of the machine.',
    ],
    steps: [
      'On the machine of the cache, run "rabbitmqctl.bat status" and start the service RabbitMQ.',
      'Compare host and port on the Cache tab of the Configuration Tool on every server.',
      'Run the checks below on the front-end that wrote the line.',
    ],
    signs: [
      ...refused.map((says) => ({
        says,
        near: ['{cache}'],
        within: beside,
        without: ofOthers,
      })),
      ...refused.map((says) => ({
        says,
        near: ['RabbitMQ', 'BrokerUnreachableException'],
        within: 60,
        without: ofOthers,
      })),
    ],
    weight: 8,
    lines: [
      {
        text: 'RabbitMQ.Client.Exceptions.ConnectFailureException: Connection failed ---> System.Net.Internals.SocketExceptionFactory+ExtendedSocketException: No connection could be made because the target machine actively refused it 127.0.0.1:5672',
        source: sources.rabbitTutorial,
      },
    ],
  },
  {
    ...about,
    id: 'cache-silent',
    title: 'The Cache Invalidation Service does not answer (port 5672)',
    meaning:
      'The connection to RabbitMQ was not answered: packets are dropped on the way, or something accepts and says nothing.',
    reasons: [
      'A firewall drops TCP 5672 from the front-ends to the machine of the cache.',
      'A load balancer or an inspecting firewall accepts the connection and does not pass it on.',
    ],
    steps: [
      'Run the checks below on the front-end that wrote the line: they ask for an answer of RabbitMQ, not only for an open port.',
      'Where they say "timeout", ask the network team to allow TCP 5672 from every front-end: "netready firewall" prints the rule.',
    ],
    signs: [
      ...silent.map((says) => ({
        says,
        near: ['{cache}', 'RabbitMQ'],
        within: 40,
        without: ['oracle', 'sqlclient'],
      })),
      { says: 'connection start was never received' },
      { says: 'connection to … {cache} timed out' },
    ],
    weight: 8,
    lines: [
      {
        text: 'connection.start was never received, likely due to a network timeout',
        source: sources.rabbitDotNet,
      },
    ],
  },
  {
    ...about,
    id: 'cache-unreachable',
    title: 'An application cannot reach the Cache Invalidation Service',
    meaning:
      'The program tried every address of RabbitMQ that it knows and reached none. The line behind it says why.',
    reasons: [
      'RabbitMQ is stopped.',
      'A firewall blocks TCP 5672 (5671 with TLS).',
      'Host, port, user or virtual host on the Cache tab of the Configuration Tool are wrong.',
    ],
    steps: [
      'Paste the lines that follow this one: "inner exception" or "--->" names the reason.',
      'Run the checks below on the front-end that wrote the line.',
      'Press "Test Connection" on the Cache tab of the Configuration Tool there.',
    ],
    signs: [
      { says: 'none of the specified endpoints were reachable', without: ['celery', 'pika'] },
      { says: 'BrokerUnreachableException' },
      {
        says: 'cache invalidation service',
        near: [
          'unable to connect',
          'could not connect',
          'not reachable',
          'connection failed',
          'is down',
          'failed to connect',
          'could not be reached',
        ],
        within: 14,
      },
    ],
    weight: 7,
    lines: [
      {
        text: 'RabbitMQ.Client.Exceptions.BrokerUnreachableException: None of the specified endpoints were reachable',
        source: sources.rabbitDotNet,
      },
    ],
  },
  {
    ...about,
    id: 'cache-jobs-no-connection',
    title: 'Applications are not told of changes, because the cache service is not reached',
    meaning:
      'A module could not connect to RabbitMQ several times in a row. Until it can, front-ends go on showing old data.',
    reasons: [
      'RabbitMQ is stopped.',
      'A firewall blocks TCP 5672 from this front-end.',
      'The settings of the Cache tab were changed and the modules were not published again.',
    ],
    steps: [
      'Run the checks below on the front-end that wrote the line.',
      'On the machine of the cache, run "rabbitmqctl.bat status".',
      'If both are well, apply the settings to the modules again in Service Center.',
    ],
    signs: [{ says: 'error executing pubsub jobs … consecutive connections failed' }],
    weight: 9,
    lines: [
      { text: 'Error executing PubSub jobs, 15 consecutive connections failed', source: sources.pubsub },
    ],
  },
  {
    ...about,
    id: 'cache-jobs-fail',
    title: 'RabbitMQ is reached, but does not do what applications ask of it',
    meaning:
      'The connection stands. Making queues or exchanges failed, so the settings or the state of RabbitMQ are at fault and not the network.',
    reasons: [
      'The user has no rights on the virtual host.',
      'A module keeps queues of an earlier configuration.',
    ],
    steps: [
      'Publish the module again.',
      'See with "rabbitmqctl.bat list_permissions -p /outsystems" that the user has rights.',
    ],
    signs: [{ says: 'error executing pubsub jobs … consecutive jobs failed' }],
    weight: 9,
    lines: [{ text: 'Error executing PubSub jobs, 3 consecutive Jobs failed.', source: sources.rabbit }],
  },
  {
    ...about,
    id: 'cache-login',
    title: 'RabbitMQ refuses the user or the password',
    meaning: 'The way to RabbitMQ is open: it answered, and does not accept the login.',
    reasons: [
      'User or password on the Cache tab are not those that the service was made with.',
      'The password has signs that the service does not take.',
    ],
    steps: [
      'Press "Test Connection" on the Cache tab of the Configuration Tool on each server.',
      'Set the password of the user again with "rabbitmqctl.bat change_password", in letters and digits.',
    ],
    signs: [
      { says: 'login was refused using authentication mechanism', without: ['celery', 'pika', 'java'] },
      { says: 'PLAIN login refused' },
      { says: 'AuthenticationFailureException … ACCESS_REFUSED' },
    ],
    weight: 8,
    lines: [
      {
        text: 'ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.',
        source: 'https://github.com/rabbitmq/rabbitmq-server/issues/1081',
      },
    ],
  },
  {
    ...about,
    id: 'cache-virtual-host',
    title: 'RabbitMQ refuses the user the virtual host',
    meaning:
      'The way and the login are right; the user may not use the virtual host that the Configuration Tool names.',
    reasons: ['The virtual host is missing or written differently.', 'The user has no permissions on it.'],
    steps: [
      'Run "rabbitmqctl.bat list_permissions -p /outsystems" on the machine of the cache.',
      'Give the user rights there, or use "Create/Upgrade Service" in the Configuration Tool.',
    ],
    signs: [
      { says: 'access to vhost … refused for user' },
      { says: 'vhost … not found', near: ['rabbitmq', 'amqp'], within: 40 },
    ],
    weight: 8,
    lines: [
      {
        text: "Connection-level error: NOT_ALLOWED - access to vhost 'postal' refused for user 'postal'",
        source: 'https://github.com/postalserver/postal/issues/12',
      },
    ],
  },
  {
    ...about,
    id: 'cache-not-amqp',
    title: 'Something that is not a client of RabbitMQ calls its port',
    meaning:
      'RabbitMQ accepted a connection on which nobody spoke its protocol: a monitor, a load balancer, a web request, or TLS on the port without it.',
    reasons: [
      'The monitor of a load balancer only opens the port.',
      'A client speaks TLS while the port expects none, or the other way round.',
      'A port scanner.',
    ],
    steps: [
      'Look at the address in the line: whose is it?',
      'Where it is a front-end, compare "TLS" on the Cache tab of the Configuration Tool with the listeners of RabbitMQ.',
    ],
    checks: ['out-cache', 'in-cache', 'out-cache-5671', 'loc-port-5671'],
    signs: [
      { says: 'handshake_timeout' },
      { says: 'bad_header' },
      { says: 'TLS client detected on non TLS AMQP port' },
      { says: 'request detected on AMQP port' },
    ],
    weight: 6,
    lines: [
      {
        text: 'closing AMQP connection <0.10229.0> (198.51.100.16:52718 -> 172.17.0.2:5672): {handshake_timeout,frame_header}',
        source: 'https://pastebin.com/PWcBFfHn',
      },
      {
        text: 'closing AMQP connection <0.13440.2>: {bad_header,<<"GET /api">>}',
        source: 'https://gist.github.com/marianogg9/8942731',
      },
    ],
  },
  {
    ...about,
    id: 'cache-node-down',
    title: 'RabbitMQ is not running on this machine',
    meaning: 'The tool of RabbitMQ did not find its node.',
    reasons: [
      'The service RabbitMQ is stopped or does not start.',
      'The Erlang cookies of the service and of the user are not the same.',
    ],
    steps: [
      'Start the service RabbitMQ in Windows Services.',
      'If it does not start, read %ALLUSERSPROFILE%\\RabbitMQ\\log and compare the .erlang.cookie files.',
    ],
    checks: ['loc-port-5672', 'loc-cache-host'],
    signs: [
      { says: 'unable to perform an operation on node … rabbit' },
      { says: 'unable to connect to node rabbit' },
      { says: 'nodedown', near: ['rabbit'], within: 20 },
    ],
    weight: 7,
    lines: [
      {
        text: "Error: unable to perform an operation on node 'rabbit@vmi510578'. Please see diagnostics information and suggestions below.",
        source: 'https://github.com/Resgrid/Core/issues/8',
      },
    ],
  },
  {
    ...about,
    id: 'cache-port-taken',
    title: 'RabbitMQ finds its port taken',
    meaning:
      'RabbitMQ wanted to listen on a port that is already in use, often by itself: one listener with and one without TLS on the same port.',
    reasons: [
      'A TLS listener has the port of the one without TLS.',
      'Another program, or an earlier RabbitMQ, holds the port.',
    ],
    steps: [
      'Run the check below on the machine of the cache: it names the program.',
      'Compare rabbitmq.conf, advanced.config and RABBITMQ_NODE_PORT.',
    ],
    checks: ['loc-port-5672', 'loc-port-5671'],
    signs: [
      { says: 'eaddrinuse', near: ['rabbit', '{cache}'], within: 60 },
      { says: 'error already_started', near: ['rabbit', 'ranch'], within: 40 },
    ],
    weight: 7,
    lines: [
      {
        text: 'Application rabbit exited with reason: {{could_not_start_listener,"::",5672,eaddrinuse},{rabbit,start,[normal,[]]}}',
        source: 'https://github.com/xie-chong/interview-learn/issues/12',
      },
    ],
  },
  {
    ...about,
    id: 'cache-cut-off',
    title: 'Connections to the Cache Invalidation Service are cut off',
    meaning: 'A connection to RabbitMQ stood and was ended from outside.',
    reasons: [
      'A firewall or a load balancer ends connections that are quiet for a while.',
      'RabbitMQ was restarted.',
    ],
    steps: [
      'Compare the time of the line with restarts of RabbitMQ.',
      'Ask the network team for the idle timeout on TCP 5672; it must be longer than 120 seconds.',
    ],
    signs: [
      ...cutOff.map((says) => ({ says, near: ['{cache}', 'RabbitMQ'], within: 40 })),
      { says: 'missed heartbeats from client' },
      { says: 'AlreadyClosedException', near: ['RabbitMQ'], within: 30 },
      { says: 'client unexpectedly closed TCP connection', near: ['amqp'], within: 40 },
    ],
    weight: 6,
    lines: [
      {
        text: 'closing AMQP connection <0.31164.11> (10.35.222.58:44380 -> 10.35.222.61:5672): missed heartbeats from client, timeout: 60s',
        source: 'https://gist.github.com/nicolasbock/12c8b84f3728c3e0aac08cf3c55e3f0c',
      },
    ],
  },
  {
    ...about,
    id: 'cache-name',
    title: 'The name of the Cache Invalidation Service is not known',
    meaning: 'The machine could not look up the host that stands on the Cache tab.',
    reasons: ['The name is written wrongly, or DNS of this network does not know it.'],
    steps: [
      'Run the checks below.',
      'Correct the host on the Cache tab of the Configuration Tool, or have it entered in DNS.',
    ],
    checks: ['out-cache', 'loc-cache-host', 'lat-names'],
    signs: unknownName.map((says) => ({
      says,
      near: ['RabbitMQ', '{cache}'],
      within: 40,
      without: ofOthers,
    })),
    weight: 8,
    lines: [],
    basis: sources.sockets,
  },
  {
    id: 'session-store-unreachable',
    topic: 'cache',
    title: 'The Redis store of sessions is not reached',
    meaning:
      'The Configuration Tool or an application could not connect to the Redis server that holds the sessions. It is not the Cache Invalidation Service.',
    reasons: [
      'A firewall blocks the ports of Redis (7000 and 7001 in the guide).',
      'Redis is stopped, or wants TLS.',
    ],
    steps: [
      'Ask the network team for the ports that the Session tab of the Configuration Tool names, from every front-end.',
    ],
    requirements: [],
    checks: [],
    signs: [
      { says: 'it was not possible to connect to redis server' },
      { says: 'RedisConnectionException … it was not possible to connect', context: 'platform' },
    ],
    weight: 7,
    lines: [{ text: 'It was not possible to connect to Redis server', source: sources.redis }],
  },
];
