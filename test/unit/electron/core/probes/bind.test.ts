import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createPlatform } from '../../../../../electron/core/platform/platform.ts';
import { ProbeError } from '../../../../../electron/core/probes/probe-error.ts';
import { startPortHolder } from '../../../../support/servers/port-holder.ts';
import { holdClosedPort, startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { contextOf, during, observe, only } from '../probe-world.ts';

const bind = (port: number, address: '0.0.0.0' | '127.0.0.1' = '127.0.0.1') =>
  ({ kind: 'bind', address, port }) as const;

const isRoot = process.geteuid?.() === 0;
const firstUnprivileged = await createPlatform().firstUnprivilegedPort();

/** A privileged port that nobody listens on, or null when this system keeps none. */
async function privilegedPort(): Promise<number | null> {
  for (let port = Math.min(firstUnprivileged, 1024) - 1; port > 0; port -= 1) {
    const owners = await createPlatform()
      .portOwners(port)
      .catch(() => []);
    if (owners.length === 0) return port;
  }
  return null;
}

/** Does something as an ordinary account, and then is what it was before. */
async function unprivileged<T>(act: () => Promise<T>): Promise<T> {
  if (!isRoot) return await act();
  process.seteuid?.(65_534);
  return await act().finally(() => process.seteuid?.(0));
}

describe('the bind probe', () => {
  it('reports a free port and gives it back', async () => {
    const { port, close } = await startSilentServer();
    await close();
    for (let turn = 0; turn < 3; turn += 1) {
      expect(only(await observe(bind(port)))).toMatchObject({
        outcome: 'free',
        address: '127.0.0.1',
        port,
      });
    }
  });

  it('reports a port that another process holds, on its address and on all', async () => {
    const holder = await during(startPortHolder());
    expect(only(await observe(bind(holder.port)))).toMatchObject({ outcome: 'in-use', code: 'EADDRINUSE' });
    expect(only(await observe(bind(holder.port, '0.0.0.0')))).toMatchObject({ outcome: 'in-use' });
  });

  it.skipIf(process.platform === 'win32' || firstUnprivileged < 2)(
    'reports a privileged port for an ordinary account as a lack of permission (needs a system with such ports)',
    async () => {
      const port = (await privilegedPort()) ?? 1;
      const fact = await unprivileged(async () => only(await observe(bind(port))));
      expect(fact).toMatchObject({ outcome: 'no-permission', code: 'EACCES' });
    },
  );

  it('reports a port that the system keeps back, which is no matter of permission', async () => {
    const { network } = contextOf();
    const keepsBack: typeof network = {
      ...network,
      bind: async () => ({ startedAt: new Date(), durationMs: 0, ok: false, code: 'EACCES', local: null }),
    };
    expect(only(await observe(bind(50_000), { network: keepsBack }))).toMatchObject({
      outcome: 'bind-forbidden',
      code: 'EACCES',
    });
  });
});

describe('the port-owner probe', () => {
  const ownerOf = (port: number) => ({ kind: 'port-owner', port }) as const;

  it.skipIf(process.platform !== 'linux')('names the process that listens (Linux)', async () => {
    const holder = await during(startPortHolder());
    const name = (await readFile(`/proc/${holder.pid}/comm`, 'utf8')).trim();
    expect(name).not.toBe('');
    expect(only(await observe(ownerOf(holder.port)))).toMatchObject({
      outcome: 'read',
      port: holder.port,
      owners: [{ address: '127.0.0.1', pid: holder.pid, process: name }],
    });
  });

  it.skipIf(process.platform !== 'linux')('knows that nobody listens (Linux)', async () => {
    const closed = await during(holdClosedPort());
    expect(only(await observe(ownerOf(closed.port)))).toMatchObject({ outcome: 'read', owners: [] });
  });

  it('says so when the system does not tell', async () => {
    const platform = {
      ...createPlatform(),
      portOwners: () => Promise.reject(new ProbeError('UNSUPPORTED')),
    };
    expect(only(await observe(ownerOf(80), { platform }))).toMatchObject({
      outcome: 'unavailable',
      code: 'UNSUPPORTED',
      owners: [],
    });
  });
});
