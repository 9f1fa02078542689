/** The id of a page's heading: where the focus goes when a page opens. */
export const pageHeadingId = 'page-heading';
