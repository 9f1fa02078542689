import type { Symptom } from '../symptom.ts';
import { cacheSymptoms } from './cache.ts';
import { databaseSymptoms } from './database.ts';
import { serviceSymptoms } from './services.ts';
import { webAndNameSymptoms } from './web.ts';

/**
 * What lines of logs and dialogs around the platform mean. A line that is not in this list is not known; what is true of a line
 * of the same words of any other program is never claimed.
 */
export const lexicon: readonly Symptom[] = [
  ...serviceSymptoms,
  ...databaseSymptoms,
  ...cacheSymptoms,
  ...webAndNameSymptoms,
];
