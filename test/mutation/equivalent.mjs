/**
 * Changes that nobody can see, with the reason; they are left out. `before` and `after` are as `npm run mutate` shows
 * them.
 * @type {readonly { file: string, before: string, after: string, reason: string }[]}
 */
export const equivalent = [];
