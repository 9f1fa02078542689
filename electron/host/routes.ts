import type { IncomingMessage, ServerResponse } from 'node:http';
import { cancelPath, linkPath, operationPath } from '../../shared/contract/http.ts';
import { links } from '../core/operations/links.ts';
import {
  type Answer,
  assetAnswer,
  downloadAnswer,
  elsewhere,
  refusal,
  send,
  textAnswer,
  wayIn,
} from './answer.ts';
import { contentDisposition, type Downloads, downloadPrefix } from './downloads.ts';
import type { Gate } from './gate.ts';
import { answerOperation, type OperationSetting } from './operation-route.ts';
import type { PageAssets } from './page-assets.ts';

/** Everything that requests are answered from. */
export type Site = OperationSetting & {
  readonly gate: Gate;
  readonly assets: PageAssets;
  readonly downloads: Downloads;
};

/** Answers one request. Settles when nothing is going on for it any more. */
export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const isLink = (id: string): id is keyof typeof links => Object.hasOwn(links, id);

/** What a path has after a prefix; null when it does not begin with it. */
const after = (path: string, prefix: string): string | null =>
  path.startsWith(prefix) ? path.slice(prefix.length) : null;

function get({ gate, assets, downloads }: Site, request: IncomingMessage): Answer {
  const address = request.url ?? '';
  const path = address.startsWith('/?') ? '/' : address;
  const token = new URLSearchParams(address.slice(path.length)).get('token');
  const cookie = token === null ? null : gate.admit(token);
  if (cookie !== null) return elsewhere('/', { 'Set-Cookie': cookie });
  if (!gate.isAdmitted(request)) return path === '/' ? wayIn() : textAnswer(403, 'Open Netready first.');
  if (token !== null) return elsewhere('/');
  const asset = assets.get(path);
  if (asset !== undefined) return assetAnswer(asset);
  const link = after(path, linkPath);
  if (link !== null && isLink(link)) return elsewhere(links[link]);
  const file = downloads.take(after(path, downloadPrefix) ?? '');
  if (file !== null) return downloadAnswer(file.bytes, contentDisposition(file.name));
  return textAnswer(404, 'There is nothing here.');
}

function cancel({ calls }: Site, id: string): Answer {
  const controller = calls.get(id);
  controller?.abort();
  return controller === undefined ? textAnswer(404, 'There is no such call.') : textAnswer(200, 'Cancelled.');
}

async function post(site: Site, request: IncomingMessage, response: ServerResponse): Promise<Answer | null> {
  const path = request.url ?? '';
  if (!site.gate.isFromPage(request) || !site.gate.isAdmitted(request)) {
    const sentence = 'The request did not come from the page that Netready has opened.';
    return refusal(403, 'operation-unknown', sentence);
  }
  const call = after(path, cancelPath);
  return call === null
    ? answerOperation(site, after(path, operationPath) ?? '', request, response)
    : cancel(site, call);
}

async function answerOf(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answer | null> {
  const last = { Connection: 'close' };
  if (!site.gate.isAddressed(request))
    return textAnswer(421, 'This address does not belong to Netready.', last);
  switch (request.method) {
    case 'GET':
      return get(site, request);
    case 'POST':
      return post(site, request, response);
    default:
      return textAnswer(405, 'Netready answers GET and POST.', { Allow: 'GET, POST', ...last });
  }
}

/**
 * The one way in. Whom a request was meant for and who sent it is decided before anything else of it is looked at;
 * paths are compared as text, never decoded.
 */
export function createRoute(site: Site): Route {
  return async (request, response) => {
    const answer = await answerOf(site, request, response);
    if (answer !== null) send(response, answer);
  };
}
