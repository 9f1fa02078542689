import type { IncomingMessage, ServerResponse } from 'node:http';
import { dispatch, type Handlers, isOperationName } from '../../shared/contract/dispatch.ts';
import { callHeader } from '../../shared/contract/http.ts';
import { type OperationName, outlivesPage } from '../../shared/contract/operations.ts';
import { type Answer, type AnswerLine, answerLine, refusal, streamHeaders } from './answer.ts';
import type { BodyRoom } from './body-room.ts';
import type { Schedule } from './idle-watch.ts';
import { type BodyLimits, longestBody, readBody } from './read-body.ts';

/** The calls under way, by the id that the page gave them. */
export type Calls = Map<string, AbortController>;

/** What carrying out an operation needs. */
export type OperationSetting = {
  readonly handlers: Handlers<AbortSignal>;
  readonly bodyLimits: BodyLimits;
  /** How long a body may take to come in once it is read, in ms. */
  readonly bodyTimeoutMs: number;
  /** Bodies up to this size are read at once: as many as there can be connections take little memory. */
  readonly smallBodyBytes: number;
  /** Where the other bodies find room, one after the other. */
  readonly room: BodyRoom;
  readonly schedule: Schedule;
  /** How many bytes may wait for a browser that does not read them; then its connection is given up. */
  readonly maxUnreadBytes: number;
  readonly calls: Calls;
};

type Call = { readonly name: OperationName; readonly input: unknown; readonly signal: AbortSignal };

const isCallId = (id: unknown): id is string => typeof id === 'string' && /^[\w-]{1,64}$/.test(id);

/** Whether a request says that its body is JSON in UTF-8. */
export const isJson = ({ headers }: IncomingMessage): boolean =>
  /^application\/json(?:;\s*charset=utf-8)?$/i.test(headers['content-type'] ?? '');

/** The input of a call, or why there is none; null when nobody waits for an answer any more. */
async function readInput(
  request: IncomingMessage,
  maxBytes: number,
  { bodyTimeoutMs, schedule }: OperationSetting,
): Promise<{ readonly input: unknown } | { readonly refused: Answer } | null> {
  const refuse = (status: number, sentence: string) => ({
    refused: refusal(status, 'input-invalid', sentence),
  });
  const notJson = () => refuse(400, 'The request is not JSON in UTF-8.');
  const body = await readBody(request, { maxBytes, timeoutMs: bodyTimeoutMs, schedule });
  switch (body) {
    case 'broken':
      return null;
    case 'too-large':
      return refuse(413, `The request is too large; at most ${maxBytes} bytes are read.`);
    case 'too-slow':
      return refuse(408, `The request took longer than ${bodyTimeoutMs / 1000} seconds to come in.`);
    case 'not-text':
      return notJson();
  }
  try {
    return { input: JSON.parse(body.text) };
  } catch {
    return notJson();
  }
}

/** Ends with a signal, and when the browser that waits for a response has gone. */
function goneWith(response: ServerResponse, signal: AbortSignal): AbortSignal {
  const left = new AbortController();
  response.once('close', () => left.abort());
  return AbortSignal.any([left.signal, signal]);
}

/** Carries out a call and streams what it tells. */
async function carryOut(
  { handlers, maxUnreadBytes }: OperationSetting,
  { name, input, signal }: Call,
  response: ServerResponse,
): Promise<void> {
  const write = (line: AnswerLine): void => {
    if (response.destroyed) return;
    response.write(answerLine(line));
    if (response.writableLength > maxUnreadBytes) response.destroy();
  };
  response.writeHead(200, streamHeaders()).flushHeaders();
  const reply = await dispatch(handlers, name, input, { emit: (event) => write({ event }), signal });
  write({ reply });
  response.end();
}

const notBegun = (): Answer =>
  refusal(409, 'cancelled', 'The operation was cancelled while it waited for its turn.');

/**
 * Answers a request for an operation: NDJSON, events as they come, then the reply. The call is aborted when the
 * browser goes away, unless the operation outlives its page.
 * @returns a refusal that is still to be sent; null when everything was said
 */
export async function answerOperation(
  setting: OperationSetting,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answer | null> {
  const { bodyLimits, calls } = setting;
  const id = request.headers[callHeader];
  if (!isOperationName(name)) return refusal(404, 'operation-unknown', 'There is no such operation.');
  if (!isJson(request)) return refusal(415, 'input-invalid', 'The request is not JSON.');
  if (!isCallId(id) || calls.has(id))
    return refusal(400, 'input-invalid', 'The request has no id of its own.');
  const controller = new AbortController();
  calls.set(id, controller);
  if (!outlivesPage(name)) response.once('close', () => controller.abort());
  let giveRoomBack: (() => void) | null = null;
  try {
    const maxBytes = bodyLimits(name);
    const bytes = longestBody(request, maxBytes);
    if (bytes > setting.smallBodyBytes && bytes <= maxBytes) {
      giveRoomBack = await setting.room.take(bytes, goneWith(response, controller.signal));
      if (giveRoomBack === null) return response.destroyed ? null : notBegun();
    }
    const read = await readInput(request, maxBytes, setting);
    if (read === null) return null;
    if ('refused' in read) return read.refused;
    await carryOut(setting, { name, input: read.input, signal: controller.signal }, response);
    return null;
  } finally {
    giveRoomBack?.();
    calls.delete(id);
  }
}
