import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { createRoot } from 'react-dom/client';
import type { CommandSource } from '../../shared/contract/commands.ts';
import { keptScheme } from '../theme/kept-scheme.ts';
import { printInLight } from '../theme/print-in-light.ts';
import { theme } from '../theme/theme.ts';
import { CrashGuard } from './CrashGuard.tsx';
import { type Connect, Entrance } from './Entrance.tsx';

/** The nonce that the host put into the page for this response; styles carry it past the page's policy. */
function nonceOf(page: Document): string {
  return page.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? '';
}

/**
 * Draws the wizard into the page.
 * @param connect opens the way to the host
 * @param menu where the host's menu is heard of; null where it has none
 */
export function mount(page: Document, connect: Connect, menu: CommandSource | null): void {
  const root = page.getElementById('root');
  if (root === null) throw new TypeError('the page has no place for the wizard');
  printInLight(window);
  const cache = createCache({ key: 'nr', nonce: nonceOf(page), prepend: true });
  createRoot(root).render(
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme} noSsr defaultMode="system" storageManager={keptScheme}>
        <CssBaseline />
        <CrashGuard>
          <Entrance connect={connect} menu={menu} />
        </CrashGuard>
      </ThemeProvider>
    </CacheProvider>,
  );
}
