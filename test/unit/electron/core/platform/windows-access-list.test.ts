import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  othersWithAccess,
  readFileAccess,
  userOf,
} from '../../../../../electron/core/platform/windows-access-list.ts';

const user = 'S-1-5-21-1004336348-1177238915-682003330-1001';
const profile = `(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FA;;;${user})`;

describe('an access list of Windows', () => {
  it.each([
    ['of a file in a profile', `D:AI${profile}`],
    ['that is protected', `D:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;${user})`],
    ['with its owner and its group before it', `O:BAG:DUD:AI${profile}`],
    [
      'of a domain that backs profiles up',
      `D:AI${profile}(A;ID;FA;;;DA)(A;ID;0x1f01ff;;;S-1-5-21-1-2-3-512)`,
    ],
    ['with apps of the user', `D:AI${profile}(A;ID;0x1200a9;;;AC)(A;ID;FR;;;S-1-15-2-2)`],
    ['that only refuses', `D:(D;;FA;;;WD)${profile}`],
    ['that others inherit below a folder alone', `D:AI${profile}(A;OICIIOID;FA;;;WD)`],
    ['that lets others see attributes', `D:AI${profile}(A;;0x120080;;;WD)(A;;RC;;;BU)`],
    ['of nobody', 'D:'],
  ])('keeps others out: %s', (_what, sddl) => {
    expect(othersWithAccess(sddl, user)).toEqual([]);
  });

  it.each([
    [
      'below the root of a drive',
      `D:AI(A;ID;FA;;;BA)(A;ID;FA;;;SY)(A;ID;0x1200a9;;;BU)(A;ID;0x1301bf;;;AU)`,
      ['all users of this machine', 'everyone who has signed in'],
    ],
    ['with a right by name', `D:AI${profile}(A;;FR;;;WD)`, ['everyone']],
    ['with several', `D:AI${profile}(A;;RCFR;;;WD)(A;;0x80000000;;;WD)`, ['everyone']],
    [
      'to another account',
      `D:AI${profile}(A;;FA;;;S-1-5-21-1004336348-1177238915-682003330-1002)`,
      ['S-1-5-21-1004336348-1177238915-682003330-1002'],
    ],
    ['to change the list', `D:AI${profile}(A;;WD;;;DU)`, ['all users of the domain']],
    ['under a condition', `D:AI${profile}(XA;;FR;;;BU;(@User.Title=="PM"))`, ['all users of this machine']],
    ['without any list', 'D:NO_ACCESS_CONTROL', ['everyone']],
  ])('names whom it lets in: %s', (_what, sddl, others) => {
    expect(othersWithAccess(sddl, user)).toEqual(others);
  });

  it('is none where there is none', () => {
    expect(() => othersWithAccess('', user)).toThrow('COMMAND_ANSWER');
    expect(() => userOf('ERROR')).toThrow('COMMAND_ANSWER');
    expect(userOf(`"web01\\j\u0094rg","${user}"\r\n`)).toBe(user);
  });
});

describe('asking Windows who may read a file', () => {
  it('takes the list that icacls writes down, and removes it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'netready-test-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const asked: string[] = [];
    const run = async (file: string, args: readonly string[]) => {
      asked.push(`${file} ${args.filter((arg) => !arg.startsWith(folder)).join(' ')}`);
      if (file.endsWith('whoami.exe')) return Buffer.from(`"web01\\ana","${user}"\r\n`);
      const list = `key.pem\r\nD:AI${profile}(A;ID;0x1200a9;;;BU)\r\n`;
      await writeFile(args[2] ?? '', Buffer.from(list, 'utf16le'));
      return Buffer.from('Successfully processed 1 files; Failed processing 0 files');
    };
    const path = join(folder, 'identity', 'key.pem');
    expect(await readFileAccess(path, { run, environment: { SystemRoot: 'C:\\Windows' } })).toEqual({
      user,
      others: ['all users of this machine'],
    });
    expect(asked).toEqual([
      'C:\\Windows\\System32\\whoami.exe /user /fo csv /nh',
      'C:\\Windows\\System32\\icacls.exe /save /q',
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('fails where icacls writes nothing, as a Windows does that has none', async () => {
    const run = async (file: string) =>
      Buffer.from(file.endsWith('whoami.exe') ? `"web01\\ana","${user}"\r\n` : '');
    const asked = readFileAccess(join(tmpdir(), 'none', 'key.pem'), { run, environment: {} });
    await expect(asked).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
