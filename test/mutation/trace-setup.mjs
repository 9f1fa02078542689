import { afterEach } from 'vitest';

/** Tells with each test file which functions it ran; see `withTraces`. */
/** @type {Set<string>} */
const reached = new Set();
Object.assign(globalThis, { reached });

afterEach(({ task }) => {
  Object.assign(task.file.meta, { reached: [...reached] });
});
