import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { LocalServer } from './local-server.ts';

const holder = `
  const server = require('node:net').createServer();
  server.listen({ host: process.argv[1], port: 0 }, () => process.send(server.address().port));`;

/** A listener in a process of its own. */
export type PortHolder = LocalServer & { readonly pid: number };

/** Starts another process that listens on a port of an address until it is closed. */
export async function startPortHolder(address = '127.0.0.1'): Promise<PortHolder> {
  const child = spawn(process.execPath, ['-e', holder, address], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [port] = (await once(child, 'message')) as [number];
  return {
    address,
    port,
    pid: child.pid ?? 0,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
