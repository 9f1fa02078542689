import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodeWithOutputs } from '../../../../electron/cli/exit-codes.ts';
import { runCommand } from '../../../support/command.ts';
import { needsRoot, needsThat } from '../../../support/needs.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-outputs-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const check = ['check', '--only', 'loc-roles'] as const;

/** Commands that print, in each format. All write through the same place. */
const printing: readonly (readonly string[])[] = [
  ['--help'],
  ['profile', 'new'],
  ['plan', '--format', 'json'],
  ['firewall'],
  [...check],
  [...check, '--format', 'json'],
  [...check, '--format', 'short'],
  ['identity', 'show'],
];

/** Sends what follows to a reader that has gone before anything is written. */
const closedPipe = (stream: '' | '2'): string => `exec ${stream}> >(true); wait $!`;

const posix = { isMet: process.platform === 'linux', otherwise: 'this system has no /dev/full' };

needsThat([posix], 'bash')('standard output that cannot be written', () => {
  it.each(printing)('is told in a sentence: %s %s', async (...args) => {
    const { code, stderr } = await runCommand(args, { home, shellPrefix: 'exec > /dev/full' });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'Writing failed: Standard output could not be written to its end: the disk is full (ENOSPC).\n',
    );
    expect(stderr).not.toMatch(/\n\s+at |Error:/);
  });

  it.each([['--help'], [...check, '--format', 'json']])(
    'is no failure where nobody reads on: %s',
    async (...args) => {
      const { code, stderr } = await runCommand(args, { home, shellPrefix: closedPipe('') });
      expect(code).toBe(141);
      expect(stderr).not.toMatch(/EPIPE|Writing failed|\n\s+at /);
    },
  );

  it('does not keep the report from being written', async () => {
    const args = [...check, '--out', 'reports'];
    const { code } = await runCommand(args, { home, shellPrefix: closedPipe('') });
    expect(code).toBe(141);
    expect((await readdir(join(home, 'reports'))).map((name) => name.replace(/^.*Z/, '')).sort()).toEqual([
      '-firewall.csv',
      '.json',
      '.pdf',
    ]);
  });
});

needsThat([posix], 'bash')('standard error that cannot be written', () => {
  it('is a failure of a command that had nothing else to tell', async () => {
    const { code, stdout } = await runCommand(check, { home, shellPrefix: 'exec 2> /dev/full' });
    expect(code).toBe(1);
    expect(stdout).toContain('1 check passed');
  });

  it('is none where nobody reads it', async () => {
    const { code } = await runCommand(check, { home, shellPrefix: closedPipe('2') });
    expect(code).toBe(0);
  });

  it('does not hide that the command line was wrong', async () => {
    expect((await runCommand(['chek'], { home, shellPrefix: 'exec 2> /dev/full' })).code).toBe(2);
  });
});

describe('the exit code of a command whose outputs failed', () => {
  it.each([
    [0, null, null, 0],
    [3, null, null, 3],
    [0, 'ENOSPC', null, 1],
    [3, 'EIO', null, 1],
    [0, 'EPIPE', null, 141],
    [3, 'EPIPE', null, 3],
    [0, null, 'ENOSPC', 1],
    [4, null, 'ENOSPC', 4],
    [0, null, 'EPIPE', 0],
    [0, 'EPIPE', 'ENOSPC', 1],
  ])('%d with %s and %s is %d', (own, output, errorOutput, code) => {
    expect(exitCodeWithOutputs(own, output, errorOutput)).toBe(code);
  });
});

needsRoot(
  'bash',
  'mount',
  'umount',
)('a disk that is nearly full', () => {
  let disk = '';
  beforeEach(async () => {
    disk = join(home, 'disk');
    await mkdir(disk);
    await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=16k,mode=0755', 'netready-test', disk]);
  });
  afterEach(async () => {
    await promisify(execFile)('umount', [disk]);
  });

  it('is told also where it takes the beginning of the output', async () => {
    const { code, stderr } = await runCommand(['plan', '--format', 'json'], {
      home,
      shellPrefix: `exec > '${join(disk, 'plan.json')}'`,
    });
    expect((await stat(join(disk, 'plan.json'))).size).toBeGreaterThan(0);
    expect(code).toBe(1);
    expect(stderr).toContain('the disk is full (ENOSPC)');
  });

  it('leaves nothing behind of a file that does not fit', async () => {
    await writeFile(join(disk, 'filling'), Buffer.alloc(16 * 1024));
    const out = join(disk, 'profile.json');
    const { code, stderr } = await runCommand(['profile', 'new', '--out', out], { home });
    expect(code).toBe(1);
    expect(stderr).toContain(`${out} could not be written: the disk is full (ENOSPC).`);
    expect(await readdir(disk)).toEqual(['filling']);
  });

  it('is told before anything is contacted where nothing may be written', async () => {
    await promisify(execFile)('mount', ['-o', 'remount,ro', disk]);
    const { code, stderr } = await runCommand([...check, '--out', disk], { home });
    expect(code).toBe(1);
    expect(stderr).toContain(`${disk} could not be written: the file system is read-only (EROFS).`);
  });
});
