import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { addressAliases, canonicalAddress } from '../../../../shared/redact/address-aliases.ts';

const aliasOf = (aliases: ReadonlyMap<string, string>, address: string): string | undefined =>
  aliases.get(canonicalAddress(address));

const isIn = (address: string, range: string): boolean =>
  ipaddr.parse(address).match(ipaddr.parseCIDR(range));

describe('addressAliases', () => {
  it('keeps private, public and other addresses apart, in documentation ranges', () => {
    const aliases = addressAliases([
      '10.1.2.3',
      '172.16.9.9',
      '100.64.0.7',
      '8.8.8.8',
      '169.254.3.4',
      'fd00::5',
      '2a00:1450::6',
      'fe80::7',
    ]);
    const ranges = {
      '10.1.2.3': '198.51.100.0/24',
      '172.16.9.9': '198.51.100.0/24',
      '100.64.0.7': '198.51.100.0/24',
      '8.8.8.8': '203.0.113.0/24',
      '169.254.3.4': '192.0.2.0/24',
      'fd00::5': '2001:db8:a::/48',
      '2a00:1450::6': '2001:db8:b::/48',
      'fe80::7': '2001:db8:c::/48',
    };
    for (const [address, range] of Object.entries(ranges))
      expect(isIn(aliasOf(aliases, address) ?? '::', range), address).toBe(true);
  });

  it.each(['127.0.0.1', '127.8.9.1', '0.0.0.0', '255.255.255.255', '::1', '::', '::ffff:127.0.0.1'])(
    'leaves alone what means the same everywhere: %s',
    (address) => {
      expect(aliasOf(addressAliases([address]), address)).toBeUndefined();
    },
  );

  it('gives one alias to all spellings of an address', () => {
    const aliases = addressAliases(['FD00:AAAA:0:0:0:0:0:5', 'fd00:aaaa::5', '::ffff:10.1.2.3', '10.1.2.3']);
    expect(new Set(aliases.values()).size).toBe(3);
    const mapped = aliasOf(aliases, '::ffff:a01:203') ?? '';
    expect(mapped).toBe(`::ffff:${aliasOf(aliases, '10.1.2.3')}`);
    expect(ipaddr.isValid(mapped)).toBe(true);
    expect(aliasOf(aliases, 'fd00:aaaa::5%eth0')).toBe(aliasOf(aliases, 'fd00:aaaa::5'));
  });

  it('puts addresses of one subnet into one subnet, and of others into others', () => {
    const addresses = [
      '10.1.2.3',
      '10.1.2.200',
      '10.1.3.3',
      'fd00:0:0:1::5',
      'fd00:0:0:1::9',
      'fd00:0:0:2::5',
    ];
    const aliases = addressAliases(addresses);
    const [a, b, c, d, e, f] = addresses.map((address) => aliasOf(aliases, address) ?? '');
    expect(isIn(b ?? '', `${a}/29`)).toBe(true);
    expect(isIn(c ?? '', `${a}/29`)).toBe(false);
    expect(isIn(e ?? '', `${d}/64`)).toBe(true);
    expect(isIn(f ?? '', `${d}/64`)).toBe(false);
  });

  it('never gives an address of the result as an alias', () => {
    const taken = ['198.51.100.1', '198.51.100.2', '2001:db8:a:1::1', '203.0.113.1', '192.0.2.1'];
    const aliases = addressAliases([...taken, '10.0.0.1', '10.0.0.2', 'fd00::1', '8.8.8.8']);
    expect([...aliases.values()].filter((alias) => taken.includes(alias))).toEqual([]);
    expect(new Set(aliases.values()).size).toBe(aliases.size);
  });

  it('serves farms that do not fit into a documentation range, subnets together', () => {
    const farm = Array.from(
      { length: 900 },
      (_, index) => `10.7.${index % 30}.${1 + Math.floor(index / 30)}`,
    );
    const aliases = addressAliases(farm);
    expect(new Set(aliases.values()).size).toBe(farm.length);
    expect([...aliases.values()].every((alias) => isIn(alias, '198.18.0.0/16'))).toBe(true);
    const first = aliasOf(aliases, '10.7.4.1') ?? '';
    expect(isIn(aliasOf(aliases, '10.7.4.30') ?? '', `${first}/24`)).toBe(true);
    expect(isIn(aliasOf(aliases, '10.7.5.1') ?? '', `${first}/24`)).toBe(false);
  });

  it('gives as many subnets as there are one each', () => {
    const addresses = Array.from({ length: 256 }, (_, subnet) => `10.0.${subnet}.5`);
    const aliases = [...addressAliases(addresses).values()];
    expect(new Set(aliases.map((alias) => alias.split('.').slice(0, 3).join('.'))).size).toBe(256);
    expect(aliases.every((alias) => isIn(alias, '198.18.0.0/16'))).toBe(true);
  });

  it('serves more subnets than there are, one after the other', () => {
    const farm = Array.from({ length: 300 }, (_, index) => `10.${index >> 7}.${index & 127}.9`);
    const aliases = addressAliases(farm);
    expect(new Set(aliases.values()).size).toBe(farm.length);
  });

  it('refuses a result with more addresses than aliases', () => {
    const crowd = Array.from(
      { length: 65_600 },
      (_, index) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
    );
    expect(() => addressAliases(crowd)).toThrow(/65600 private IPv4 addresses; at most 65,534 are allowed/);
  });
});
