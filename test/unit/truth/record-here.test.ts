import { describe, expect, it } from 'vitest';
import { domainsOf, machinesOf } from '../../truth/support/record-here.ts';

describe('the names of the machine that is recorded', () => {
  it('are those of its domain, the longest first, without its own', () => {
    const environment = { USERDOMAIN: 'FIRMA', USERDNSDOMAIN: 'FIRMA.EXAMPLE', LOGONSERVER: '\\\\DC1' };
    expect(domainsOf(environment, ['WEB7'])).toEqual(['FIRMA.EXAMPLE', 'FIRMA', 'DC1']);
    expect(domainsOf({ USERDOMAIN: 'WEB7', LOGONSERVER: '\\\\WEB7' }, ['web7'])).toEqual([]);
  });

  it('are its own and the one that Windows cuts', () => {
    expect(machinesOf({ COMPUTERNAME: 'OUTSYSTEMS-PROD' }, 'outsystems-production-7')).toEqual([
      'outsystems-production-7',
      'OUTSYSTEMS-PROD',
    ]);
    expect(machinesOf({ COMPUTERNAME: 'WEB7' }, 'WEB7')).toEqual(['WEB7']);
    expect(machinesOf({}, 'web7')).toEqual(['web7']);
  });
});
