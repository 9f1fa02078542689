import { z } from 'zod';

/** An instant as ISO 8601 in UTC with milliseconds. */
export const instantSchema = z.iso.datetime({ offset: false, precision: 3 });
