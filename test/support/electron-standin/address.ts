const suffix = '.app.standin.localhost';

/**
 * Chromium knows no scheme of ours, and lets nobody answer one that it does not know. So an address of the page is
 * mapped to one that it does: `app://wizard/x` to `https://wizard.app.standin.localhost/x`, which is a secure context
 * with an origin of its own, and is never asked for over the network.
 */
export function toBrowser(address: string): string {
  const match = /^app:\/\/([^/]*)(\/.*)?$/.exec(address);
  return match === null ? address : `https://${match[1]}${suffix}${match[2] ?? '/'}`;
}

/** The address that the program sees, from the one that the browser uses. */
export function toProgram(address: string): string {
  const match = /^https:\/\/([^/]*)\.app\.standin\.localhost(\/.*)?$/.exec(address);
  return match === null ? address : `app://${match[1]}${match[2] ?? '/'}`;
}
