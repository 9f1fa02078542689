/** A window that has no room for the steps beside the page: there they are a menu. */
export const narrow = '@media (max-width: 899.95px)';
