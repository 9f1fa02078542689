import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  cancelPath,
  filePath,
  linkPath,
  operationPath,
  sessionHeader,
  sessionPath,
} from '../../shared/contract/http.ts';
import { links } from '../core/operations/links.ts';
import {
  type Answer,
  assetAnswer,
  elsewhere,
  fileAnswer,
  refusal,
  send,
  sentencesPage,
  textAnswer,
} from './answer.ts';
import type { Downloads } from './downloads.ts';
import { onlyField } from './gate.ts';
import { answerOperation, type OperationSetting } from './operation-route.ts';
import type { PageAssets } from './page-assets.ts';
import { answerDoor, answerEntry, noWayIn, noWorker, type WayInSetting } from './way-in.ts';

/** Everything that requests are answered from. */
export type Site = OperationSetting &
  WayInSetting & {
    readonly assets: PageAssets;
    readonly downloads: Downloads;
  };

/** Answers one request. Settles when nothing is going on for it any more. */
export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const isLink = (id: string): id is keyof typeof links => Object.hasOwn(links, id);

/** What a path has after a prefix; null when it does not begin with it. */
const after = (path: string, prefix: string): string | null =>
  path.startsWith(prefix) ? path.slice(prefix.length) : null;

/** Whether a request brings the key of the session. */
export const isAdmitted = ({ entrance }: Pick<Site, 'entrance'>, request: IncomingMessage): boolean =>
  entrance.isAdmitted(onlyField(request, sessionHeader));

const nothingHere = (): Answer => textAnswer(404, 'There is nothing here.');

/** What a door or a page looks like, also one that is none any more: somebody comes back to it after a new code was made. */
const wayInPath = /^\/[\w-]{22}\/?$/;

/** A file of the page; null when the path is none of the page's. Page and files are the same for everybody. */
function pageFile({ entrance, assets, strangers }: Site, request: IncomingMessage): Answer | null {
  const name = after(request.url ?? '', entrance.page());
  if (name === null) return null;
  strangers.admit(request.socket);
  const asset = assets.get(`/${name}`);
  return asset === undefined ? nothingHere() : assetAnswer(asset, request.headers['accept-encoding']);
}

function download(site: Site, request: IncomingMessage, id: string): Answer {
  if (!isAdmitted(site, request)) return textAnswer(403, 'Open Netready first.');
  const file = site.downloads.take(id);
  return file === null ? nothingHere() : fileAnswer(file.bytes);
}

async function get(site: Site, request: IncomingMessage): Promise<Answer> {
  const path = request.url ?? '';
  if (request.headers['service-worker'] !== undefined) return noWorker(site);
  if (site.entrance.isDoor(path)) return answerDoor(site, request);
  const file = pageFile(site, request);
  if (file !== null) return file;
  if (path === '/' || wayInPath.test(path)) return noWayIn(site);
  const link = after(path, linkPath);
  if (link !== null && isLink(link)) return elsewhere(links[link]);
  const id = after(path, filePath);
  return id === null ? nothingHere() : download(site, request, id);
}

function cancel({ calls }: Site, id: string): Answer {
  const controller = calls.get(id);
  controller?.abort();
  return controller === undefined ? textAnswer(404, 'There is no such call.') : textAnswer(200, 'Cancelled.');
}

async function post(site: Site, request: IncomingMessage, response: ServerResponse): Promise<Answer | null> {
  const path = request.url ?? '';
  if (path === sessionPath) return answerEntry(site, request);
  if (!site.gate.isFromPage(request) || !isAdmitted(site, request))
    return refusal(403, 'not-admitted', 'The page that asks was not let in, or its session has ended.');
  site.strangers.admit(request.socket);
  const call = after(path, cancelPath);
  return call === null
    ? answerOperation(site, after(path, operationPath) ?? '', request, response)
    : cancel(site, call);
}

/** For whoever comes by another name than the one that is certain to lead here. */
const wrongAddress = ({ gate }: Site): Answer =>
  sentencesPage(
    421,
    [
      `Netready is found at <a href="${gate.origin}/">${gate.origin}</a> and by no other name: open the address that it has shown, as it is.`,
      'Through a tunnel the port must be the same on both sides.',
    ],
    { Connection: 'close' },
  );

async function answerOf(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answer | null> {
  if (!site.gate.isAddressed(request)) return wrongAddress(site);
  switch (request.method) {
    case 'GET':
      return get(site, request);
    case 'POST':
      return post(site, request, response);
    default:
      return textAnswer(405, 'Netready answers GET and POST.', { Allow: 'GET, POST', Connection: 'close' });
  }
}

/**
 * The one way to an answer. Whom a request was meant for and who sent it is decided before anything else of it is looked
 * at; paths are compared as text, never decoded.
 */
export function createRoute(site: Site): Route {
  return async (request, response) => {
    const answer = await answerOf(site, request, response);
    if (answer !== null) send(response, answer);
  };
}
