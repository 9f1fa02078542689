import type { App, Event, Session, WebContents } from 'electron';
import { pageScheme, pageUrl } from './page-address.ts';

/** The one permission that a page needs: the copy buttons. */
const grantedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Schemes that a window may load from. Developer tools have a page of their own, and are off in a packaged program. */
function allowedSchemes(isPackaged: boolean): ReadonlySet<string> {
  return new Set(isPackaged ? [`${pageScheme}:`] : [`${pageScheme}:`, 'devtools:']);
}

/**
 * Takes from a session whatever the wizard does not need: the network, permissions, devices, downloads, silent
 * Windows logon and the dictionaries of the spelling check. Certificates need no rule: nothing of ours ever speaks up
 * for a bad one. (Electron security checklist, items 1, 5 and 6.)
 */
export function hardenSession(session: Session, isPackaged: boolean): void {
  const allowed = allowedSchemes(isPackaged);
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(grantedPermissions.has(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => grantedPermissions.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !(URL.canParse(url) && allowed.has(new URL(url).protocol)) });
  });
  session.allowNTLMCredentialsForDomains('');
  session.setSpellCheckerEnabled(false);
}

/** The page may load itself again, wherever in it one is, to start anew; nothing else may be shown. */
function refuseNavigation(details: Event<{ readonly url: string; readonly isMainFrame: boolean }>): void {
  const [address] = details.url.split('#');
  if (!(details.isMainFrame && address === pageUrl)) details.preventDefault();
}

/**
 * Keeps a page where it is: no other address, no new window, no embedded page. (Electron security checklist, items
 * 11 to 14.)
 */
function hardenContents(contents: WebContents): void {
  contents.on('will-navigate', refuseNavigation);
  contents.on('will-frame-navigate', refuseNavigation);
  contents.on('will-redirect', (details) => details.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/**
 * Hardens every session and every page from the moment it exists, whoever makes it. Must happen before Electron is
 * ready, so that none escapes.
 */
export function hardenEverything(app: App): void {
  app.on('session-created', (session) => hardenSession(session, app.isPackaged));
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
}
