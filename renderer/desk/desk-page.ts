/** The pages of the support desk, in the order of its navigation. */
export const deskPages = ['verify', 'merge', 'compare', 'signers', 'symptoms', 'history', 'about'] as const;
export type DeskPage = (typeof deskPages)[number];

/** Whether a page belongs to the support desk, so that it is not about this machine. */
export const isDeskPage = (page: string): page is DeskPage => deskPages.some((name) => name === page);
