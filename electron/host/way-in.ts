import type { IncomingMessage } from 'node:http';
import { type Entry, type EntryRequest, entryRequestSchema } from '../../shared/contract/http.ts';
import {
  type Answer,
  forgetting,
  refused,
  replyAnswer,
  sentencesPage,
  textAnswer,
  throughTheDoor,
} from './answer.ts';
import { arrivalOf } from './door.ts';
import type { Entrance } from './entrance.ts';
import type { Gate } from './gate.ts';
import type { Schedule } from './idle-watch.ts';
import { isJson } from './operation-route.ts';
import { readBody } from './read-body.ts';
import type { Strangers } from './strangers.ts';
import {
  type Accounts,
  isWelcome,
  type Visitor,
  visitorInWords,
  visitorOf,
  welcomeInWords,
} from './visitor.ts';

/** What letting a browser in needs. */
export type WayInSetting = {
  readonly gate: Gate;
  readonly entrance: Entrance;
  readonly accounts: Accounts;
  readonly strangers: Strangers;
  readonly schedule: Schedule;
  /** How long the request for a session may take, in ms. */
  readonly headersTimeoutMs: number;
  /** Says who came, to whoever started the host; the same thing once for each way in. */
  readonly announce: (sentence: string) => void;
  /** A browser was let in. */
  readonly onEntered: () => void;
};

/** The body of an entry request has two short texts. */
const maxEntryBytes = 1024;

const cannotTell = 'This system does not tell whose it was.';

/** Who was let in, in one sentence for terminal and page. */
function enteredSentence(visitor: Visitor): string {
  const who = visitorInWords(visitor);
  return who === null ? `A browser was let in. ${cannotTell}` : `A browser of ${who} was let in.`;
}

/** Who used a way in that somebody opens again. */
function usedSentence(by: Visitor): string {
  const who = visitorInWords(by);
  return `This way in was used already${who === null ? '' : `, by ${who}`}. If that was not you, end Netready.`;
}

const openedAgain = (visitor: Visitor): string => {
  const who = visitorInWords(visitor);
  return `The address was opened again${who === null ? '' : `, by ${who}`}.`;
};

async function refusedSentence(visitor: Visitor, accounts: Accounts): Promise<string> {
  const welcome = await welcomeInWords(accounts);
  return `Netready lets in browsers of ${welcome} only; this one is of ${visitorInWords(visitor)}. For a tunnel of another account start netready serve with --any-user.`;
}

const warning = (visitor: Visitor): string =>
  `A browser of ${visitorInWords(visitor)} knew the address and was refused. If that is the account of your tunnel, start Netready with --any-user.`;

/** While nobody is in, a browser that comes to the door forgets what others have left in it. */
const cleaning = ({ entrance }: WayInSetting) => (entrance.isUsed() ? {} : forgetting);

/** What stands at the address of the host, and at every way in that is none any more. */
export const noWayIn = (setting: WayInSetting): Answer =>
  sentencesPage(
    403,
    [
      'Open the address that Netready has shown. It works once, in one browser. If Netready is open in another tab already, go on there.',
      'Enter in the terminal of Netready, or <code>netready serve --new-code</code> by the same user, shows a new one and ends what the one before has opened.',
    ],
    cleaning(setting),
  );

/** Refuses the script of a service worker: no page of ours has one, and one that is there is to go. */
export const noWorker = (setting: WayInSetting): Answer =>
  textAnswer(403, 'Netready has no service worker.', cleaning(setting));

/**
 * Answers at the door. A person is led to the page, past whatever a service worker would have put in its place: the
 * path of the page is told in a redirect, which no script can read. What a script asks for is refused, because it could
 * then reach into the page or the window that it opens.
 */
export async function answerDoor(setting: WayInSetting, request: IncomingMessage): Promise<Answer> {
  const { entrance, accounts, announce, strangers } = setting;
  switch (arrivalOf(request)) {
    case 'script':
      return sentencesPage(
        403,
        ['Open the address of Netready in the address bar of a new tab.'],
        cleaning(setting),
      );
    case 'worker':
      return throughTheDoor(request.url ?? '', forgetting);
    case 'person':
      break;
  }
  const page = entrance.page();
  strangers.admit(request.socket);
  const visitor = await visitorOf(request.socket, accounts);
  if (isWelcome(visitor, accounts)) return throughTheDoor(page, cleaning(setting));
  announce(warning(visitor));
  return textAnswer(403, await refusedSentence(visitor, accounts), { Connection: 'close' });
}

async function readEntryRequest(
  request: IncomingMessage,
  { headersTimeoutMs, schedule }: WayInSetting,
): Promise<EntryRequest | null> {
  if (!isJson(request)) return null;
  const bounds = { maxBytes: maxEntryBytes, timeoutMs: headersTimeoutMs, schedule };
  const body = await readBody(request, bounds);
  if (typeof body === 'string') return null;
  try {
    return entryRequestSchema.parse(JSON.parse(body.text));
  } catch {
    return null;
  }
}

const notAdmitted = (sentence: string): Answer =>
  replyAnswer(403, refused('not-admitted', sentence), { Connection: 'close' });

const entered = (value: Entry): Answer => replyAnswer(200, { ok: true, value });

/**
 * Trades the code of the address for the session key. Whose browser it is, is looked up only for one that shows the
 * right code; an account that is not let in does not use it up.
 */
export async function answerEntry(setting: WayInSetting, request: IncomingMessage): Promise<Answer> {
  const { gate, entrance, accounts, announce, strangers } = setting;
  const unknown = 'The address of this page is not the one that Netready shows now.';
  if (!gate.isFromPage(request)) return notAdmitted(unknown);
  const shown = await readEntryRequest(request, setting);
  if (shown === null || !entrance.isKnown(shown)) return notAdmitted(unknown);
  strangers.admit(request.socket);
  const visitor = await visitorOf(request.socket, accounts);
  if (!isWelcome(visitor, accounts)) {
    announce(warning(visitor));
    return notAdmitted(await refusedSentence(visitor, accounts));
  }
  const admission = entrance.admit(shown, visitor);
  switch (admission.kind) {
    case 'unknown':
      return notAdmitted(unknown);
    case 'used':
      announce(`${openedAgain(visitor)} ${usedSentence(admission.by)}`);
      return notAdmitted(usedSentence(admission.by));
    case 'entered': {
      const told = enteredSentence(visitor);
      setting.onEntered();
      announce(told);
      return entered({ session: admission.session, told });
    }
  }
}
