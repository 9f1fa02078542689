import { describe, expect, it } from 'vitest';
import { type Answers, emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import { type OwnPlace, ownPlaceOf } from '../../../../renderer/wizard/own-place.ts';
import { fakeAbout } from '../../../support/fake-bridge.ts';

const place = (change: Partial<Answers>): OwnPlace => ownPlaceOf({ ...emptyAnswers, ...change }, fakeAbout);
const [address = ''] = fakeAbout.machine.addresses;

describe('the named server that is this machine', () => {
  it('is clear by its name with or without a domain, by an address, and where nothing was named', () => {
    for (const frontEnds of [
      'fe01, OSFE01',
      'fe01, osfe01.example.local',
      `fe01 ${address}`,
      '',
      'localhost',
    ])
      expect(place({ roles: ['front-end'], frontEnds })).toEqual({ kind: 'clear' });
  });

  it('is asked for where none of a list that this machine stands in is known to be it', () => {
    expect(place({ roles: ['front-end'], frontEnds: 'fe01\nFE04.example.local' })).toEqual({
      kind: 'unclear',
      candidates: ['fe01', 'fe04.example.local'],
    });
    expect(
      place({ roles: ['controller', 'front-end'], controllerHost: 'ctl01', frontEnds: 'osfe01, fe02' }),
    ).toEqual({ kind: 'unclear', candidates: ['ctl01'] });
  });

  it('is not asked for in lists in which this machine does not stand', () => {
    expect(place({ roles: ['front-end'], controllerHost: 'ctl01', frontEnds: 'osfe01' })).toEqual({
      kind: 'clear',
    });
    expect(place({ roles: ['sysops'], controllerHost: 'ctl01', frontEnds: 'fe01' })).toEqual({
      kind: 'clear',
    });
  });

  it('is the one that was chosen, as long as it is still named', () => {
    const named = { roles: ['front-end' as const], frontEnds: 'fe01, fe04' };
    expect(place({ ...named, machineName: 'FE04' })).toEqual({ kind: 'chosen', host: 'fe04' });
    expect(place({ ...named, machineName: fakeAbout.machine.hostname })).toEqual({
      kind: 'chosen',
      host: null,
    });
    expect(place({ ...named, machineName: 'fe09' })).toEqual({
      kind: 'unclear',
      candidates: ['fe01', 'fe04'],
    });
  });
});
