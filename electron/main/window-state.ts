import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rectangle } from 'electron';
import { z } from 'zod';

/** Lengths are in device-independent pixels. */
const lengthSchema = z.int().min(-100_000).max(100_000);

const windowStateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  bounds: z.strictObject({ x: lengthSchema, y: lengthSchema, width: lengthSchema, height: lengthSchema }),
  maximized: z.boolean(),
});

/** Where the window was when it was closed. */
export type WindowState = Readonly<z.infer<typeof windowStateSchema>>;

/** Where a window is to open. Without `x` and `y` it is centred. */
export type Placement = {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
};

/** The smallest window, in device-independent pixels: fits a screen of 800 by 600 with a task bar. */
export const minimumSize = { width: 640, height: 480 } as const;

/** The size of a first window where the screen has room for it. */
const preferredSize = { width: 1240, height: 800 } as const;

/** How much of the title bar must be on a screen so that a window can be taken and moved. */
const grip = { width: 120, height: 32 } as const;

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);

function canBeTaken(bounds: Rectangle, area: Rectangle): boolean {
  const across = overlap(bounds.x, bounds.width, area.x, area.width);
  const down = overlap(bounds.y, grip.height, area.y, area.height);
  return across >= grip.width && down >= grip.height;
}

/**
 * Where to open the window: where it was, unless that place is gone (a screen was unplugged, a remote session is
 * smaller); then in the middle of the first screen.
 * @param areas the usable part of each screen, the main one first
 */
export function placeWindow(state: WindowState | null, areas: readonly Rectangle[]): Placement {
  const home = state === null ? undefined : areas.find((area) => canBeTaken(state.bounds, area));
  if (state !== null && home !== undefined) {
    const { x, y, width, height } = state.bounds;
    return {
      x,
      y,
      width: Math.max(minimumSize.width, Math.min(width, home.width)),
      height: Math.max(minimumSize.height, Math.min(height, home.height)),
      maximized: state.maximized,
    };
  }
  const main = areas[0] ?? preferredSize;
  return {
    width: Math.max(minimumSize.width, Math.min(preferredSize.width, main.width)),
    height: Math.max(minimumSize.height, Math.min(preferredSize.height, main.height)),
    maximized: state?.maximized ?? false,
  };
}

/** The state that was kept, or null when there is none or it is not as we write it. */
export function readWindowState(path: string): WindowState | null {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Keeps the state for the next start, while the window closes. A place that cannot be kept costs nobody anything, so
 * it is no failure.
 * @returns whether it was kept
 */
export function keepWindowState(path: string, state: WindowState): boolean {
  const temporary = `${path}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, `${JSON.stringify(state)}\n`);
    renameSync(temporary, path);
    return true;
  } catch {
    return false;
  }
}
