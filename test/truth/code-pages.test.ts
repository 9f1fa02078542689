import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemCommand } from '../../electron/core/platform/windows-registry.ts';
import { commandPath } from '../support/command.ts';
import { onWindows } from './support/needs-windows.ts';
import { environmentWith, ownFolder } from './support/netready-here.ts';
import { powershell, runHere, runProgram, scriptArguments } from './support/windows-commands.ts';

/** The code pages of consoles: of the United States, of Western Europe, of Japan, of Windows' own programs, UTF-8. */
const codePages = [437, 850, 932, 1252, 65_001];

const name = 'Größe 日本';

onWindows()('what is redirected on Windows', () => {
  const profileIn = async (folder: string): Promise<string> => {
    const profile = {
      schemaVersion: 1,
      machine: { name, roles: ['controller'] },
      environment: { name },
      controller: { host: '127.0.0.1' },
      frontEnds: [{ name, host: '127.0.0.2' }],
    };
    await writeFile(join(folder, 'profile.json'), JSON.stringify(profile));
    return join(folder, 'profile.json');
  };

  /** Runs a batch file, because a command line of `cmd` has rules of its own for quotes. */
  const batch = async (folder: string, ...lines: readonly string[]): Promise<void> => {
    const file = join(folder, 'run.cmd');
    await writeFile(file, ['@echo off', ...lines, 'exit /b %ERRORLEVEL%', ''].join('\r\n'));
    const { code, stderr } = await runProgram(systemCommand(process.env, 'cmd.exe'), ['/d', '/c', file], {
      env: environmentWith(folder),
      cwd: folder,
    });
    expect(stderr.toString('latin1')).toBe('');
    expect(code).toBe(0);
  };

  it.each(codePages)('by cmd in code page %d is UTF-8, and JSON is ASCII', async (codePage) => {
    const folder = await ownFolder();
    const profile = await profileIn(folder);
    const command = (verb: string): string =>
      `"${process.execPath}" "${commandPath}" ${verb} --profile "${profile}"`;
    const lines = [`${command('firewall')} > rules.csv`, `${command('plan')} --format json > plan.json`];
    await batch(folder, `chcp ${codePage} >nul`, ...lines);
    const strict = new TextDecoder('utf-8', { fatal: true });
    expect(strict.decode(await readFile(join(folder, 'rules.csv')))).toContain(name);
    const json = await readFile(join(folder, 'plan.json'), 'latin1');
    expect(json).toMatch(/^[\t\r\n -~]*$/);
    expect(JSON.stringify(JSON.parse(json))).toContain(name);
  });

  it('as JSON into Windows PowerShell keeps every letter, whatever its code page', async () => {
    const folder = await ownFolder();
    const profile = await profileIn(folder);
    for (const codePage of codePages) {
      const script = [
        `[Console]::OutputEncoding=[Text.Encoding]::GetEncoding(${codePage});`,
        `$p=& '${process.execPath}' '${commandPath}' profile validate '${profile}';if($LASTEXITCODE -ne 0){exit 9};`,
        `$j=& '${process.execPath}' '${commandPath}' plan --profile '${profile}' --format json|Out-String;`,
        `$t=$j|ConvertFrom-Json|ConvertTo-Json -Depth 20;`,
        '[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($t))',
      ].join('');
      const { code, stdout } = await runHere(powershell, scriptArguments(script));
      expect(code).toBe(0);
      expect(Buffer.from(stdout.toString('latin1'), 'base64').toString('utf8'), `${codePage}`).toContain(
        name,
      );
    }
  });
});
