import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { connectionOwnerOf, ownerInTable } from '../../../../../electron/core/platform/connection-owner.ts';
import { needsThat } from '../../../../support/needs.ts';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

type Row = { theirs?: string; ours?: string; state?: string; uid?: string; inode?: string };

/** A row of the table: 127.0.0.1:50000 to 127.0.0.1:8765 unless changed. */
const row = ({
  theirs = '0100007F:C350',
  ours = '0100007F:223D',
  state = '01',
  uid = '1001',
  inode = '4711',
}: Row = {}) =>
  `   7: ${theirs} ${ours} ${state} 00000000:00000000 00:00000000 00000000 ${uid.padStart(5)}        0 ${inode} 1 0000000000000000 20 4 30 10 -1\n`;

const ends = {
  local: { address: '127.0.0.1', port: 8765 },
  remote: { address: '127.0.0.1', port: 50_000 },
};

describe('the account behind a connection, from the table of the kernel', () => {
  it('is that of the row whose local end is the remote one', () => {
    const own = row({ theirs: '0100007F:223D', ours: '0100007F:C350', uid: '0' });
    expect(ownerInTable(head + own + row(), ends, 'LE')).toBe(1001);
    expect(ownerInTable(head + row({ uid: '0' }), ends, 'LE')).toBe(0);
    expect(ownerInTable(head + row({ uid: '4294967294' }), ends, 'LE')).toBe(4_294_967_294);
  });

  it('is found where the program speaks IPv6 to the same address', () => {
    const mapped = '0000000000000000FFFF00000100007F';
    expect(ownerInTable(head + row({ theirs: `${mapped}:C350`, ours: `${mapped}:223D` }), ends, 'LE')).toBe(
      1001,
    );
  });

  it('is read in the byte order of the processor', () => {
    expect(ownerInTable(head + row({ theirs: '7F000001:C350', ours: '7F000001:223D' }), ends, 'BE')).toBe(
      1001,
    );
  });

  it.each([
    ['an empty table', ''],
    ['only the other direction', row({ theirs: '0100007F:223D', ours: '0100007F:C350' })],
    ['another port of the same address', row({ theirs: '0100007F:C351' })],
    ['another server', row({ ours: '0100007F:223E' })],
    ['another address', row({ theirs: '0200007F:C350' })],
    ['a connection that is ending, which would say root', row({ state: '06', uid: '0', inode: '0' })],
    ['one that its program has closed', row({ state: '05', uid: '0', inode: '0' })],
    ['no inode', row({ uid: '0', inode: '0' })],
    ['no number', row({ uid: 'x' })],
    ['half a row', '   7: 0100007F:C350 0100007F:223D 01'],
  ])('is not told by %s', (_name, rows) => {
    expect(ownerInTable(head + rows, ends, 'LE')).toBeNull();
  });
});

needsThat([{ isMet: process.platform === 'linux', otherwise: 'this system is not Linux' }])(
  'the account behind a real connection',
  () => {
    it('is this one, and nobody once it was closed', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const client = createConnection((server.address() as AddressInfo).port, '127.0.0.1');
      const [socket] = (await once(server, 'connection')) as [Socket];
      const { localAddress = '', localPort = 0, remoteAddress = '', remotePort = 0 } = socket;
      const ends = {
        local: { address: localAddress, port: localPort },
        remote: { address: remoteAddress, port: remotePort },
      };
      const owner = connectionOwnerOf('linux');
      expect(await owner?.(ends)).toBe(process.getuid?.());
      const ended = once(socket.resume(), 'close');
      client.destroy();
      await ended;
      expect(await owner?.(ends)).toBeNull();
      server.close();
    });
  },
);

describe('a system that does not tell', () => {
  it.each(['win32', 'darwin', 'freebsd'] as const)('says so: %s', (system) => {
    expect(connectionOwnerOf(system)).toBeNull();
  });
});
