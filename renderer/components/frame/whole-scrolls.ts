/**
 * A window so low, or a zoom so large, that steps, header and bottom bar would leave no room for the page: there they
 * scroll away with it (WCAG 2.2, 1.4.10: 400 % zoom of a window of 1280 by 1024 is 320 by 256).
 */
export const wholeScrolls = '@media (max-height: 300px)';
