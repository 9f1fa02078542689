/** What stands in place of a page that could not be drawn. */
export const crashText = { reload: 'Load the page again' } as const;
