import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import { createDrawing, type Drawing } from '../../../../../electron/core/report/drawing.ts';
import { renderResult } from '../../../../../electron/core/report/render-result.ts';
import { failedResult, passedResult } from '../../../../support/sample-results.ts';

const drawings: Drawing[] = [];
afterEach(() => Promise.all(drawings.splice(0).map((drawing) => drawing.close())));

const opened = (drawing: Drawing): Drawing => {
  drawings.push(drawing);
  return drawing;
};
const signer = { fingerprint: 'ab'.repeat(32), name: 'web01' };
const form = { pageSize: 'A4', timestamped: false } as const;

/** Draws in threads that do something else. */
function drawingWith(program: string): Drawing {
  return opened(
    createDrawing(async () => {
      const thread = new Worker(
        `const { parentPort: port } = require('node:worker_threads');
         port.on('message', () => { ${program} });`,
        { eval: true },
      );
      await once(thread, 'online');
      return thread;
    }),
  );
}

describe('a report that a thread draws', () => {
  it('is the one that is drawn without it, byte for byte', async () => {
    const drawing = opened(createDrawing());
    for (const result of [failedResult(), passedResult(), failedResult()]) {
      const attachment = canonicalJson(result);
      const drawn = await drawing.draw(result, attachment, signer, form);
      const here = await renderResult(result, attachment, signer, form);
      expect(Buffer.compare(drawn, here)).toBe(0);
    }
  });

  it.each([
    [
      'the thread fails',
      `throw new Error('no paper')`,
      'The thread that draws the report has ended: no paper.',
    ],
    ['the thread is gone', 'process.exit(0)', 'The thread that draws the report has ended.'],
    [
      'a part is missing',
      `port.postMessage({ kind: 'failed', code: 'internal', message: 'The font x is missing.' })`,
      'The font x is missing.',
    ],
  ])('is none when %s, and the next one is tried again', async (_, program, message) => {
    const drawing = drawingWith(program);
    const result = passedResult();
    for (let time = 0; time < 2; time += 1)
      await expect(drawing.draw(result, canonicalJson(result), signer, form)).rejects.toMatchObject({
        code: 'internal',
        message,
      });
  });
});
