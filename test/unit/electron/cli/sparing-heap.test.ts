import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { sparingFlags } from '../../../../electron/cli/sparing-heap.ts';

const sparing = sparingFlags.map(({ given }) => given);

/** Keeps 60 MB of small objects alive, each for a while, and prints how large the heap and its room for new ones became, in MiB. */
const program = `
const { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } = require('node:v8');
for (const flag of process.argv.slice(1)) setFlagsFromString(flag);
const kept = [];
let most = { all: 0, young: 0 };
const mib = (bytes) => Math.round(bytes / 1024 / 1024);
for (let made = 0; made < 3e6; made += 1) {
  kept[made % 500000] = { made, next: [made] };
  if (made % 50000 !== 0) continue;
  const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size;
  const all = getHeapStatistics().total_heap_size;
  most = { all: Math.max(most.all, mib(all)), young: Math.max(most.young, mib(young)) };
}
console.log(JSON.stringify(most));
`;

function heapMib(...flags: readonly string[]): { readonly all: number; readonly young: number } {
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program, '--', ...flags], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('a heap that grows sparingly', () => {
  it('takes much less than one that grows as it likes, and V8 knows what it is told', () => {
    expect(heapMib(...sparing).all).toBeLessThan(0.8 * heapMib().all);
  });

  it('keeps the room for new objects as it is', () => {
    expect(heapMib(...sparing).young).toBeLessThan(0.5 * heapMib().young);
  });
});
