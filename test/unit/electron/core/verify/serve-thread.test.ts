import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { renderDocument } from '../../../../../electron/core/report/render-document.ts';
import { checkPages } from '../../../../../electron/core/verify/check-pages.ts';
import {
  serveThread,
  type ThreadSkills,
  threadAnswers,
} from '../../../../../electron/core/verify/serve-thread.ts';
import type { ThreadMessage, ThreadRequest } from '../../../../../electron/core/verify/thread-messages.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';
import { passedResult } from '../../../../support/sample-results.ts';
import { madeHere, signResult } from '../../../../support/signed-result.ts';

const skills: ThreadSkills = { checkPages, draw: renderDocument };
const signer = makeEcSigner();
const result = madeHere(passedResult());
const verify: Pick<Extract<ThreadRequest, { kind: 'verify' }>, 'kind' | 'trust'> = {
  kind: 'verify',
  trust: emptyTrust,
};
const draw: ThreadRequest = {
  kind: 'draw',
  result,
  attachment: new Uint8Array(),
  signer: { fingerprint: fingerprintOf(signer.certificates[0]), name: 'web01' },
  form: { pageSize: 'A4', timestamped: false },
  carried: [],
};

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** The end of a thread that others hold, and what the thread says. */
function serving() {
  const { port1: ours, port2: its } = new MessageChannel();
  ports.push(ours, its);
  const said: ThreadMessage[] = [];
  ours.on('message', (message) => said.push(message));
  const more = async (count: number): Promise<readonly ThreadMessage[]> => {
    while (said.length < count) await once(ours, 'message');
    return said;
  };
  return { ours, its, more };
}

describe('the program of a thread', () => {
  it('is refused outside of one', () => {
    expect(() => serveThread(null, skills)).toThrow('runs in a thread');
  });

  it('says that it is there, whose key it is, and the whole answer, in this order', async () => {
    const { ours, its, more } = serving();
    serveThread(its, skills);
    const bytes = await signResult(result, signer);
    ours.postMessage({ ...verify, bytes, comparePages: true } satisfies ThreadRequest);
    const said = await more(3);
    expect(said).toMatchObject([
      { kind: 'ready' },
      { kind: 'signed', signed: { code: 'UNKNOWN_SIGNER' } },
      { kind: 'opened', report: { outcome: { code: 'UNKNOWN_SIGNER', pages: 'match' } } },
    ]);
    ours.postMessage({ ...verify, bytes, comparePages: false } satisfies ThreadRequest);
    expect((await more(5))[4]).toMatchObject({
      kind: 'opened',
      report: { outcome: { pages: 'not-checked', pagesReason: 'not-asked' } },
    });
  }, 60_000);
});

describe('what a thread is given', () => {
  const answerWith = (error: unknown) =>
    threadAnswers({ ...skills, draw: () => Promise.reject(error) }, () => undefined)(draw);

  it('fails where the installation lacks a part of itself, and the thread goes on', async () => {
    expect(await answerWith(new AppError('internal', 'The font x is missing.'))).toEqual({
      kind: 'failed',
      code: 'internal',
      message: 'The font x is missing.',
    });
  });

  it('ends the thread with any other error, so that a defect is no answer', async () => {
    await expect(answerWith(new TypeError('x is not a function'))).rejects.toThrow(TypeError);
  });
});
