import { describe, expect, it } from 'vitest';
import { networksScript } from '../../../../../electron/core/platform/windows-networks.ts';
import { powerShellArguments } from '../../../../../electron/core/platform/windows-powershell.ts';

/** What a script may call: commands that read, and commands that arrange what was read. */
const allowed = [...['Get-NetConnectionProfile', 'ForEach-Object', 'ConvertTo-Json', 'New-Object']];

/** What stands between two pipes, braces or signs of a new command. */
const commandOf = /(?:^|[;|{(&=]|\breturn\b)\s*([A-Za-z][\w.-]*)/g;

/** A script as it is sent to PowerShell, with what comes before it. */
const sent = (script: string): string => powerShellArguments(script).at(-1) ?? '';

const withoutTexts = (script: string): string => script.replace(/"[^"]*"|'[^']*'/g, "''");

const keywords = new Set(['try', 'catch', 'int', 'Console']);

/** What keeps a script from being one that only reads. */
function problems(script: string): readonly string[] {
  const code = withoutTexts(script);
  const called = [...code.matchAll(commandOf)].map(([, name = '']) => name);
  const verbs = code.match(/\b[A-Za-z]+-[A-Za-z]+\b(?<!-\w+-\w+)/g) ?? [];
  const hashKeys = /@\{[^}]*\}/g;
  const keys = [...code.matchAll(hashKeys)].flatMap(([table]) => table.match(/\w+(?==)/g) ?? []);
  const strange = [...called, ...verbs].filter(
    (name) => !allowed.includes(name) && !keywords.has(name) && !keys.includes(name),
  );
  const members = code.match(/\.\w+\(|::\w+\(/g) ?? [];
  const types = (code.match(/\[[A-Za-z][\w.]*\]/g) ?? []).filter(
    (type) => !['[int]', '[Console]'].includes(type),
  );
  const made = (code.match(/New-Object\s+\S+/g) ?? []).filter(
    (text) => text !== 'New-Object System.Text.UTF8Encoding',
  );
  const signs = code.match(/>|`|&|\$\(|\bInvoke\b|\biex\b/g) ?? [];
  return [...strange, ...members, ...types, ...made, ...signs];
}

const scripts = { networksScript };

describe('the scripts for PowerShell', () => {
  it.each(Object.entries(scripts))('%s only reads', (_name, script) => {
    expect(problems(sent(script))).toEqual([]);
  });

  it.each([
    'Stop-Service W3SVC',
    'Get-Process|Stop-Process',
    'ForEach-Object{Remove-Item x}',
    'Set-Content x y',
    '$x=New-Object Net.WebClient',
    '$x.Delete()',
    '[IO.File]::Delete("x")',
    'Get-Process > x',
    '& whoami',
    'iex $x',
    'reg delete x',
  ])('would be refused with %s', (script) => {
    expect(problems(script)).not.toEqual([]);
  });

  it.each(Object.entries(scripts))('%s has balanced quotes, braces and brackets', (_name, script) => {
    const code = sent(script);
    expect((code.match(/"/g) ?? []).length % 2).toBe(0);
    const rest = withoutTexts(code).replace(/[^(){}[\]]/g, '');
    const closed = (text: string): string => {
      const fewer = text.replace(/\(\)|\{\}|\[\]/g, '');
      return fewer === text ? text : closed(fewer);
    };
    expect(closed(rest)).toBe('');
  });

  it.each(Object.entries(scripts))('%s prints one JSON text and needs no double quotes', (_name, script) => {
    expect(script).toMatch(/^ConvertTo-Json -Compress -InputObject @\(/);
    expect(sent(script)).not.toContain('"');
  });

  it('are sent as they are, so that everybody can read them in the list of processes', () => {
    expect(powerShellArguments('x').slice(0, -1)).toEqual([
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-Command',
    ]);
    expect(sent('x')).toMatch(/^\$ErrorActionPreference='Stop';.*x$/);
  });
});
