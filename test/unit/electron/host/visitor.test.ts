import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { visitorOf } from '../../../../electron/host/visitor.ts';

const ends = { localAddress: '127.0.0.1', localPort: 1, remoteAddress: '127.0.0.1', remotePort: 2 };

/** A connection of which the system tells these ends. */
const connection = (told: Partial<typeof ends>): Socket =>
  Object.defineProperties(
    new Socket(),
    Object.fromEntries(Object.keys(ends).map((name) => [name, { value: Reflect.get(told, name) }])),
  );

describe('whose program is at the other end of a connection', () => {
  const asked: unknown[] = [];
  const accounts = {
    ownerOf: async (connection: unknown) => {
      asked.push(connection);
      return 1001;
    },
    nameOf: async () => 'anna',
    welcome: null,
  };

  it('is the account that the system names for its two ends', async () => {
    expect(await visitorOf(connection(ends), accounts)).toEqual({ kind: 'account', uid: 1001, name: 'anna' });
    expect(asked.splice(0)).toEqual([
      { local: { address: '127.0.0.1', port: 1 }, remote: { address: '127.0.0.1', port: 2 } },
    ]);
  });

  it.each(Object.keys(ends))('is unclear, and not asked, for one that is gone: no %s', async (name) => {
    const rest = Object.fromEntries(Object.entries(ends).filter(([key]) => key !== name));
    expect(await visitorOf(connection(rest), accounts)).toEqual({ kind: 'unclear' });
    expect(asked).toEqual([]);
  });
});
