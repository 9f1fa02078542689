import { main } from './main.ts';
import { growHeapSparingly } from './sparing-heap.ts';
import { widenThreadPool } from './thread-pool.ts';

widenThreadPool(process, process.getBuiltinModule('node:sea')?.isSea() === true);
void main(process, growHeapSparingly);
