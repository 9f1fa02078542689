import { expect, it } from 'vitest';
import { createPlatform } from '../../electron/core/platform/platform.ts';
import { observe, only } from '../unit/electron/core/probe-world.ts';
import { withReservedPorts } from './support/changes.ts';
import { changingWindows, onWindows } from './support/needs-windows.ts';
import { thisWorld } from './support/netready-here.ts';
import { withUndo } from './support/undo.ts';
import { runHere } from './support/windows-commands.ts';

/** Below the dynamic ports, where no service of Windows takes ranges for itself. */
const from = 21_300;
const count = 5;
const range = { from, to: from + count - 1, isAdministered: true };

changingWindows()('ports that are reserved on Windows', () => {
  it('are in the table with their star, are free to who asks for one, and go away', async () => {
    await withUndo(async (later) => {
      await withReservedPorts(runHere, later, from, count);
      expect(await createPlatform().reservedPorts()).toContainEqual(range);
      const bound = await observe({ kind: 'bind', address: '0.0.0.0', port: from }, thisWorld());
      // The star means that nobody gets the port by chance; who asks for it by its number does. WinNAT's have no star.
      expect(only(bound).outcome).toBe('free');
    });
    expect(await createPlatform().reservedPorts()).not.toContainEqual(range);
  });
});

onWindows()('the dynamic ports of Windows', () => {
  it('are told', async () => {
    const { from: first, to } = await createPlatform().dynamicPortRange();
    expect(first).toBeGreaterThanOrEqual(1025);
    expect(to).toBeLessThanOrEqual(65_535);
  });
});
