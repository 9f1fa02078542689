import type { Platform } from '../ports.ts';
import { createLinuxPlatform } from './linux.ts';
import { createOtherPlatform } from './other.ts';

/** What this operating system can tell. */
export function createPlatform(system: NodeJS.Platform = process.platform): Platform {
  return system === 'linux' ? createLinuxPlatform() : createOtherPlatform(system, process.env);
}
