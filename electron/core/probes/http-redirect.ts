import type { MachineFacts } from '../../../shared/catalogue/check.ts';
import { isThisMachine } from '../../../shared/catalogue/targets.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { longest } from '../../../shared/words/lengths.ts';
import { plainText } from './plain-text.ts';

function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base?.href) : null;
}

/** A host as URLs write it, so that one host is compared in one way: lower case, ASCII, without the root's dot. */
function urlHost(host: string): string {
  const hostname = parseUrl(`http://${hostAndPort(host, 80)}/`)?.hostname ?? host.toLowerCase();
  return bareHost(hostname);
}

const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/** Who was asked, under which name, on which machine. */
export type Asked = {
  readonly host: string;
  readonly hostHeader: string | null;
  readonly machine: MachineFacts;
};

const baseUrl = ({ host, hostHeader }: Asked): URL | null =>
  parseUrl(`http://${hostHeader ?? hostAndPort(host, 80)}/`) ?? parseUrl(`http://${hostAndPort(host, 80)}/`);

/**
 * Whether a redirect leads to another host than the one that was asked (RFC 9110 section 10.2.2). A path leads to the
 * same host; this machine may call itself by any of its names and addresses. What cannot be read leads elsewhere.
 * @param location the header as it came
 */
export function leadsElsewhere(location: string, asked: Asked): boolean {
  const base = baseUrl(asked);
  const target = base === null ? null : parseUrl(location, base);
  if (base === null || target === null || !/^https?:$/.test(target.protocol)) return true;
  const host = bareHost(target.hostname);
  if (host === bareHost(base.hostname) || host === urlHost(asked.host)) return false;
  return !(isThisMachine(asked.host, asked.machine) && isThisMachine(host, asked.machine));
}

/** A redirect's target for a report: without user name and password, plain, cut. */
export function shownLocation(location: string, asked: Asked): string {
  const base = baseUrl(asked);
  const target = base === null ? null : parseUrl(location, base);
  if (target === null) return plainText(location.replace(/[^\s/\\?#]*@/g, ''), longest.line);
  if (target.username === '' && target.password === '') return plainText(location, longest.line);
  target.username = '';
  target.password = '';
  return plainText(target.href, longest.line);
}
