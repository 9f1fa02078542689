import type { Platform } from '../base/world.ts';
import { createLinuxPlatform } from './linux.ts';
import { createMacosPlatform } from './macos.ts';
import { createOtherPlatform } from './other.ts';
import { createWindowsPlatform } from './windows.ts';

/** What this operating system can tell. */
export function createPlatform(system: NodeJS.Platform = process.platform): Platform {
  switch (system) {
    case 'linux':
      return createLinuxPlatform({}, process.env);
    case 'win32':
      return createWindowsPlatform(process.env);
    case 'darwin':
      return createMacosPlatform(process.env);
    default:
      return createOtherPlatform(system, process.env);
  }
}
