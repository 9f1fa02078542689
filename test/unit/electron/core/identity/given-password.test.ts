import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeGivenPassword } from '../../../../../electron/core/identity/given-password.ts';
import { commandPath } from '../../../../support/command.ts';

describe('the password that the environment gives', () => {
  it('is taken once, an empty one too, and none where there is none', () => {
    const environment = { NETREADY_P12_PASSWORD: 'secret', OTHER: 'stays' };
    expect(takeGivenPassword(environment)).toBe('secret');
    expect(environment).toEqual({ OTHER: 'stays' });
    expect(takeGivenPassword(environment)).toBeNull();
    expect(takeGivenPassword({ NETREADY_P12_PASSWORD: '' })).toBe('');
  });

  it.skipIf(process.platform === 'win32')('does not reach a program that the command starts', () => {
    const home = mkdtempSync(join(tmpdir(), 'netready-test-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const seen = join(home, 'seen');
    writeFileSync(join(home, 'xdg-open'), `#!/bin/sh\nenv > '${seen}'\nkill "$PPID"\n`, { mode: 0o755 });
    const { stderr } = spawnSync(process.execPath, [commandPath, 'serve', '--open'], {
      encoding: 'utf8',
      env: {
        PATH: [home, process.env['PATH']].join(delimiter),
        HOME: home,
        NETREADY_HOME: join(home, 'data'),
        NETREADY_P12_PASSWORD: 'never-to-be-seen',
      },
    });
    const environment = readFileSync(seen, 'utf8');
    expect(environment, stderr).toContain(`NETREADY_HOME=${join(home, 'data')}`);
    expect(environment).not.toContain('never-to-be-seen');
    expect(environment).not.toContain('NETREADY_P12_PASSWORD');
  });
});
