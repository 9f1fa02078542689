import { describe, expect, it } from 'vitest';
import { placeLines, placesOf, placesText } from '../../../../shared/report/places.ts';

const at = (host: string, port: number | null) => ({
  destination: { role: 'front-end', host, port, protocol: 'TCP' } as const,
});

describe('places', () => {
  it('put hosts with the same ports together, in the order of their numbers', () => {
    const checks = [at('fe10', 80), at('fe2', 80), at('fe2', 443), at('fe10', 443), at('db01', 1433)];
    expect(placesOf(checks).map(placesText)).toEqual(['80, 443 of fe2, fe10', '1433 of db01']);
  });

  it('say a domain once that many hosts have, and never one of an address', () => {
    const farm = [1, 2, 3, 4].map((index) => at(`fe${index}.example.local`, 80));
    const others = [1, 2, 3, 4].map((index) => at(`10.1.2.${index}`, 80));
    expect(placesOf([...farm, ...others, at('db.other.local', 80)]).map(placesText)).toEqual([
      '80 of fe1, fe2, fe3, fe4 (under example.local)',
      '80 of 10.1.2.1, 10.1.2.2, 10.1.2.3, 10.1.2.4, db.other.local',
    ]);
  });

  it('know checks without a port, and without a destination', () => {
    expect(placesOf([at('fe1', null), { destination: null }]).map(placesText)).toEqual(['fe1']);
  });
});

describe('lines of places', () => {
  const farm = Array.from({ length: 12 }, (_, index) => at(`fe${index + 1}.example.local`, 80));
  const scattered = ['a', 'b', 'c', 'd', 'e'].map((host) => at(host, 443));

  it('say hosts in a row as one', () => {
    expect(placeLines(placesOf(farm), { texts: 9, characters: 99 })).toEqual([
      '80 of fe1-12 (under example.local)',
    ]);
  });

  it('end at a limit, in all lines together, and count every host that is left', () => {
    const places = placesOf([...scattered, ...farm]);
    expect(placeLines(places, { texts: 2, characters: 99 })).toEqual([
      '443 of a, b, and 3 more',
      '80 of 12 more (under example.local)',
    ]);
    expect(placeLines(places, { texts: 99, characters: 4 })[0]).toBe('443 of a, b, c, d, and 1 more');
  });
});
