/**
 * The parts of Electron that the shell uses. They are passed in, and `index.ts` alone takes them from Electron: what
 * the shell can reach is this list, and tests can put something else in its place.
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
