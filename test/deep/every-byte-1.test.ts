import { refusesEveryByte } from './every-byte.ts';

refusesEveryByte(1, 2);
