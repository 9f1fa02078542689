import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { _electron } from '@playwright/test';
import type { Application } from '../../support/electron-standin/launch.ts';
import { root } from './project-paths.ts';
import { environmentFor, type Folders, type Look, type Running } from './running.ts';

/** Opens the desktop program on an Electron that is installed. */
export async function startElectron(program: string, folders: Folders, look: Look): Promise<Running> {
  const { viewport: _, deviceScaleFactor: __, ...media } = look;
  const environment = environmentFor(folders);
  const electron = await _electron.launch({ executablePath: program, args: [root], env: environment });
  const child = electron.process();
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => printed.push(String(data)));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const page = await electron.firstWindow();
  await page.emulateMedia(media);
  const desktop: Application = {
    firstWindow: () => electron.firstWindow(),
    windows: () => electron.windows(),
    evaluate: (work, argument) => electron.evaluate(work as never, argument as never),
    process: () => child,
    exited,
    closeWindow: () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    close: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    output: () => printed.join(''),
  };
  return {
    page,
    folders,
    desktop,
    exited,
    output: desktop.output,
    startAgain: async () => {
      const [code] = await once(spawn(program, [root], { env: environment, stdio: 'ignore' }), 'exit');
      return code;
    },
    end: desktop.close,
  };
}
