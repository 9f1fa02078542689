import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium, type Page } from '@playwright/test';
import { environmentWith } from '../support/netready-here.ts';

/** A packed program with its window. */
export type Packed = { readonly page: Page; readonly end: () => Promise<void> };

const startLimitMs = 60_000;

/**
 * Starts a packed desktop program and takes hold of its window by the protocol of Chromium's developer tools.
 * Playwright's own way into Electron needs `--inspect`, which packed programs refuse (the fuse
 * `EnableNodeCliInspectArguments`; https://playwright.dev/docs/api/class-electron): that way is the project `electron` of
 * `test:e2e`, on an Electron that is not packed.
 * @throws Error with what the program has printed, when it ends or says no address within a minute
 */
export async function startPacked(program: string, home: string): Promise<Packed> {
  const child = spawn(program, ['--remote-debugging-port=0'], {
    env: environmentWith(home),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exited;
  };
  const printed: string[] = [];
  const limit = setTimeout(() => child.kill('SIGKILL'), startLimitMs);
  try {
    for await (const line of createInterface({ input: child.stderr })) {
      printed.push(line);
      const address = /^DevTools listening on (ws:\S+)$/.exec(line)?.[1];
      if (address === undefined) continue;
      const browser = await chromium.connectOverCDP(address);
      const [context] = browser.contexts();
      if (context === undefined) break;
      const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: startLimitMs }));
      clearTimeout(limit);
      child.stderr.resume();
      return { page, end };
    }
  } catch (error) {
    await end();
    throw error;
  } finally {
    clearTimeout(limit);
  }
  await end();
  throw new Error(`${program} has shown no window: ${printed.join('\n').slice(0, 2000)}`);
}
