import type { DeskPage } from '../../desk/desk-page.ts';

/** Texts of what stands around the pages of the support desk. */
export const deskText = {
  heading: 'Support desk',
  /** What each page is called in the navigation and in the title of the window. */
  pages: {
    verify: 'Verify reports',
    merge: 'Environment report',
    compare: 'Compare',
    signers: 'Known signers',
    symptoms: 'Explain a line',
    history: 'Earlier runs',
    about: 'About',
  } as const satisfies Readonly<Record<DeskPage, string>>,
  menu: 'Pages',
  leave: 'Check this machine',
} as const;
