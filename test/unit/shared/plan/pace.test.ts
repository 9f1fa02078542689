import { describe, expect, it } from 'vitest';
import { paceOf, paceText } from '../../../../shared/plan/pace.ts';
import type { Contact } from '../../../../shared/plan/plan.ts';

const contact = (host: string, port: number, protocol: Contact['protocol'] = 'TCP'): Contact => ({
  host,
  port,
  protocol,
  checks: [],
});

const pace = (contacts: readonly Contact[], connectionsPerSecond?: number) =>
  paceOf({
    contacts,
    profile: {
      limits: {
        connectTimeoutMs: 5000,
        ...(connectionsPerSecond === undefined ? {} : { connectionsPerSecond }),
      },
    },
  });

describe('the pace of a plan', () => {
  it('is that of the profile, or the usual one, and names the network with most ends', () => {
    const contacts = [
      contact('10.0.0.9', 80),
      contact('10.9.1.1', 80),
      contact('10.9.1.1', 12001),
      contact('10.9.1.200', 80),
      contact('10.9.1.200', 1434, 'UDP'),
      contact('fe1.example.local', 80),
    ];
    expect(pace(contacts)).toEqual({
      perSecond: 1000,
      perHost: 4,
      densest: { network: '10.9.1.0/24', ends: 3 },
    });
    expect(pace(contacts, 50).perSecond).toBe(50);
    expect(paceText(pace(contacts, 50))).toBe(
      'At most 50 new connections a second to other machines, in all and to any network (limits.connectionsPerSecond); at most 4 at a time to one host. Most of the addresses above are in 10.9.1.0/24: 3.',
    );
  });

  it('does not count this machine itself, where no firewall stands between', () => {
    const own = [contact('127.0.0.1', 80), contact('127.0.0.1', 443), contact('::1', 80)];
    expect(pace(own).densest).toBeNull();
    expect(pace([...own, contact('10.9.1.1', 80)]).densest).toEqual({ network: '10.9.1.0/24', ends: 1 });
  });

  it('counts networks of IPv6 as /64, and none where the plan names hosts only', () => {
    const ipv6 = [contact('fd00::1', 80), contact('fd00::ffff:1', 80), contact('fd00:0:0:1::1', 80)];
    expect(pace(ipv6).densest).toEqual({ network: 'fd00::/64', ends: 2 });
    expect(pace([contact('fe1.example.local', 80)]).densest).toBeNull();
    expect(paceText(pace([]))).toMatch(/to one host\.$/);
  });
});
