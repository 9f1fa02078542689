import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { needs } from '../../support/needs.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const formatted = 'export const answer = 42;\n';
const unformatted = 'export const answer    =  42\n';

let folder = '';

function git(...args: readonly string[]): { readonly isDone: boolean; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['-c', 'user.name=T', '-c', 'user.email=t@t', ...args],
    {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder },
      encoding: 'utf8',
    },
  );
  return { isDone: status === 0, said: stdout + stderr };
}

function stage(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  expect(git('add', file).isDone).toBe(true);
}

needs('git', 'sh')('the pre-commit hook', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'netready-test-'));
    for (const part of ['.githooks', '.gitignore', 'biome.json', 'build', 'package.json'])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    git('init', '-q');
    git('add', '.githooks', 'biome.json');
    expect(git('commit', '-q', '-m', 'First').isDone).toBe(true);
    git('config', 'core.hooksPath', '.githooks');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a badly formatted file as it is staged, also when it was mended since', () => {
    stage('shared/words/a b.ts', unformatted);
    writeFileSync(join(folder, 'shared/words/a b.ts'), formatted);
    const { isDone, said } = git('commit', '-m', 'Badly formatted');
    expect(said).toContain('a b.ts');
    expect(isDone).toBe(false);
  });

  it('lets a good one through, whatever else lies in the work tree', () => {
    stage('shared/words/a b.ts', formatted);
    writeFileSync(join(folder, 'shared/words/a b.ts'), unformatted);
    writeFileSync(join(folder, 'shared/words/unstaged.ts'), unformatted);
    expect(git('commit', '-m', 'Well formatted')).toMatchObject({ isDone: true });
    expect(git('show', 'HEAD:shared/words/a b.ts').said).toBe(formatted);
  });

  it('refuses an import that leaves its tier', () => {
    stage(
      'shared/words/tier.ts',
      "import { join } from 'node:path';\n\nexport const path = join('a', 'b');\n",
    );
    const { isDone, said } = git('commit', '-m', 'Leaves its tier');
    expect(said).toContain('shared/words/tier.ts (tier pure) must not import node:path');
    expect(isDone).toBe(false);
    git('rm', '-q', '--cached', 'shared/words/tier.ts');
  });

  it('has nothing to say about what is only taken away', () => {
    git('rm', '-q', '--cached', 'shared/words/a b.ts');
    expect(git('commit', '-m', 'Taken away')).toMatchObject({ isDone: true });
  });
});
