import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadBuilt } from './load-built.ts';

// What is loaded says what it has come to; where it says nothing, it is not whole.
process.exitCode = 1;
loadBuilt(join(dirname(fileURLToPath(import.meta.url)), 'cli'), 'index.cjs');
