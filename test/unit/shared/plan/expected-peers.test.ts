import { describe, expect, it } from 'vitest';
import { expectedPeers, peersStillAwaited, peersThatCame } from '../../../../shared/plan/expected-peers.ts';
import { checkerView } from '../../../support/rehearsal-views.ts';

const targets = [
  {
    port: 80,
    senders: [
      { role: 'front-end', hosts: ['fe1.lab', '10.0.0.12'] },
      { role: 'end-user', hosts: [] },
    ],
  },
  { port: 12_000, senders: [{ role: 'front-end', hosts: ['fe1.lab', '10.0.0.12'] }] },
  { port: 81, senders: [{ role: 'server', hosts: [] }] },
] as const;

const user = checkerView({ name: 'ws', roles: ['end-user'] });
const first = checkerView({ name: 'FE1' });
const second = checkerView({ name: 'other', own: { address: '10.0.0.12', port: 5 } });

describe('who should come to a listener', () => {
  it('is each host of the profile, and everybody in a role of which it names none', () => {
    expect(expectedPeers(targets)).toEqual([
      { name: 'fe1.lab', isHost: true, ports: [80, 12_000] },
      { name: '10.0.0.12', isHost: true, ports: [80, 12_000] },
      { name: 'End users', isHost: false, ports: [80] },
      { name: 'Server', isHost: false, ports: [81] },
    ]);
  });

  it('is told by its name, its address or its role, and by the port', () => {
    expect(peersThatCame(first, 80, targets)).toEqual(['fe1.lab']);
    expect(peersThatCame(second, 12_000, targets)).toEqual(['10.0.0.12']);
    expect(peersThatCame(user, 80, targets)).toEqual(['End users']);
    expect(peersThatCame(user, 12_000, targets)).toEqual([]);
    expect(peersThatCame(checkerView({ name: 'lt', roles: ['lifetime'] }), 81, targets)).toEqual(['Server']);
    expect(peersThatCame(first, 443, targets)).toEqual([]);
  });

  it('is awaited at the ports to which nobody of it came', () => {
    const visits = [
      { port: 80, visitor: first },
      { port: 12_000, visitor: second },
      { port: 80, visitor: user },
    ];
    expect(peersStillAwaited(targets, visits)).toEqual([
      { name: 'fe1.lab', isHost: true, ports: [12_000] },
      { name: '10.0.0.12', isHost: true, ports: [80] },
      { name: 'Server', isHost: false, ports: [81] },
    ]);
    expect(peersStillAwaited(targets, [])).toHaveLength(4);
  });
});
