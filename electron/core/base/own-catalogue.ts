import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import { catalogueSha256 } from './catalogue-hash.ts';

/** The hash of this program's own catalogue. The build puts it into each program, so that none adds it up when it starts. */
export const ownCatalogueSha256: string = catalogueSha256(catalogue);
