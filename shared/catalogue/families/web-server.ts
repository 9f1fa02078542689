import type { FactOf } from '../../probe/fact.ts';
import { type Parameter, param } from '../parameter.ts';

/**
 * Who gave an HTTP answer where IIS is meant. `iis`: it says so, or does not say who it is, as a hardened IIS does.
 * `http-sys`: the HTTP driver of Windows itself, to which no site of IIS is bound for that name and address, or a
 * program other than IIS that answers through it. `other`: a web server that calls itself something else.
 */
export type WebServer = 'iis' | 'http-sys' | 'other';

/**
 * Reads who answered from the Server header, or from the page where there is none. HTTP.sys puts its own name into whatever IIS did not answer
 * (https://learn.microsoft.com/troubleshoot/developer/webapps/aspnet/site-behavior-performance/error-http-400-invalid-hostname).
 */
export function webServerOf({ server = '', page }: Pick<FactOf<'http'>, 'server' | 'page'>): WebServer {
  if (page === 'http-sys') return 'http-sys';
  if (server.trim() === '' || /\bMicrosoft-IIS\b/i.test(server)) return 'iis';
  return /\bMicrosoft-HTTPAPI\b/i.test(server) ? 'http-sys' : 'other';
}

/**
 * Statuses that no site gives to a plain request for its first page: the request was not understood, was for another server,
 * or in another protocol, or somebody on the way wants a login or has orders to refuse (RFC 9110, sections 15.5.1, 15.5.8,
 * 15.5.20 and 15.5.22; RFC 7725). Servers that miss a certificate of the client, or TLS, say the first.
 */
const strangeStatuses: readonly number[] = [400, 407, 421, 426, 451];

/** Whether an answer is none that a site gives to those whom it lets in. */
export const isStrange = ({ status }: Pick<FactOf<'http'>, 'status'>): boolean =>
  status !== undefined && (status >= 500 || strangeStatuses.includes(status));

/** What an answer says about the site of IIS that is meant. */
export const siteFindings = [
  'no-site',
  'pool-stopped',
  /** A balancer or reverse proxy answered, and no server behind it. */
  'no-server-behind',
  'forbidden',
  'other-web-server',
] as const;
export type SiteFinding = (typeof siteFindings)[number];

/**
 * Those that count on another machine. A balancer or reverse proxy in front of a server is a published set-up, so that
 * another name than that of IIS is shown there and not judged.
 */
export const remoteSiteFindings = [
  'no-site',
  'pool-stopped',
  'no-server-behind',
  'forbidden',
] as const satisfies readonly SiteFinding[];
export type RemoteSiteFinding = (typeof remoteSiteFindings)[number];

/** The parameters that these findings fill in, beside those of every HTTP answer. */
export const siteParameters = { accessSetting: 'keep', subStatus: 'phrase' } as const;

/** The status with which IIS says that a folder has no start page: the site itself answers, and lets the caller in. */
const noStartPage = 14;

/**
 * Whether somebody in front of a server says that he does not get to it (RFC 9110, sections 15.6.3 to 15.6.5): IIS itself
 * answers 503 where an application is offline, but never that its own answer did not come.
 */
const isForwarded = (status: number, server: WebServer, name: string | undefined): boolean =>
  status === 502 || status === 504 || (status === 503 && (server === 'other' || name === undefined));

/**
 * What is wrong with the site that answered; null when nothing is. HTTP.sys answers 503 for a site whose application
 * pool is stopped, and anything else where there is no site.
 */
export function judgeSite(http: FactOf<'http'>): SiteFinding | null {
  const { status, subStatus, outcome } = http;
  if (status === undefined) return null;
  const server = webServerOf(http);
  if (server === 'http-sys') return status === 503 ? 'pool-stopped' : 'no-site';
  if (isForwarded(status, server, http.server)) return 'no-server-behind';
  if (outcome !== 'open') return null;
  if (status === 401 || (status === 403 && subStatus !== noStartPage)) return 'forbidden';
  return server === 'other' ? 'other-web-server' : null;
}

/**
 * The settings of a site that refuse: one that lets nobody in without a name answers 401; the others answer 403, told apart
 * by its sub-status
 * (https://learn.microsoft.com/troubleshoot/developer/webapps/iis/health-diagnostic-performance/http-status-code).
 */
function settingOf(status: number | undefined, subStatus: number | undefined): string {
  if (status === 401) return 'enable "Anonymous Authentication" (Authentication)';
  switch (subStatus) {
    case 4:
    case 5:
      return 'clear "Require SSL" (SSL Settings)';
    case 6:
    case 8:
    case 501:
    case 502:
    case 503:
      return 'let this machine and 127.0.0.1 through (IP Address and Domain Restrictions)';
    case 7:
    case 12:
    case 13:
    case 16:
    case 17:
      return 'do not ask for client certificates (SSL Settings)';
    default:
      return 'look at "Require SSL" and client certificates (SSL Settings), IP Address and Domain Restrictions, and the default document';
  }
}

/** What of a refusal by a site is said. */
export const siteDetails = ({ status, subStatus }: FactOf<'http'>): Readonly<Record<string, Parameter>> => ({
  accessSetting: param.keep(settingOf(status, subStatus)),
  subStatus:
    subStatus === undefined || status === undefined
      ? param.keep(String(status ?? 403))
      : param.phrase('status-and-sub-status', {
          status: param.number(status),
          subStatus: param.number(subStatus),
        }),
});
