import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { accountName, nameInTable } from '../../../../../electron/core/platform/account-name.ts';

const table =
  'root:x:0:0:root:/root:/bin/bash\nanna:x:1000:1000:Anna,,,:/home/anna:/bin/bash\n:x:7:7::/:\nbroken';

describe('the name of an account', () => {
  it.each([
    [0, 'root'],
    [1000, 'anna'],
    [100, null],
    [7, null],
  ])('is looked up in the local table: %s', (uid, name) => {
    expect(nameInTable(table, uid)).toBe(name);
  });

  it('is the one that the system gives for this account', async () => {
    expect(await accountName(process.getuid?.() ?? 0)).toBe(os.userInfo().username);
    expect(await accountName(4_000_000_000)).toBeNull();
  });
});
