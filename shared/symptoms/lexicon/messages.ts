import type { Pattern } from '../symptom.ts';

/**
 * What Windows and .NET say of a connection, in the languages in which servers of customers speak, and the numbers that are the
 * same in all of them (https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2).
 */
export const refused: readonly Pattern[] = [
  'actively refused it',
  'connection refused',
  'refused the network connection',
  '10061',
  'verbindung verweigerte',
  'recusou ativamente',
  'recusaram ativamente',
  'recusou activamente',
  'recusaram activamente',
  'as recusou ativamente',
  'denego expresamente dicha conexion',
  'l a expressement refusee',
  'actief heeft geweigerd',
  'rifiuto persistente del computer',
  '対象のコンピューターによって拒否された',
];

export const silent: readonly Pattern[] = [
  'did not properly respond after a period of time',
  'connected host has failed to respond',
  '10060',
  'timeout while attempting to connect to',
  'the semaphore timeout period has expired',
  'nach einer bestimmten zeitspanne nicht richtig reagiert',
  'nao respondeu corretamente apos um periodo de tempo',
  'nao respondeu correctamente apos um periodo de tempo',
  'no respondio adecuadamente tras un periodo de tiempo',
  'n a pas repondu convenablement au dela d une certaine duree',
];

export const cutOff: readonly Pattern[] = [
  'existing connection was forcibly closed by the remote host',
  'established connection was aborted by the software in your host machine',
  '10054',
  'wurde vom remotehost geschlossen',
  'forcado o cancelamento de uma conexao existente',
  'forzado la interrupcion de una conexion existente',
  'une connexion existante a du etre fermee par l hote distant',
];

export const unreachable: readonly Pattern[] = [
  'socket operation was attempted to an unreachable host',
  'socket operation was attempted to an unreachable network',
  '10065',
  '10051',
];

export const unknownName: readonly Pattern[] = [
  'no such host is known',
  'the remote name could not be resolved',
  'name or service not known',
  '11001',
  'der remotename konnte nicht aufgelost werden',
  'nao foi possivel resolver o nome remoto',
  'no se puede resolver el nombre remoto',
  'le nom distant n a pas pu etre resolu',
  'este host nao e conhecido',
  'host desconocido',
];

/** What only other programs than those of the platform say around the same words. */
export const ofOthers: readonly Pattern[] = [
  'connectex',
  'dial tcp',
  'npm',
  'nginx',
  'kafka',
  'java',
  'javax',
  'python',
  'errno',
  'traceback',
  'celery',
  'pika',
  'redis',
  'mongodb',
  'postgres',
  'postgresql',
  'psql',
  'mysql',
  'mariadb',
  'mysqlconnector',
  'kestrel',
  'rust',
  'prisma',
  'docker',
  'kubectl',
  'kubelet',
  'kubernetes',
  'elasticsearch',
  'econnrefused',
  'etimedout',
  'urllib3',
  'curl',
  'libcurl',
  'git',
  'ssh',
  'smtp',
  'ldap',
  'zookeeper',
  'prometheus',
  'grafana',
  'winerror',
];
