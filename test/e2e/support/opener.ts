import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import type { Folders } from './running.ts';

/** What stands in for the program that opens the browser of the system. */
export type Opener = {
  /** Makes a program under test find it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it was told to open. */
  readonly opened: () => Promise<string>;
};

/**
 * Puts a program of the name `xdg-open` before the system's own.
 * @param then a line of shell that is carried out with what is to be opened as `$1`
 */
export function putOpener({ home }: Folders, then = ''): Opener {
  const folder = join(dirname(home), 'bin');
  const note = join(dirname(home), 'opened');
  const program = join(folder, 'xdg-open');
  mkdirSync(folder);
  writeFileSync(
    program,
    `#!/bin/sh\nprintf %s "$1" > '${note}.new' && mv '${note}.new' '${note}'\n${then}\n`,
  );
  chmodSync(program, 0o755);
  return {
    environment: { PATH: `${folder}:${process.env['PATH']}` },
    opened: async () => {
      await expect.poll(() => existsSync(note)).toBe(true);
      return readFileSync(note, 'utf8');
    },
  };
}
