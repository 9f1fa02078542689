import type { Browser } from '@playwright/test';
import { launchStandIn } from '../../support/electron-standin/launch.ts';
import { bundles } from './project-paths.ts';
import { environmentFor, type Folders, type Look, type Running } from './running.ts';

/** Opens the desktop program on the stand-in for Electron. */
export async function startStandIn(
  browser: Browser,
  standInFolder: string,
  folders: Folders,
  look: Look,
): Promise<Running> {
  const launch = () =>
    launchStandIn({
      browser,
      contextOptions: look,
      standInFolder,
      main: bundles.main,
      environment: environmentFor(folders),
      documents: folders.documents,
    });
  const desktop = await launch();
  return {
    page: await desktop.firstWindow(),
    folders,
    desktop,
    exited: desktop.exited,
    output: desktop.output,
    startAgain: async () => {
      const second = await launch();
      const code = await second.exited;
      await second.close();
      return code;
    },
    end: desktop.close,
  };
}
