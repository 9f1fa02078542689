import { widenThreadPool } from '../core/thread-pool.ts';
import { main } from './main.ts';

widenThreadPool(process, process.getBuiltinModule('node:sea')?.isSea() === true);
void main(process);
