import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { threadPoolSize, widenThreadPool } from '../../../../electron/cli/thread-pool.ts';
import { commandPath } from '../../../support/command.ts';

type Case = {
  readonly node?: string;
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isSingleFile?: boolean;
};

/** The size that the environment asks for afterwards. */
function sizeAfter({ node = '24.12.0', execArgv = [], env = {}, isSingleFile = false }: Case) {
  const changed: Record<string, string | undefined> = { ...env };
  widenThreadPool({ versions: { node }, execArgv, env: changed }, isSingleFile);
  return changed['UV_THREADPOOL_SIZE'];
}

describe('the thread pool of the program', () => {
  it.each<[string, Case]>([
    ['22.23.0', { node: '22.23.0' }],
    ['24.12.0', { node: '24.12.0' }],
    ['25.2.1', { node: '25.2.1' }],
    ['26.0.0', { node: '26.0.0' }],
    ['a single-file program', { node: '22.1.0', isSingleFile: true }],
  ])('is widened in %s', (_, what) => {
    expect(sizeAfter(what)).toBe(String(threadPoolSize));
  });

  it.each<[string, Case]>([
    ['20.20.2', { node: '20.20.2' }],
    ['22.22.0', { node: '22.22.0' }],
    ['23.11.0', { node: '23.11.0' }],
    ['24.11.1', { node: '24.11.1' }],
    ['25.1.0', { node: '25.1.0' }],
    ['a Node that loads something first', { execArgv: ['--import', './first.mjs'] }],
    ['a Node whose environment may do so', { env: { NODE_OPTIONS: '--import=./first.mjs' } }],
  ])('stays as it is in %s, where it may be in use already', (_, what) => {
    expect(sizeAfter(what)).toBeUndefined();
  });

  it('stays as somebody has set it', () => {
    expect(sizeAfter({ env: { UV_THREADPOOL_SIZE: '6' } })).toBe('6');
  });

  /** The threads of a wizard that is served: by then the pool was used. */
  async function threadsOfServe(env: Readonly<Record<string, string>>): Promise<number> {
    const home = await mkdtemp(join(tmpdir(), 'netready-threads-'));
    const child = spawn(process.execPath, [commandPath, 'serve'], {
      env: { PATH: process.env['PATH'], NETREADY_HOME: home, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      await once(child.stdout, 'data');
      return (await readdir(`/proc/${child.pid}/task`)).length;
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
      await rm(home, { recursive: true, force: true });
    }
  }

  it.skipIf(process.platform !== 'linux')(
    'has as many threads as the program counts on, in the Node that runs this',
    async () => {
      const usual = await threadsOfServe({ UV_THREADPOOL_SIZE: '4' });
      const own = await threadsOfServe({});
      const counted = Number(sizeAfter({ node: process.versions.node }) ?? 4);
      expect(own - usual).toBe(counted - 4);
    },
  );
});
