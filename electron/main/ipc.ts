import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { z } from 'zod';
import { type CallMessage, channels, type EventMessage } from '../../shared/contract/channels.ts';
import { dispatch, type Handlers, isOperationName } from '../../shared/contract/dispatch.ts';
import { outlivesPage } from '../../shared/contract/operations.ts';
import { type Reply, toFailure } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { isPageAddress, pageOrigin } from './page-address.ts';

const callIdSchema = z.int().min(0);

/** The envelope of a call. What is inside is checked by `dispatch`. */
const callMessageSchema = z.strictObject({ id: callIdSchema, name: z.string().max(64), input: z.unknown() });

/**
 * A value as every transport of the contract carries it: JSON. Electron's messages would also carry keys whose value
 * is `undefined`, dates and maps, and the same input would then mean another thing here than over HTTP.
 * @throws TypeError when it cannot be written as JSON
 */
function asJson(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? null : JSON.parse(text);
}

/** What the messages of a page need to be carried out. */
export type IpcSetting = {
  readonly ipcMain: IpcMain;
  /** Whether a page belongs to a window that this program has opened. */
  readonly isOurs: (contents: WebContents) => boolean;
  readonly handlers: Handlers<AbortSignal>;
};

/** The calls under way of one window. */
type Calls = {
  /** Those of the page that it shows, by their id. */
  readonly ofPage: Map<number, AbortController>;
  /** Those that go on when their page is gone, of whichever page. */
  readonly lasting: Set<AbortController>;
};

/**
 * Whether a message comes from the wizard itself: the top frame of a window of ours that shows our page. A frame that
 * is gone (Electron then throws at every question about it) has no rights any more. Must be asked at once: the frame
 * of an event can vanish while something is awaited. (Electron security checklist, item 17.)
 */
export function isTrustedSender(
  event: Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  isOurs: (contents: WebContents) => boolean,
): boolean {
  const { sender, senderFrame: frame } = event;
  try {
    return (
      frame !== null &&
      !frame.detached &&
      frame.parent === null &&
      frame.frameTreeNodeId === sender.mainFrame.frameTreeNodeId &&
      frame.origin === pageOrigin &&
      isPageAddress(frame.url) &&
      isOurs(sender)
    );
  } catch {
    return false;
  }
}

/** The envelope of a call with its input as JSON; null when it is not one. */
function readMessage(value: unknown): CallMessage | null {
  try {
    return callMessageSchema.parse(asJson(value));
  } catch {
    return null;
  }
}

const refusal = (): Reply<never> => ({
  ok: false,
  error: toFailure(new AppError('operation-unknown', 'The request did not come from the wizard.')),
});

/**
 * Connects the contract to Electron's messages. The only place that listens to a page. A page that starts anew or
 * crashes takes its calls with it, but for those that outlive it; a window that closes takes all of them.
 */
export function registerIpc({ ipcMain, isOurs, handlers }: IpcSetting): void {
  const pages = new WeakMap<WebContents, Calls>();

  const endPage = ({ ofPage, lasting }: Calls): void => {
    for (const call of ofPage.values()) if (!lasting.has(call)) call.abort();
    ofPage.clear();
  };

  const endAll = (calls: Calls): void => {
    for (const call of calls.lasting) call.abort();
    endPage(calls);
  };

  const callsOf = (contents: WebContents): Calls => {
    const known = pages.get(contents);
    if (known !== undefined) return known;
    const calls: Calls = { ofPage: new Map(), lasting: new Set() };
    pages.set(contents, calls);
    contents.once('destroyed', () => endAll(calls));
    contents.on('render-process-gone', () => endPage(calls));
    contents.on('did-navigate', () => endPage(calls));
    return calls;
  };

  const carryOut = async (contents: WebContents, message: CallMessage): Promise<Reply<unknown>> => {
    const { ofPage, lasting } = callsOf(contents);
    if (ofPage.has(message.id)) return refusal();
    const controller = new AbortController();
    ofPage.set(message.id, controller);
    if (isOperationName(message.name) && outlivesPage(message.name)) lasting.add(controller);
    const emit = (event: unknown): void => {
      if (ofPage.get(message.id) !== controller) return;
      contents.send(channels.event, { id: message.id, event } satisfies EventMessage);
    };
    const reply = await dispatch(handlers, message.name, message.input, { emit, signal: controller.signal });
    if (ofPage.get(message.id) === controller) ofPage.delete(message.id);
    lasting.delete(controller);
    return reply;
  };

  ipcMain.handle(channels.call, (event, ...args: readonly unknown[]) => {
    if (!isTrustedSender(event, isOurs)) return refusal();
    const message = args.length === 1 ? readMessage(args[0]) : null;
    return message === null ? refusal() : carryOut(event.sender, message);
  });

  ipcMain.on(channels.cancel, (event, ...args: readonly unknown[]) => {
    if (!isTrustedSender(event, isOurs)) return;
    const id = callIdSchema.safeParse(args[0]);
    if (id.success) callsOf(event.sender).ofPage.get(id.data)?.abort();
  });
}
