import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createTroubleLog,
  maxTroubles,
  type Trouble,
  troubleOf,
  troubleSchema,
} from '../../../../../electron/core/diagnostics/trouble-log.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-troubles-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = new Date('2026-11-22T10:00:00.000Z');
const trouble = (fields: Partial<Trouble> = {}): Trouble => ({
  at: at.toISOString(),
  operation: 'run.start',
  code: 'internal',
  error: 'TypeError',
  system: null,
  frames: [],
  ...fields,
});

const systemError = (code: string, path: string): Error =>
  Object.assign(new Error(`${code}: no such file, open '${path}'`), { code, path });

describe('what is remembered of a failure', () => {
  it('is codes, and no word of its message', () => {
    const error = new AppError('file-unreadable', 'The file /home/anna/db01.example.local.json is damaged.', {
      cause: systemError('EACCES', '/home/anna/db01.example.local.json'),
    });
    expect(troubleOf('run.read', error, at)).toEqual({
      at: '2026-11-22T10:00:00.000Z',
      operation: 'run.read',
      code: 'file-unreadable',
      error: 'Error',
      system: 'EACCES',
      frames: [],
    });
  });

  it('says where in the program it was, without the folder it lies in', () => {
    const error = new TypeError('db01.example.local is not a function');
    error.stack = [
      'TypeError: db01.example.local is not a function',
      '    at startRun (file:///home/anna/netready/dist/cli.mjs:1234:56)',
      '    at async Object.handle (C:\\Users\\anna\\netready\\dist\\main.cjs:7:8)',
      '    at /home/anna/db01.example.local/dist/serve-thread.mjs:9:10',
      '    at <anonymous>',
    ].join('\n');
    const noted = troubleOf('run.start', error, at);
    expect(noted?.frames).toEqual([
      'startRun cli.mjs:1234:56',
      'Object.handle main.cjs:7:8',
      'serve_thread.mjs:9:10',
    ]);
    expect(JSON.stringify(noted)).not.toMatch(/anna|example/);
  });

  it('takes no line of a message for a place in the program', () => {
    const message = 'No answer:\n    at anna (db01.example.local:1433:5)\n    at 10.0.0.5:12000:1';
    const noted = troubleOf('run.start', new Error(message), at);
    expect(noted?.frames[0]).toMatch(/trouble_log\.test\.ts:\d+:\d+$/);
    const renamed = Object.assign(new Error(message), { message: 'Something else.' });
    for (const one of [noted, troubleOf('run.start', renamed, at)])
      expect(JSON.stringify(one)).not.toMatch(/anna|example|1433|12000/);
  });

  it.each([
    ...(['cancelled', 'busy', 'session-changed', 'not-admitted'] as const),
    ...(['trust-invalid', 'report-refused', 'profile-other-file', 'not-found', 'usage'] as const),
  ])('is nothing where it only says what somebody wished or gave: %s', (code) => {
    expect(troubleOf('run.start', new AppError(code, 'x'), at)).toBeNull();
  });

  it.each([
    ['no error', 'db01.example.local'],
    ['a name that is a text', Object.assign(new Error('x'), { name: 'db01 example local' })],
    ['a code that is a text', Object.assign(new Error('x'), { code: 'no way to db01!' })],
    ['an error without a trace', Object.assign(new Error('x'), { stack: undefined })],
  ])('fits its form whatever was thrown: %s', (_, error) => {
    const noted = troubleOf('run.start', error, at);
    expect(troubleSchema.safeParse(noted).success).toBe(true);
    expect(JSON.stringify(noted)).not.toContain('db01');
  });
});

describe('the log of failures', () => {
  it('is empty where nothing failed, and makes no file', async () => {
    expect(await createTroubleLog(folder).read()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('remembers the last ones, several at once too', async () => {
    const log = createTroubleLog(folder);
    await Promise.all(
      Array.from({ length: maxTroubles + 5 }, (_, index) =>
        log.note(trouble({ frames: [`step${index} cli.mjs:1:1`] })),
      ),
    );
    const kept = await createTroubleLog(folder).read();
    expect(kept.length).toBe(maxTroubles);
    expect(kept.at(0)?.frames).toEqual(['step5 cli.mjs:1:1']);
    expect(kept.at(-1)?.frames).toEqual([`step${maxTroubles + 4} cli.mjs:1:1`]);
  });

  it.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    await createTroubleLog(folder).note(trouble());
    expect((await stat(join(folder, 'troubles.json'))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['is damaged', '{"schema":'],
    ['has more fields', JSON.stringify({ schema: 'netready.troubles/1', troubles: [], more: 1 })],
    [
      'has texts',
      JSON.stringify({ schema: 'netready.troubles/1', troubles: [{ ...trouble(), text: 'db01' }] }),
    ],
    ['is too large', 'x'.repeat(300_000)],
  ])('begins anew where its file %s', async (_, content) => {
    await writeFile(join(folder, 'troubles.json'), content);
    const log = createTroubleLog(folder);
    expect(await log.read()).toEqual([]);
    await log.note(trouble());
    expect(JSON.parse(await readFile(join(folder, 'troubles.json'), 'utf8'))).toMatchObject({
      troubles: [trouble()],
    });
  });

  it('refuses to note where it cannot write', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(createTroubleLog(join(folder, 'file')).note(trouble())).rejects.toBeInstanceOf(AppError);
  });
});
