import { refusesEveryByte } from './every-byte.ts';

refusesEveryByte(2, 2);
