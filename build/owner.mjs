/**
 * @typedef {object} Owner
 * @property {string} appId how Windows and macOS know the program; never changed after a release, because the
 *   installer for Windows finds what it has installed by it. The installer gives it to the shortcut and the running program to
 *   itself: Windows shows the notices of a program where both have the same one
 * @property {string} homepage
 * @property {string} name who answers for the program: the company in its properties, the maintainer of its packages
 * @property {string} email
 */

/**
 * What only the owner of the project can decide, in one place; everything that is packed, and the desktop program, takes it
 * from here. Names under `invalid` belong to nobody (RFC 2606, section 2) and stand until the owner has decided.
 * @type {Readonly<Owner>}
 */
export const owner = {
  appId: 'invalid.netready.desktop',
  homepage: 'https://netready.invalid/',
  name: 'Netready maintainers',
  email: 'maintainers@netready.invalid',
};

/** The variables that turn signing on. */
const signing = ['CSC_LINK', 'WIN_CSC_LINK', 'NETREADY_SIGN_COMMAND'];

/** @type {(environment: Readonly<Record<string, string | undefined>>) => boolean} */
const isSigning = (environment) => signing.some((name) => (environment[name] ?? '').trim() !== '');

/**
 * Refuses to sign in nobody's name: what is signed is meant to be given away.
 * @param {Readonly<Owner>} who
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @throws Error naming what is still open
 */
export function assertDecided(who, environment) {
  const open = Object.entries(who).filter(([, value]) => /\binvalid\b/.test(value));
  if (open.length > 0 && isSigning(environment))
    throw new Error(
      `Nothing is signed while ${open.map(([key]) => key).join(', ')} in build/owner.mjs stand for nobody.`,
    );
}
