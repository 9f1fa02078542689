import { describe, expect, it } from 'vitest';
import {
  addRuleScript,
  mark,
  removeRulesScript,
  withReservedPorts,
  withRule,
  withValue,
} from '../../truth/support/changes.ts';
import { requireTls, stopPool, withSite } from '../../truth/support/iis-site.ts';
import { withUndo } from '../../truth/support/undo.ts';
import { must, type Run, scriptArguments } from '../../truth/support/windows-commands.ts';

/** A Windows that notes what it is told, and fails where it shall. */
function windowsThat(
  answer: (line: string) => { readonly code?: number; readonly stdout?: string } = () => ({}),
) {
  const lines: string[] = [];
  const run: Run = async (program, args) => {
    const line = [program.at(-1), ...args].join(' ');
    lines.push(line);
    const { code = 0, stdout = '' } = answer(line);
    return { code, stdout: Buffer.from(stdout), stderr: Buffer.alloc(0) };
  };
  return { run, lines };
}

const failed = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    return String(error);
  }
  return 'not failed';
};

describe('a command of the suite', () => {
  it('that fails says which one it was, and what it said', async () => {
    const { run } = windowsThat(() => ({ code: 87, stdout: 'The parameter is incorrect.\r\n' }));
    await expect(must(run, ['netsh.exe'], ['int', 'x'])).rejects.toThrow(
      'netsh.exe int x ended with 87: The parameter is incorrect.',
    );
  });
});

describe('rules of the firewall', () => {
  const rule = { what: "program's", action: 'block', port: 12_000, program: "C:\\it's\\a.exe" } as const;

  it('say by their names whose they are, and quote what they are given', () => {
    expect(addRuleScript(rule)).toBe(
      `New-NetFirewallRule -Name '${mark} program''s (may be removed)' -DisplayName '${mark} program''s (may be removed)'` +
        ' -Direction Inbound -Profile Any -Enabled True -Action Block -Protocol TCP -LocalPort 12000' +
        " -Program 'C:\\it''s\\a.exe' |Out-Null",
    );
    expect(addRuleScript({ what: 'x', action: 'allow', port: 1, package: 'S-1-15-2-1' })).toMatch(
      / -Action Allow .* -Package 'S-1-15-2-1' /,
    );
  });

  it('are removed by a name that no rule of anybody else has, though the test fails', async () => {
    const { run, lines } = windowsThat();
    const work = withUndo(async (later) => {
      await withRule(run, later, rule);
      expect(lines).toHaveLength(1);
      throw new Error('seen otherwise');
    });
    expect(await failed(work)).toBe('Error: seen otherwise');
    expect(lines.at(-1)).toBe(['powershell.exe', ...scriptArguments(removeRulesScript)].join(' '));
    expect(removeRulesScript).toContain(`-Name '${mark} *'`);
  });
});

describe('reserved ports', () => {
  it('are given back alike, and are gone at the next start whatever happens', async () => {
    const { run, lines } = windowsThat();
    await withUndo((later) => withReservedPorts(run, later, 50_100, 5));
    const range = 'excludedportrange protocol=tcp startport=50100 numberofports=5 store=active';
    expect(lines).toEqual([`netsh.exe int ipv4 add ${range}`, `netsh.exe int ipv4 delete ${range}`]);
  });
});

describe('values of the registry', () => {
  const value = { key: 'HKU\\S-1-5-20\\X', name: 'ProxyServer', type: 'REG_SZ', data: 'p:1' } as const;
  const set = 'reg.exe add HKU\\S-1-5-20\\X /v ProxyServer /t REG_SZ /d p:1 /f /reg:64';
  const changed = async (answer: Parameters<typeof windowsThat>[0]) => {
    const { run, lines } = windowsThat(answer);
    const result = await failed(withUndo((later) => withValue(run, later, value)));
    return { result, lines };
  };

  it('that were not there go away again', async () => {
    const { lines } = await changed((line) => ({ code: line.includes('query') ? 1 : 0 }));
    expect(lines.slice(1)).toEqual([set, 'reg.exe delete HKU\\S-1-5-20\\X /v ProxyServer /f /reg:64']);
  });

  it('that were there are again what they were', async () => {
    const { lines } = await changed(() => ({
      stdout: '\r\nHKEY_USERS\\S-1-5-20\\X\r\n    ProxyServer    REG_EXPAND_SZ    old proxy:80\r\n\r\n',
    }));
    expect(lines.slice(1)).toEqual([
      set,
      'reg.exe add HKU\\S-1-5-20\\X /v ProxyServer /t REG_EXPAND_SZ /d old proxy:80 /f /reg:64',
    ]);
  });

  it('are not touched where what they were cannot be read', async () => {
    const { result, lines } = await changed(() => ({ stdout: 'something else' }));
    expect(result).toContain('could not be read');
    expect(lines).toHaveLength(1);
  });
});

describe('sites of IIS', () => {
  const site = { name: 'n', port: 8090, host: 'a.test', folder: 'C:\\t' };

  it('are made and removed with all that belongs to them', async () => {
    const { run, lines } = windowsThat();
    await withUndo(async (later) => {
      await withSite(run, later, site);
      await requireTls(run, later, site.name);
      await stopPool(run, site.name);
    });
    expect(lines).toEqual([
      'appcmd.exe add apppool /name:n /managedRuntimeVersion:',
      'appcmd.exe add site /name:n /bindings:http/*:8090:a.test /physicalPath:C:\\t',
      'appcmd.exe set app n/ /applicationPool:n',
      'appcmd.exe set config n /section:access /sslFlags:Ssl /commit:apphost',
      'appcmd.exe stop apppool /apppool.name:n',
      'appcmd.exe clear config n /section:access /commit:apphost',
      'appcmd.exe delete site /site.name:n',
      'appcmd.exe delete apppool /apppool.name:n',
    ]);
  });

  it('leave no pool behind where the site cannot be made', async () => {
    const { run, lines } = windowsThat((line) => ({ code: / (add|delete) site /.test(line) ? 183 : 0 }));
    expect(await failed(withUndo((later) => withSite(run, later, site)))).toMatch(
      /^Error: appcmd\.exe add site .* ended with 183: $/,
    );
    expect(lines.at(-1)).toBe('appcmd.exe delete apppool /apppool.name:n');
  });
});
