import { main } from './main.ts';
import { widenThreadPool } from './thread-pool.ts';

widenThreadPool(process, process.getBuiltinModule('node:sea')?.isSea() === true);
void main(process);
