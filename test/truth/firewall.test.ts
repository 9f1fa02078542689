import { expect, it } from 'vitest';
import { createPlatform } from '../../electron/core/platform/platform.ts';
import { type TestRule, withRule } from './support/changes.ts';
import { changingWindows } from './support/needs-windows.ts';
import { withUndo } from './support/undo.ts';
import { runHere } from './support/windows-commands.ts';

const port = 12_000;
const folder = 'C:\\Program Files\\OutSystems\\Platform Server';

/** An app container that no app has: eight numbers of its own. */
const container = 'S-1-15-2-1001-1002-1003-1004-1005-1006-1007';

changingWindows()('Windows Firewall', () => {
  const decided = () => createPlatform().inboundFirewall(port, 'deploymentController');

  const decidedWith = (rule: Omit<TestRule, 'port'>) =>
    withUndo(async (later) => {
      await withRule(runHere, later, { ...rule, port });
      return await decided();
    });

  const named = (decisions: Awaited<ReturnType<typeof decided>>) =>
    decisions.flatMap(({ rules }) => rules.map(({ ruleName }) => ruleName));

  it('a rule that blocks the program of the listener is found by its name, and leaves nothing behind', async () => {
    const before = await decided();
    const rule = { what: 'block', action: 'block', program: `${folder}\\CompilerService.exe` } as const;
    const during = await decidedWith(rule);
    for (const decision of during.filter(({ decision }) => decision !== 'off'))
      expect(decision).toMatchObject({
        decision: expect.stringMatching(/^blocked/),
        rules: expect.arrayContaining([{ ruleName: expect.stringContaining('block'), origin: 'machine' }]),
      });
    expect(await decided()).toEqual(before);
  });

  it('a rule for a package, or for another program, changes nothing', async () => {
    const before = await decided();
    expect(await decidedWith({ what: 'package', action: 'allow', package: container })).toEqual(before);
    const other = { what: 'other program', action: 'allow', program: 'C:\\Windows\\notepad.exe' } as const;
    expect(await decidedWith(other)).toEqual(before);
  });

  it('a rule that allows the port is why it is open', async () => {
    const during = await decidedWith({ what: 'allow', action: 'allow' });
    expect(named(during).filter((name) => name.includes('Netready-truth-suite allow'))).not.toEqual([]);
  });

  it('the networks that this machine is in are known', async () => {
    expect((await decided()).map(({ isActive }) => isActive)).toContain(true);
  });
});
