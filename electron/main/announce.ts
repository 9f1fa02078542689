import type { BrowserWindow } from 'electron';
import type { ElectronModule } from './electron-module.ts';
import { showAgain } from './open-window.ts';

/** Tells the person at another window something. Gives whether they were told. */
export type Announce = (title: string, text: string) => boolean;

/**
 * Tells what the person does not see because another window has the focus: the system's own notice, which leads back, and
 * the window's mark in the bar of the system, which also works where notices are switched off.
 */
export function announcer(
  { Notification }: Pick<ElectronModule, 'Notification'>,
  window: BrowserWindow,
): Announce {
  // Kept until the next one: a notice that nothing holds can lose its click.
  let shown: InstanceType<ElectronModule['Notification']> | null = null;
  return (title, text) => {
    if (window.isFocused()) return false;
    window.flashFrame(true);
    window.once('focus', () => window.flashFrame(false));
    if (!Notification.isSupported()) return true;
    shown?.close();
    shown = new Notification({ title, body: text });
    shown.on('click', () => showAgain(window));
    shown.show();
    return true;
  };
}
