import { describe, expect, it } from 'vitest';
import { rehearsalKeys } from '../../../../../electron/core/rehearsal/keys.ts';
import { isViewSigned } from '../../../../../electron/core/rehearsal/session-key.ts';
import { carriers, isOverTls } from '../../../../../shared/probe/carriers.ts';
import { carrierPorts, dial, selfCalled, startListener } from '../../../../support/rehearsal.ts';
import { during } from '../probe-world.ts';

describe('a conversation between checker and listener', () => {
  it.each(carriers)('comes to its end over %s, and each side has both halves', async (carrier) => {
    const listener = await during(startListener());
    const self = selfCalled('fe1');
    const answer = await dial(listener.address, carrier, { self });
    expect(answer).toMatchObject({ reached: 'answer', code: null });
    const { checker, listener: theirs } = answer;
    expect(theirs?.view).toMatchObject({
      carrier,
      name: 'ctl',
      run: listener.self.run,
      meant: 'this',
      arrived: { address: listener.address, port: carrierPorts[carrier] },
      peer: checker?.view.own,
      tls: isOverTls(carrier) ? checker?.view.tls : null,
      head: checker?.view.head,
      inUse: [],
    });
    expect([...(theirs?.view.rehearsed ?? [])].sort()).toEqual(Object.values(carrierPorts).sort());
    expect(checker?.view).toMatchObject({ name: 'fe1', run: self.run, wanted: 'ctl' });
    const [visit, ...others] = listener.visits(carrierPorts[carrier]);
    expect(others).toEqual([]);
    expect(visit).toMatchObject({ carrier, checker, listener: theirs });
    expect(checker !== null && isViewSigned('checker', checker)).toBe(true);
    expect(theirs !== null && isViewSigned('listener', theirs)).toBe(true);
  });

  it.each(carriers)(
    'does not come about over %s with another code, and nothing is answered',
    async (carrier) => {
      const listener = await during(startListener());
      const answer = await dial(listener.address, carrier, { keys: rehearsalKeys(Buffer.alloc(15, 8)) });
      expect(answer).toMatchObject({ reached: 'connection', code: 'HUNG_UP', listener: null });
      expect(listener.visits(carrierPorts[carrier])).toEqual([]);
    },
  );
});
