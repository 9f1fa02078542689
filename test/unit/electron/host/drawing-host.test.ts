import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHandlers } from '../../../../electron/core/operations/handlers.ts';
import { createDrawing, type DrawReport } from '../../../../electron/core/report/drawing.ts';
import { linesOf, withHost } from '../../../support/host-under-test.ts';
import { largeFarm } from '../../../support/large-farm.ts';
import { testDeps } from '../../../support/operation-deps.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-drawing-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** More than a host gets in between where it draws by itself: that waits for fonts, and then for nothing. */
const manyAnswers = 10;

it('a host goes on answering while the report of 200 front-ends is drawn', async () => {
  const drawing = createDrawing();
  let isDrawing = false;
  const draw: DrawReport = async (...order) => {
    isDrawing = true;
    return drawing.draw(...order).finally(() => {
      isDrawing = false;
    });
  };
  const { deps } = testDeps(folder, { draw });
  const result = largeFarm(200);
  await deps.runs.save(result);
  await withHost({ makeHandlers: (host) => createHandlers({ ...deps, host }) }, async ({ call }) => {
    let isDone = false;
    const preview = call('report.preview', { id: result.id }).finally(() => {
      isDone = true;
    });
    let answers = 0;
    while (!isDone) {
      const before = isDrawing;
      const { status } = await call('session.revision', {});
      expect(status).toBe(200);
      if (before && isDrawing) answers += 1;
    }
    expect(answers).toBeGreaterThan(manyAnswers);
    expect(linesOf(await preview)).toMatchObject([{ reply: { ok: true } }]);
  });
  await drawing.close();
}, 120_000);
