import { describe, expect, it } from 'vitest';
import { consent, type TruthMachine, windowsConditions } from '../../truth/support/needs-windows.ts';

const server: TruthMachine = {
  platform: 'win32',
  environment: { [consent.name]: consent.value },
  isElevated: true,
};

const unmet = (machine: Partial<TruthMachine>, kind: 'reads' | 'changes'): readonly string[] =>
  windowsConditions({ ...server, ...machine }, kind)
    .filter(({ isMet }) => !isMet)
    .map(({ otherwise }) => otherwise);

describe('the truth suite', () => {
  it('says one reason where there is no Windows', () => {
    for (const kind of ['reads', 'changes'] as const)
      expect(unmet({ platform: 'linux', environment: {}, isElevated: false }, kind)).toEqual([
        'this system is not Windows',
      ]);
  });

  it('changes a machine only where somebody has said that it may', () => {
    expect(unmet({}, 'changes')).toEqual([]);
    for (const value of [undefined, '1', 'true'])
      expect(unmet({ environment: { [consent.name]: value } }, 'changes')).toEqual([
        'NETREADY_TRUTH=change-this-machine is not set, and this changes the machine for a moment',
      ]);
    expect(unmet({ isElevated: false }, 'changes')).toEqual([
      'this process has no rights of an administrator',
    ]);
  });

  it('reads without consent and without rights', () => {
    expect(unmet({ environment: {}, isElevated: false }, 'reads')).toEqual([]);
  });
});
