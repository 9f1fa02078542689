import { describe, expect, it } from 'vitest';
import { accountBehindRoot, sessionMarksOf } from '../../../../electron/cli/account-behind.ts';

const unset = '4294967295';

describe('the account behind root', () => {
  it.each([
    ['sudo', { SUDO_UID: '1000' }, unset, 1000],
    ['pkexec', { PKEXEC_UID: '1001' }, unset, 1001],
    ['su after a login', {}, '1002\n', 1002],
    ['sudo by root itself, after a login', { SUDO_UID: '0' }, '1003', 1003],
    ['a login as root', {}, '0', null],
    ['a service', {}, unset, null],
    ['a system that keeps none', {}, '', null],
    ['a text that is no account', { SUDO_UID: 'anna', PKEXEC_UID: '-1' }, '1e3', null],
    ['a number that is none', { SUDO_UID: '99999999999' }, '', null],
  ])('is known with %s', (_name, environment, loginUid, account) => {
    expect(accountBehindRoot({ uid: 0, environment, loginUid })).toBe(account);
  });

  it('is nobody where this is not root, whatever the environment says', () => {
    for (const uid of [1000, null])
      expect(accountBehindRoot({ uid, environment: { SUDO_UID: '1' }, loginUid: '1002' })).toBeNull();
  });

  it('is read from this process', () => {
    expect(sessionMarksOf(process)).toMatchObject({ uid: process.getuid?.() ?? null });
  });
});
