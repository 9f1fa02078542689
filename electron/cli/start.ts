import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadBuilt } from './load-built.ts';

loadBuilt(join(dirname(fileURLToPath(import.meta.url)), 'cli'), 'index.cjs');
