/**
 * The parts of Electron that the shell uses. They are passed in, and `index.ts` alone takes Electron itself: the shell
 * compiles with no part that this list does not have, and tests can put something else in its place.
 */
export type ElectronModule = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeTheme'
  | 'Notification'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
>;
