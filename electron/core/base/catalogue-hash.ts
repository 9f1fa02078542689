import { createHash } from 'node:crypto';
import { type Catalogue, describeCatalogue } from '../../../shared/catalogue/catalogue.ts';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 of the catalogue's canonical JSON, lower-case hex: two reports with one hash were asked the same questions. */
export function catalogueSha256(catalogue: Catalogue): string {
  return createHash('sha256')
    .update(canonicalJson(describeCatalogue(catalogue)))
    .digest('hex');
}
