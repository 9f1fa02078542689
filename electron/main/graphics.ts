/**
 * Whether the screen is another machine's, so that there is no graphics hardware to draw it with: Remote Desktop (which
 * gives a session its name), xrdp, and a display that X11 reaches over a network or through SSH.
 */
export function isRemoteScreen(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform === 'win32') return /^(?:rdp|ica)-/i.test(environment['SESSIONNAME'] ?? '');
  if (platform !== 'linux') return false;
  const isOtherHost = /^[^:/]+:\d/.test(environment['DISPLAY'] ?? '');
  return isOtherHost || (environment['XRDP_SESSION'] ?? '') !== '';
}
