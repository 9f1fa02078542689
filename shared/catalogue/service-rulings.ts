import type { Database } from '../profile/profile.ts';
import { type PlatformService, platformServices } from '../profile/services.ts';
import type { PhaseRulings, Ruling } from './check.ts';
import { eitherWayRulings, type InboundFinding } from './families/inbound.ts';
import { always } from './families/interrupted.ts';
import { type LocalPortFinding, localPortRulings, loopbackOnly } from './families/local-port.ts';
import { type ReachFinding, reachRulings, tellingAnswers } from './families/reach.ts';

type ReachRulings = Readonly<Record<ReachFinding, PhaseRulings>>;
type Overrides = Readonly<Partial<Record<ReachFinding, PhaseRulings>>>;

/** The rulings of a connection to a service of the platform, which its Windows service serves once it is installed. */
export function platformRulings({ windowsService }: PlatformService): ReachRulings {
  const plain = reachRulings('installer');
  return tellingAnswers({
    ...plain,
    refused: {
      ...plain.refused,
      'after-install': {
        ...plain.refused['after-install'],
        remedy: `On {host}, open services.msc, start "${windowsService}" and check that it listens on port {port}; then run this check again.`,
      },
    },
  });
}

/** Why a RabbitMQ that is there may not answer. */
const cacheTls =
  'If it expects TLS where none is spoken, or none where it is, put the port and the TLS setting of the Configuration Tool into [[the profile (cache.port, cache.tls)|Netready]].';

/** The rulings of a connection to the Cache Invalidation Service, which the Configuration Tool creates. */
export function cacheRulings(): ReachRulings {
  const plain = reachRulings('installer');
  return tellingAnswers({
    ...plain,
    refused: {
      ...plain.refused,
      'after-install': {
        ...plain.refused['after-install'],
        remedy: `On {host}, open services.msc and start "${platformServices.cache.windowsService}"; if it is not there, choose Create/Upgrade Service in the Configuration Tool. Then run this check again.`,
      },
    },
    'wrong-service': always({
      verdict: 'fail',
      reason:
        'Port {port} of {address} is open, but RabbitMQ does not answer there in the way that the platform needs ({code}).',
      remedy:
        'Find out which program listens on {target}, and whether it expects TLS: the port and the TLS setting of the Configuration Tool must be in [[the profile (cache.port, cache.tls)|Netready]].',
      owner: 'you',
      asks: ['cache.port', 'cache.tls'],
    }),
    silent: always({
      ...plain.silent['after-install'],
      remedy: `On {host}, see in services.msc whether "${platformServices.cache.windowsService}" hangs, and restart it{sizeNote}. ${cacheTls}`,
      asks: ['cache.port', 'cache.tls'],
    }),
    'cut-off': always({
      ...plain['cut-off']['after-install'],
      remedy: `On {host}, see in the log of RabbitMQ why it hangs up. ${cacheTls}`,
      asks: ['cache.port', 'cache.tls'],
    }),
    'tls-name': always({
      verdict: 'warn',
      reason: 'Port {port} is open, but the certificate is made out to {names}, not to {host}.',
      remedy:
        'Put the name of the certificate into the Configuration Tool as the TLS server canonical name, or have a certificate issued for {host}.',
      owner: 'certificate-administrator',
    }),
  });
}

/** The rulings of a connection to IIS on a server of the environment. */
export function iisRulings(scheme: 'http' | 'https', overrides: Overrides = {}): ReachRulings {
  const plain = reachRulings('installer');
  const binding =
    scheme === 'http'
      ? 'an http binding on port {port}'
      : 'an https binding on port {port} with a certificate';
  const notWeb: Ruling = {
    verdict: 'fail',
    reason:
      scheme === 'http'
        ? 'Port {port} of {address} is open, but what answers there does not speak HTTP ({code}).'
        : 'Port {port} of {address} is open, but no TLS handshake came about ({code}).',
    remedy: `On {host}, check that the Default Web Site of IIS has ${binding} and that no other program or device answers in its place.`,
    owner: 'you',
  };
  const withoutCertificate: Ruling = {
    ...plain['cut-off']['after-install'],
    remedy: `On {host}, check that the Default Web Site of IIS has ${binding} ("netsh http show sslcert" lists it), and that this certificate has its private key. If {host} answers there itself, have the network team find the filter or load balancer on the way that cuts connections to {target} off.`,
  };
  return tellingAnswers({
    ...plain,
    refused: {
      ...plain.refused,
      'after-install': {
        ...plain.refused['after-install'],
        remedy: `On {host}, start IIS ("iisreset /start") and give its Default Web Site ${binding}; then run this check again.`,
      },
    },
    'http-unexpected': always({
      ...plain['http-unexpected']['after-install'],
      remedy:
        'If {host} is the right server, look for the error in its IIS log and Windows event log; if not, find the proxy or other site that answers in its place.',
    }),
    'wrong-service': always(notWeb),
    ...(scheme === 'http' ? {} : { 'cut-off': always(withoutCertificate) }),
    ...overrides,
  });
}

/**
 * How LifeTime and an environment use each other's other port when one is closed (requirement T0h): HTTP is needed
 * only where HTTPS fails.
 */
export const schemeFallback: Readonly<Record<'http' | 'https', Overrides>> = {
  http: {
    'covered-by-fallback': always({
      verdict: 'not-applicable',
      reason:
        'HTTP on {target} cannot be used ({code}), but it is not needed: HTTPS on port {fallbackPort} works and is what is used.',
      remedy: null,
      owner: null,
    }),
  },
  https: {
    'covered-by-fallback': always({
      verdict: 'warn',
      reason:
        'HTTPS on {target} cannot be used ({code}); LifeTime falls back to unencrypted HTTP on port {fallbackPort}.',
      remedy:
        'Allow TCP {port} from {source} to {host} in every firewall between them, the one on {host} included.',
      owner: 'network-team',
    }),
  },
};

const refusedByDatabase: Readonly<Record<Database['engine'] | 'either', Ruling>> = {
  sqlserver: {
    verdict: 'fail',
    reason:
      '{address} refused the connection to port {port}: no {service} listens there, or a firewall rejects.',
    remedy:
      'On {host}, check that SQL Server runs and that TCP/IP is enabled in SQL Server Configuration Manager with the static TCP port {port} (IPAll). If it has another port, put that into [[the profile (databases)|Netready]].',
    owner: 'database-administrator',
    asks: ['databases'],
  },
  oracle: {
    verdict: 'fail',
    reason:
      '{address} refused the connection to port {port}: no {service} listener is there, or a firewall rejects.',
    remedy:
      'On {host}, run "lsnrctl status": the listener must run on port {port}. Start it with "lsnrctl start", or put the port that it uses into the profile.',
    owner: 'database-administrator',
  },
  either: {
    verdict: 'fail',
    reason:
      '{address} refused the connection to port {port}: no {service} listens there, or a firewall rejects.',
    remedy:
      'On {host}, check that the database listens on port {port}: for SQL Server, TCP/IP with a static port in SQL Server Configuration Manager; for Oracle, "lsnrctl status".',
    owner: 'database-administrator',
  },
};

/** Settings with which a database accepts a connection and then says nothing in the protocol that was expected. */
const shutDoors: Readonly<Record<Database['engine'] | 'either', string>> = {
  sqlserver:
    'If it is SQL Server, switch off its "Force Strict Encryption", with which it ignores clients that begin without TLS.',
  oracle:
    'If it is Oracle, let its listener accept this machine (TCP.VALIDNODE_CHECKING in sqlnet.ora) and plain TCP.',
  either:
    'If it is the database, look for settings that turn this machine away: "Force Strict Encryption" of SQL Server, TCP.VALIDNODE_CHECKING of Oracle.',
};

/**
 * The name of a listener of an Always On availability group over several subnets has an address in each, of which one
 * answers ("Availability group listener", learn.microsoft.com): no address of it may be taken away.
 */
const availabilityListener: Ruling = {
  verdict: 'warn',
  reason:
    '{address} accepted the connection to port {port}, but {failedAddresses} did not. The listener of an availability group over several subnets (SQL Server Always On) is like that: one of its addresses answers at a time.',
  remedy:
    'If {host} is such a listener, leave its addresses as they are and put MultiSubnetFailover=True into the connection string of the platform (advanced settings of the database in the Configuration Tool), so that all are tried at once. If it is none, have the database administrator say which of its addresses are still {service}.',
  owner: 'you',
};

/**
 * The name of a cluster (SCAN) has several addresses, which move between its nodes; a listener answers on each ("Oracle Real
 * Application Clusters Administration and Deployment Guide", About Connecting to an Oracle RAC Database Using SCANs).
 */
const clusterName: Ruling = {
  verdict: 'warn',
  reason:
    '{address} accepted the connection to port {port}, but {failedAddresses} did not. The name of a cluster (SCAN of Oracle RAC) has several addresses, and on each of them a listener must answer.',
  remedy:
    'If {host} is such a name, have the database administrator see whether all its listeners run ("srvctl status scan_listener"); if they do, have TCP {port} from {source} allowed to each of its addresses. If it is none, have the database administrator say which of its addresses are still {service}.',
  owner: 'database-administrator',
};

/** The rulings of a connection to a database. It must be there before the platform is installed. */
export function databaseRulings(engine: Database['engine'] | 'either'): ReachRulings {
  const plain = reachRulings('existing');
  return tellingAnswers({
    ...plain,
    'leads-here': always({
      ...plain['leads-here']['after-install'],
      remedy:
        'Correct {host} in the hosts file of this machine, in DNS or in [[the profile|Netready]]. If the database does run on this machine, put the host name of this machine into [[the profile (databases)|Netready]].',
      asks: ['databases'],
    }),
    timeout: always({
      ...plain.timeout['after-install'],
      remedy:
        'Allow TCP {port} from {source} to {host} in every firewall between them{portNote}, the one on {host} included.',
    }),
    'open-in-part': always(engine === 'oracle' ? clusterName : availabilityListener),
    refused: always(refusedByDatabase[engine]),
    'wrong-service': always({
      verdict: 'fail',
      reason: 'Port {port} of {address} is open, but what answers there is not {service} ({code}).',
      remedy: `Find out which program listens on {target}; [[the profile (databases)|Netready]] must have the port of {service}. ${shutDoors[engine]}`,
      owner: 'database-administrator',
      asks: ['databases'],
    }),
    silent: always({
      ...plain.silent['after-install'],
      remedy: `On {host}, see whether {service} answers on that machine itself. If it does not, restart it. If it does, have the network team find what accepts connections to {target} on the way. ${shutDoors[engine]}`,
      owner: 'database-administrator',
    }),
    'cut-off': always({
      ...plain['cut-off']['after-install'],
      remedy: `On {host}, see in the log of {service} why it hangs up. ${shutDoors[engine]} If its log says nothing, have the network team find what cuts connections to {target} off.`,
      owner: 'database-administrator',
    }),
  });
}

/**
 * The rulings of the two ways to administer a server, either of which is enough (requirement R1): when the other one
 * is open, a closed one does not matter.
 */
export function administrationRulings(other: string): ReachRulings {
  return reachRulings('existing', {
    'covered-by-fallback': always({
      verdict: 'not-applicable',
      reason: `{target} cannot be reached ({code}), but ${other} on port {fallbackPort} can; either is enough.`,
      remedy: null,
      owner: null,
    }),
  });
}

/** The rulings of IIS's own ports. IIS is a prerequisite, so that it may hold them before the platform is installed. */
export function iisPortRulings(scheme: 'http' | 'https'): Readonly<Record<LocalPortFinding, PhaseRulings>> {
  const binding =
    scheme === 'http'
      ? 'an http binding on port {port}'
      : 'an https binding on port {port} with a certificate';
  const unnamed = (phase: string): Ruling => ({
    verdict: 'warn',
    reason: `Something listens on port {port}, but this system does not name it; ${phase}.`,
    remedy: 'Run Netready as administrator to see the program.',
    owner: 'you',
  });
  return localPortRulings({
    free: {
      'before-install': {
        verdict: 'not-yet',
        reason: 'Port {port} is free: IIS is not installed, not started or has no binding there yet.',
        remedy: `Install IIS before the platform and give its Default Web Site ${binding}.`,
        owner: 'you',
      },
      'after-install': {
        verdict: 'fail',
        reason: 'Nothing listens on port {port}: IIS is stopped or has no binding there{serviceNote}.',
        remedy: `Start IIS ("iisreset /start") and give its Default Web Site ${binding}.`,
        owner: 'you',
      },
    },
    'in-use-by-expected': always({
      verdict: 'pass',
      reason: 'Port {port} is served by {owner}{ownerNote}.',
      remedy: null,
      owner: null,
    }),
    'loopback-only': always(loopbackOnly),
    'in-use-by-other': always({
      verdict: 'fail',
      reason: 'Port {port} is held by {owner}{ownerNote}; IIS needs it.',
      remedy: 'Stop {owner} or move it to another port, then start IIS.',
      owner: 'you',
    }),
    'in-use-by-unknown': {
      'before-install': unnamed('IIS may hold it, no other program may'),
      'after-install': unnamed('it should be IIS'),
    },
  });
}

/** The rulings of the two ways to log in to this server, either of which is enough (requirement R1). */
export function administrationInboundRulings(other: string): Readonly<Record<InboundFinding, PhaseRulings>> {
  return eitherWayRulings(`${other} would do as well`, {
    verdict: 'not-testable-here',
    reason: `Whether {from} can reach port {port} of {host} can only be tested from that end; ${other} would do as well.`,
    remedy: `Allow TCP {port} from {from} to {host} unless they use ${other}, then run Netready at that end with the same profile.`,
    owner: 'network-team',
  });
}

/** The rulings of HTTP between LifeTime and an environment: it is used only where HTTPS fails (requirement T0h). */
export const lifetimeHttpInboundRulings: Readonly<Record<InboundFinding, PhaseRulings>> = eitherWayRulings(
  'HTTPS would do as well',
  {
    verdict: 'not-testable-here',
    reason: 'Whether {from} can reach port {port} of {host} can only be tested from that end.',
    remedy: 'Allow TCP {port} from {from} to {host}, then run Netready at that end with the same profile.',
    owner: 'network-team',
  },
);
