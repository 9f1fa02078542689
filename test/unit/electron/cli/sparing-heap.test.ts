import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { heapGrowth } from '../../../../electron/cli/sparing-heap.ts';

/** Keeps 60 MB of small objects alive, of which each lives for a while, and prints how large the heap has become, in MiB. */
const program = `
const { getHeapStatistics, setFlagsFromString } = require('node:v8');
for (const flag of process.argv.slice(1)) setFlagsFromString(flag);
const kept = [];
let most = 0;
for (let made = 0; made < 3e6; made += 1) {
  kept[made % 500000] = { made, next: [made] };
  if (made % 50000 === 0) most = Math.max(most, getHeapStatistics().total_heap_size);
}
console.log(Math.round(most / 1024 / 1024));
`;

function heapMib(...flags: readonly string[]): number {
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program, ...flags], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return Number(stdout);
}

describe('a heap that grows sparingly', () => {
  it('takes much less than one that grows as it likes, and V8 knows what it is told', () => {
    expect(heapMib(heapGrowth)).toBeLessThan(0.8 * heapMib());
  });
});
