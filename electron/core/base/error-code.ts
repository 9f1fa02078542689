/**
 * The code of anything that can be thrown: its own, or else the kind of error; `UNKNOWN` for what is no error. Errors
 * of the system and of libraries are told apart by it, never by the text of their message.
 */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  return 'code' in error && typeof error.code === 'string' && error.code !== '' ? error.code : error.name;
}
