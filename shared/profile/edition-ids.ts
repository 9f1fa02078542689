/** The editions of the requirements that a profile may choose, oldest first. What each is stands in the catalogue. */
export const editionIds = ['2020', '2025'] as const;
export type EditionId = (typeof editionIds)[number];

/** The edition of a profile that names none: that of the source document. */
export const baseEditionId: EditionId = '2020';
