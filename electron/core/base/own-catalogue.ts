import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import { catalogueProblems } from '../../../shared/catalogue/validate.ts';
import { catalogueSha256 } from './catalogue-hash.ts';

/* What follows from this program's own catalogue. The build puts it into each program, so that none adds it up when it starts. */

/** The hash of the catalogue. */
export const ownCatalogueSha256: string = catalogueSha256(catalogue);

/** In what the catalogue contradicts itself, which is then nothing to judge a machine by; null where it does not. */
export const ownCatalogueProblem: string | null = catalogueProblems(catalogue)[0] ?? null;
