import type { PageSize } from '../../shared/contract/operations.ts';

/** The regions whose paper is Letter (ANSI/ASME Y14.1); everywhere else it is A4 (ISO 216). */
const letterRegions = new Set(['US', 'CA', 'MX']);

/** The usual paper of a language with its region (BCP 47), for example `en-US`. A4 where no region is named. */
export function usualPageSize(language: string): PageSize {
  const region = language.split('-').find((part, index) => index > 0 && /^[A-Za-z]{2}$/.test(part));
  return letterRegions.has(region?.toUpperCase() ?? '') ? 'LETTER' : 'A4';
}
