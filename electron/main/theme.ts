import type { BrowserWindow, NativeTheme } from 'electron';
import { palettes } from '../../shared/theme/tokens.ts';

/** The colour behind the page, `#RRGGBB`: the page's own, so that nothing flashes before it is drawn. */
export function backgroundColour(theme: Pick<NativeTheme, 'shouldUseDarkColors'>): string {
  return palettes[theme.shouldUseDarkColors ? 'dark' : 'light'].page;
}

/** Keeps the colour behind the page in step when the system changes between light and dark. */
export function followTheme(theme: NativeTheme, window: BrowserWindow): void {
  const update = (): void => window.setBackgroundColor(backgroundColour(theme));
  theme.on('updated', update);
  window.once('closed', () => theme.off('updated', update));
}
