import { z } from 'zod';

/**
 * The page's policy forbids text that turns into script, which zod would try for speed. Imported before any module
 * that makes a schema, because a schema decides this when it is made.
 */
z.config({ jitless: true });
