/** The scheme of the page; a scheme of our own keeps `file:` and its rights out of the window. */
export const pageScheme = 'app';

const pageHost = 'wizard';

/** Where the page lives: the one address that the window ever shows. */
export const pageUrl = `${pageScheme}://${pageHost}/`;

/** The origin of the page as Chromium writes it (RFC 6454 serialisation of a standard scheme). */
export const pageOrigin = `${pageScheme}://${pageHost}`;

/**
 * Whether an address belongs to the page: scheme and host exactly, no port, no credentials. Node's `URL.origin` is
 * `null` for schemes that it does not know, so the parts are compared.
 */
export function isPageAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === `${pageScheme}:` && url.host === pageHost && url.username === '' && url.password === ''
  );
}
