import { hostSchema, isAddress } from './host.ts';

/** A database server taken apart: its host, and the port or the instance where they were named. */
export type DatabaseServer = {
  readonly host: string;
  readonly port?: number;
  readonly instance?: string;
};

/** Instances of SQL Server have names of at most 16 characters; its protocol allows 32 bytes ([MC-SQLR] section 2.2.3). */
const sqlInstance = /^[\p{L}\p{N}_$#&-]{1,32}$/u;

/** Service names stand in a connect descriptor, whose own characters (brackets, `=`, spaces, quotes) they must not have. */
const oracleService = /^[\p{L}\p{N}][\p{L}\p{N}._$#-]{0,127}$/u;

/** What each engine allows as the name of an instance. */
export const instanceRules = { sqlserver: sqlInstance, oracle: oracleService } as const;

const sqlServerName =
  /^(?:tcp:)?\s*(?<host>[^\\,;:=[\]]+|[0-9a-f:.]+|\[[0-9a-f:.]+\])(?:\\(?<instance>[^\\,;:=\s]+))?(?:\s*,\s*(?<port>\d{1,5}))?$/i;

/** How clients of SQL Server call the machine they run on. */
const thisMachine: readonly string[] = ['.', '(local)'];

/** An IPv6 address without the brackets that some write around it; anything else as it is. */
function withoutBrackets(name: string): string {
  const inner = name.startsWith('[') ? name.slice(1, -1) : name;
  return isAddress(inner) ? inner : name;
}

/**
 * A SQL Server as its clients and administrators write it, taken apart: `[tcp:]host[\instance][,port]`, where `.` and
 * `(local)` are this machine. Null when the text is none.
 */
export function parseSqlServer(text: string): DatabaseServer | null {
  const { host: name = '', instance, port: portText } = sqlServerName.exec(text.trim())?.groups ?? {};
  const host = hostSchema.safeParse(
    thisMachine.includes(name.toLowerCase()) ? 'localhost' : withoutBrackets(name),
  ).data;
  const port = portText === undefined ? undefined : Number(portText);
  if (host === undefined || (port !== undefined && (port < 1 || port > 65_535))) return null;
  if (instance !== undefined && !sqlInstance.test(instance)) return null;
  return {
    host,
    ...(port === undefined ? {} : { port }),
    ...(instance === undefined ? {} : { instance }),
  };
}

/** Why a text is no SQL Server of the network, where that can be told. */
export type NoSqlServer =
  /** A port behind a colon, as the rest of the world writes it; `instead` is what SQL Server's clients read. */
  | { readonly kind: 'colon-port'; readonly instead: string }
  | { readonly kind: 'named-pipe' | 'shared-memory' | 'java-address' | 'other' };

const colonPort = /^(?:tcp:)?(?<server>.+?)\s*:\s*(?<port>\d{1,5})$/i;

/** What a text is that `parseSqlServer` does not take. */
export function whyNoSqlServer(text: string): NoSqlServer {
  const trimmed = text.trim();
  if (/^jdbc:/i.test(trimmed)) return { kind: 'java-address' };
  if (/^(?:np:|\\\\)/i.test(trimmed)) return { kind: 'named-pipe' };
  if (/^lpc:/i.test(trimmed)) return { kind: 'shared-memory' };
  const { server: name = '', port = '' } = colonPort.exec(trimmed)?.groups ?? {};
  const server = parseSqlServer(`${name},${port}`);
  if (server === null) return { kind: 'other' };
  const instance = server.instance === undefined ? '' : `\\${server.instance}`;
  return { kind: 'colon-port', instead: `${server.host}${instance},${server.port}` };
}
