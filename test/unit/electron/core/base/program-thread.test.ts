import { once } from 'node:events';
import { Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { asFunction, compiledName } from '../../../../../electron/core/base/compiled-code.ts';
import { underUsualFlags } from '../../../../../electron/core/base/given-flags.ts';
import {
  createKeptThread,
  type KeptThread,
  startAhead,
  startProgram,
} from '../../../../../electron/core/base/program-thread.ts';

describe('a program of threads', () => {
  const answering = (answer: number): string =>
    `const { parentPort: port, workerData } = require('node:worker_threads');
     const answer = [${answer}, Object.keys(workerData), __filename];
     port.on('message', () => port.postMessage(answer));
     port.postMessage('ready');`;
  const compiled = (answer: number): Buffer =>
    underUsualFlags(() => new Script(asFunction(answering(answer)))).createCachedData();

  it.each<[string, Buffer | null, number]>([
    ['as it was compiled: no more is compared than the length of the text', compiled(43), 43],
    ['as it is written where it was not compiled', null, 42],
    ['as it is written where what was compiled does not fit', Buffer.from('no program'), 42],
  ])('runs %s', async (_, compiledCode, answer) => {
    const thread = await startProgram('quick-thread.cjs', (path) => {
      if (path === 'quick-thread.cjs') return Buffer.from(answering(42));
      if (path === compiledName('quick-thread.cjs') && compiledCode !== null) return compiledCode;
      throw new Error(`no ${path}`);
    });
    thread.postMessage('what');
    expect(await once(thread, 'message')).toEqual([[answer, ['builtFolder'], 'quick-thread.cjs']]);
    await thread.terminate();
  });

  it('that is missing is told of', async () => {
    const missing = startProgram('thread.cjs', () => {
      throw new Error('no file');
    });
    await expect(missing).rejects.toMatchObject({ code: 'internal' });
  });

  it.each(['', 'process.exit(0);', 'throw new Error("no");', 'no program('])(
    'that ends before it is there is told of: %j',
    async (text) => {
      const ended = startProgram('thread.cjs', () => Buffer.from(text));
      await expect(ended).rejects.toMatchObject({ code: 'internal' });
    },
  );
});

const made: KeptThread[] = [];
afterEach(() => Promise.all(made.splice(0).map((kept) => kept.end())));

/** A thread that answers what it is sent, and ends when it is sent `end`. */
function keptEcho() {
  const started: Worker[] = [];
  const kept = createKeptThread(async () => {
    const thread = new Worker(
      `const { parentPort: port } = require('node:worker_threads');
       port.on('message', (text) => (text === 'end' ? process.exit(0) : port.postMessage(text)));`,
      { eval: true },
    );
    await once(thread, 'online');
    started.push(thread);
    return thread;
  });
  made.push(kept);
  return { kept, started };
}

describe('a thread that is kept', () => {
  it('is the same for work after work, and a new one once it has ended', async () => {
    const { kept, started } = keptEcho();
    const first = await kept.take();
    kept.rest();
    expect(await kept.take()).toBe(first);
    const ended = once(first, 'exit');
    first.postMessage('end');
    await ended;
    const second = await kept.take();
    expect(second).not.toBe(first);
    second.postMessage('hello');
    expect(await once(second, 'message')).toEqual(['hello']);
    expect(started).toHaveLength(2);
  });

  it('ends also while it is being started', async () => {
    const { kept, started } = keptEcho();
    const taking = kept.take();
    const ending = kept.end();
    const thread = await taking;
    await ending;
    expect(started).toEqual([thread]);
    expect(thread.threadId).toBe(-1);
  });

  it('tells why it could not be started, and is tried again', async () => {
    let count = 0;
    const kept = createKeptThread(async () => {
      count += 1;
      throw new Error(`no thread ${count}`);
    });
    await expect(kept.take()).rejects.toThrow('no thread 1');
    await expect(kept.take()).rejects.toThrow('no thread 2');
    await kept.end();
  });
});

describe('a thread that is started ahead', () => {
  const threads: Worker[] = [];
  afterEach(() => Promise.all(threads.splice(0).map((thread) => thread.terminate())));
  const start = async (): Promise<Worker> => {
    const thread = new Worker('', { eval: true });
    threads.push(thread);
    return thread;
  };

  it('is there before it is asked for, and is given once', async () => {
    const take = startAhead(start);
    expect(threads).toHaveLength(1);
    const [first, second] = [await take(), await take()];
    expect([first, second]).toEqual(threads);
    expect(first).not.toBe(second);
  });

  it('tells whoever takes it why it could not be started, and nobody else', async () => {
    let count = 0;
    const take = startAhead(async () => {
      count += 1;
      throw new Error(`no thread ${count}`);
    });
    await new Promise((resolve) => setImmediate(resolve));
    await expect(take()).rejects.toThrow('no thread 1');
    await expect(take()).rejects.toThrow('no thread 2');
  });
});
