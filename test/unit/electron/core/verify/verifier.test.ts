import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import { startQuickThread, startThread } from '../../../../../electron/core/base/program-thread.ts';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { closedReport } from '../../../../../electron/core/verify/opened-report.ts';
import {
  createVerifier,
  type Verifier,
  type VerifyLimits,
  verifyLimits,
} from '../../../../../electron/core/verify/verifier.ts';
import { emptyTrust, type TrustFile } from '../../../../../shared/report/trust-file.ts';
import { verifyOutcomeSchema } from '../../../../../shared/report/verify-outcome.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';
import { failedResult, passedResult } from '../../../../support/sample-results.ts';
import { madeHere, signResult } from '../../../../support/signed-result.ts';

const verifiers: Verifier[] = [];
afterEach(() => Promise.all(verifiers.splice(0).map((verifier) => verifier.close())));

const open = { trust: emptyTrust, comparePages: true, signal: new AbortController().signal };
const file = new Uint8Array([1, 2, 3]);

/** What a thread would have found out of a signature. */
const signed = {
  code: 'KNOWN_SIGNER',
  signer: { fingerprint: 'ab'.repeat(32), name: 'web01', standing: 'known' },
  timestamp: null,
};

/**
 * A verifier whose threads do something else with a file, in place of the built program; `begun` is a number that they
 * share. Gives also those that were started.
 */
function verifierWith(program: string, limits: Partial<VerifyLimits> = {}, width = 1) {
  const started: Worker[] = [];
  const shared = new SharedArrayBuffer(4);
  const start = async () => {
    const thread = new Worker(
      `const { parentPort: port, workerData: { begun } } = require('node:worker_threads');
       port.on('message', ({ bytes }) => { ${program} });
       port.postMessage({ kind: 'ready' });`,
      { eval: true, workerData: { begun: new Int32Array(shared) } },
    );
    await once(thread, 'message');
    started.push(thread);
    return thread;
  };
  const verifier = createVerifier({ ...verifyLimits, watchMs: 5, ...limits }, start, width);
  verifiers.push(verifier);
  return { verifier, started };
}

const tellSigned = `port.postMessage({ kind: 'signed', signed: ${JSON.stringify(signed)} });`;
const forever = 'for (;;);';

describe('the thread that verifies', () => {
  const signer = makeEcSigner();
  const trust: TrustFile = {
    ...emptyTrust,
    signers: [{ fingerprint: fingerprintOf(signer.certificates[0]), name: 'web01', addedAt: '2026-11-22' }],
  };
  const result = madeHere(passedResult());
  let report: Uint8Array;
  beforeAll(async () => {
    report = await signResult(result, signer);
  });

  it('gives the answers of the verifier, one file after the other', async () => {
    let count = 0;
    const verifier = createVerifier(
      verifyLimits,
      () => {
        count += 1;
        return startThread();
      },
      1,
    );
    verifiers.push(verifier);
    const answers = await Promise.all([
      verifier.open(report, { ...open, trust }),
      verifier.open(report.subarray(1), { ...open, trust }),
      verifier.open(report, { ...open, comparePages: false }),
    ]);
    expect(answers.map(({ outcome }) => [outcome.code, outcome.pages, outcome.report?.id])).toEqual([
      ['KNOWN_SIGNER', 'match', result.id],
      ['HEADER', 'not-checked', undefined],
      ['UNKNOWN_SIGNER', 'not-checked', result.id],
    ]);
    expect(verifyOutcomeSchema.parse(answers[0].outcome)).toEqual(answers[0].outcome);
    expect(Buffer.from(answers[0].attachment ?? []).equals(canonicalJson(result))).toBe(true);
    expect(count).toBe(1);
  }, 60_000);

  it('hands nothing of a file out where the answer alone is wanted', async () => {
    const verifier = createVerifier(verifyLimits, startQuickThread, 1);
    verifiers.push(verifier);
    const how = { ...open, trust, comparePages: false };
    const whole = await verifier.open(report, how);
    expect(await verifier.open(report, { ...how, outcomeOnly: true })).toEqual(closedReport(whole.outcome));
  }, 60_000);

  it('is a small program where no pages are compared, which says so where it is asked for them', async () => {
    const verifier = createVerifier(verifyLimits, startQuickThread, 1);
    verifiers.push(verifier);
    const { outcome, attachment } = await verifier.open(report, { ...open, trust, comparePages: false });
    expect(outcome).toMatchObject({ code: 'KNOWN_SIGNER', pages: 'not-checked', pagesReason: 'not-asked' });
    expect(Buffer.from(attachment ?? []).equals(canonicalJson(result))).toBe(true);
    await expect(verifier.open(report, { ...open, trust })).rejects.toMatchObject({ code: 'internal' });
  }, 60_000);

  it('is stopped at a limit that is too low for any report, whose pages are then not called intact', async () => {
    const verifier = createVerifier({ ...verifyLimits, processorMs: 1, processorMsPerMiB: 0, watchMs: 1 });
    verifiers.push(verifier);
    const { outcome, attachment } = await verifier.open(report, { ...open, trust });
    expect(['PAGES_LIMIT', 'EXHAUSTING']).toContain(outcome.code);
    expect(outcome).toMatchObject({ outcome: 'damaged', pages: 'not-checked', report: null });
    expect(attachment).toBeNull();
  });
});

describe('a file with which the thread does not come to an end', () => {
  it('is refused when it takes too much time, and the key that signed it is still named', async () => {
    const { verifier, started } = verifierWith(`${tellSigned} ${forever}`, { processorMs: 300 });
    const { outcome, attachment } = await verifier.open(file, open);
    expect(outcome).toMatchObject({
      outcome: 'damaged',
      code: 'PAGES_LIMIT',
      signer: signed.signer,
      report: null,
      pages: 'not-checked',
      pagesReason: 'stopped',
    });
    expect(attachment).toBeNull();
    expect(started).toHaveLength(1);
    await verifier.open(file, open);
    expect(started).toHaveLength(2);
  });

  it('may take more time the larger it is', async () => {
    const takesMs = 400;
    const program = `const start = performance.now(); while (performance.now() - start < ${takesMs});
      port.postMessage({ kind: 'opened', report: { outcome: { code: 'NOT_PDF' }, attachment: null } });`;
    const limits = { processorMs: 50, processorMsPerMiB: 20_000 };
    const codeFor = async (bytes: number): Promise<string> =>
      (await verifierWith(program, limits).verifier.open(new Uint8Array(bytes), open)).outcome.code;
    expect(await codeFor(1)).toBe('EXHAUSTING');
    expect(await codeFor(1024 * 1024)).toBe('NOT_PDF');
  });

  it('is refused when it takes too much memory, also such as the heap does not count', async () => {
    const program = `const kept = []; for (;;) kept.push(new Uint8Array(4e6).fill(1));`;
    const { verifier } = verifierWith(program, { memoryMiB: 200 });
    expect((await verifier.open(file, open)).outcome).toMatchObject({
      outcome: 'damaged',
      code: 'EXHAUSTING',
      signer: null,
    });
  });

  it.each([
    [
      'Node ends the thread for its memory',
      `throw Object.assign(new Error('x'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })`,
      'PAGES_LIMIT',
    ],
    ['the thread fails', `throw new Error('x')`, 'UNREADABLE'],
    ['the thread is gone', 'process.exit(0)', 'UNREADABLE'],
  ])('is refused when %s, and the next file gets a thread of its own', async (_, program, code) => {
    const { verifier, started } = verifierWith(`${tellSigned} ${program};`);
    for (const count of [1, 2]) {
      const { outcome } = await verifier.open(file, open);
      expect(outcome).toMatchObject({ outcome: 'damaged', code, signer: signed.signer, report: null });
      expect(started).toHaveLength(count);
    }
  });

  it('is given up as soon as somebody says so, and those behind it are not even begun', async () => {
    const { verifier, started } = verifierWith(`${tellSigned} ${forever}`);
    const stop = new AbortController();
    const [first, second] = [1, 2].map(() => verifier.open(file, { ...open, signal: stop.signal }));
    const third = verifier.open(file, { ...open, signal: AbortSignal.abort() });
    await expect(third).rejects.toMatchObject({ code: 'cancelled' });
    const [thread] = await until(() => started[0]);
    const ended = once(thread, 'exit');
    stop.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    await ended;
    expect(started).toHaveLength(1);
  });

  it('keeps nobody waiting who does not want to know any more', async () => {
    const { verifier, started } = verifierWith(forever);
    const [busy, behind] = [new AbortController(), new AbortController()];
    const first = verifier.open(file, { ...open, signal: busy.signal });
    const second = verifier.open(file, { ...open, signal: behind.signal });
    await until(() => started[0]);
    behind.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    expect(started).toHaveLength(1);
    busy.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('keeps nobody else from working', async () => {
    const { verifier } = verifierWith(forever, { processorMs: 200 });
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 5);
    await verifier.open(file, open);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});

/** Answers a file by what it is not, so that files can be told apart. */
const answer = (code: string): string =>
  `port.postMessage({ kind: 'opened', report: { outcome: { code: ${code} }, attachment: null } });`;

describe('files that are verified side by side', () => {
  const codesOf = async (verifier: Verifier, firsts: readonly number[]) => {
    const opened = await Promise.all(firsts.map((first) => verifier.open(new Uint8Array([first]), open)));
    return opened.map(({ outcome }) => outcome.code);
  };

  it('are really so, and no more of them than there is room for', async () => {
    // No file is answered before two are begun.
    const program = `
      Atomics.add(begun, 0, 1);
      Atomics.notify(begun, 0);
      while (Atomics.load(begun, 0) < 2) Atomics.wait(begun, 0, 1);
      ${answer('"FILE " + bytes[0]')}`;
    const { verifier, started } = verifierWith(program, {}, 2);
    expect(verifier.width).toBe(2);
    expect(await codesOf(verifier, [1, 2, 3, 4, 5])).toEqual([
      'FILE 1',
      'FILE 2',
      'FILE 3',
      'FILE 4',
      'FILE 5',
    ]);
    expect(started).toHaveLength(2);
  });

  it('find their threads there where somebody has prepared for them, and no more of these', async () => {
    const { verifier, started } = verifierWith(answer('"FINE"'), {}, 2);
    await verifier.prepare();
    expect(started).toHaveLength(2);
    await Promise.all([verifier.open(file, open), verifier.open(file, open), verifier.prepare()]);
    expect(started).toHaveLength(2);
  });

  it('are as independent as one by one: a thread that dies is the end of its file alone', async () => {
    const program = `if (bytes[0] === 2) process.exit(1); ${answer('"FINE"')}`;
    const { verifier } = verifierWith(program, {}, 3);
    expect(await codesOf(verifier, [1, 2, 3, 2, 5])).toEqual([
      'FINE',
      'UNREADABLE',
      'FINE',
      'UNREADABLE',
      'FINE',
    ]);
  });

  it('do not answer for what another one takes: whichever it may have been is verified by itself', async () => {
    const busy = (ms: number): string =>
      `const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 };
       const start = used();
       while (used() - start < ${ms});`;
    const program = `if (bytes[0] === 2) ${forever} ${busy(250)} ${answer('"FINE"')}`;
    const { verifier, started } = verifierWith(program, { processorMs: 400 }, 2);
    expect(await codesOf(verifier, [1, 2])).toEqual(['FINE', 'EXHAUSTING']);
    expect(started.length).toBeGreaterThanOrEqual(3);
  });

  it('have the same answers as one by one', async () => {
    const signer = makeEcSigner();
    const reports = await Promise.all(
      [passedResult(), failedResult()].map((r) => signResult(madeHere(r), signer)),
    );
    const files = reports.flatMap((report) => [
      report,
      report.subarray(0, -200),
      report.map((byte, at) => (at === 5000 ? byte ^ 1 : byte)),
      Buffer.concat([report, report]),
    ]);
    const answersOf = (width: number) => {
      const verifier = createVerifier(verifyLimits, startThread, width);
      verifiers.push(verifier);
      return Promise.all(files.map((bytes) => verifier.open(bytes, open)));
    };
    const together = await answersOf(2);
    expect(together).toEqual(await answersOf(1));
    expect(new Set(together.map(({ outcome }) => outcome.code)).size).toBe(4);
  }, 60_000);

  it('are all given up as soon as somebody says so', async () => {
    const { verifier, started } = verifierWith(`${tellSigned} ${forever}`, {}, 2);
    const stop = new AbortController();
    const opened = [1, 2, 3].map(() => verifier.open(file, { ...open, signal: stop.signal }));
    await until(() => started[1]);
    const ended = Promise.all(started.map((thread) => once(thread, 'exit')));
    stop.abort();
    for (const each of opened) await expect(each).rejects.toMatchObject({ code: 'cancelled' });
    await ended;
    expect(started).toHaveLength(2);
  });
});

describe('a thread that is being closed', () => {
  it('gets no file any more: the next one has a thread of its own', async () => {
    const report = { outcome: { code: 'NOT_PDF' }, attachment: null };
    const { verifier, started } = verifierWith(
      `port.postMessage(${JSON.stringify({ kind: 'opened', report })});`,
    );
    await verifier.open(file, open);
    const closing = verifier.close();
    expect((await verifier.open(file, open)).outcome.code).toBe('NOT_PDF');
    expect(started).toHaveLength(2);
    await closing;
  });
});

describe('an installation that lacks a part of itself', () => {
  it('is at fault, and no file', async () => {
    const failure = { kind: 'failed', code: 'internal', message: 'The font x is missing.' };
    const { verifier } = verifierWith(`port.postMessage(${JSON.stringify(failure)});`);
    await expect(verifier.open(file, open)).rejects.toMatchObject({
      code: 'internal',
      message: 'The font x is missing.',
    });
    const broken = createVerifier(verifyLimits, () => Promise.reject(new Error('no thread')));
    await expect(broken.open(file, open)).rejects.toThrow('no thread');
  });
});

/** Waits until something is there. */
async function until<T>(find: () => T | undefined): Promise<readonly [T]> {
  for (;;) {
    const found = find();
    if (found !== undefined) return [found];
    await new Promise((resolve) => setImmediate(resolve));
  }
}
