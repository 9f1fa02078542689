import { expect, type Locator, type Page } from '@playwright/test';
import { commonText } from '../../../renderer/text/en/common.ts';
import { deskText } from '../../../renderer/text/en/desk.ts';
import { frameText } from '../../../renderer/text/en/frame.ts';
import type { Step } from '../../../shared/contract/session.ts';

/** What every page of the wizard has: a heading, the machine above it, the steps beside it, the buttons below it. */
export function frameOf(page: Page) {
  const main = page.getByRole('main');
  const foot = page.getByRole('contentinfo');
  const rail = page.getByRole('navigation', { name: frameText.steps });
  const menu = rail.locator('button[aria-expanded]');
  const step = (name: Step): Locator =>
    rail.getByRole('listitem').getByRole('button', { name: new RegExp(`^${frameText.stepWords[name]}`) });
  const verify = rail.getByRole('button', { name: frameText.verify });
  /** Shows the steps where a narrow window has folded them into a menu. */
  const showSteps = async (): Promise<void> => {
    if (await menu.isVisible()) await menu.click();
  };
  return {
    main,
    foot,
    heading: page.getByRole('heading', { level: 1 }),
    /** A button of the bar at the bottom. */
    button: (name: string | RegExp): Locator => foot.getByRole('button', { name }),
    /** A step of the rail, whatever its state. */
    step,
    /** Goes to a step that can be gone to, also where the window is narrow. */
    open: async (name: Step): Promise<void> => {
      await showSteps();
      await step(name).click();
    },
    /** The button in place of the steps in a narrow window. */
    menu,
    verify,
    openVerify: async (): Promise<void> => {
      await showSteps();
      await verify.click();
    },
    openMerge: async (): Promise<void> => {
      await showSteps();
      await rail.getByRole('button', { name: frameText.merge }).click();
    },
    /** Goes to another page of the support desk; its menu is opened first where the window is narrow. */
    openDeskPage: async (name: string): Promise<void> => {
      const pages = page.getByRole('navigation', { name: deskText.heading });
      const own = pages.getByRole('button', { name, exact: true });
      if (!(await own.isVisible())) await pages.getByRole('button', { name: deskText.menu }).click();
      await own.click();
    },
    /** The way from the support desk to the check of this machine. */
    leaveDesk: page.getByRole('button', { name: deskText.leave }),
    /** What the header says under a term, such as the phase. */
    said: (term: string): Locator =>
      page
        .getByRole('banner')
        .getByRole('definition')
        .and(page.locator(`dt:text-is("${term}") + dd`)),
    next: async (): Promise<void> => foot.getByRole('button', { name: commonText.next, exact: true }).click(),
    back: async (): Promise<void> => foot.getByRole('button', { name: commonText.back, exact: true }).click(),
    isAt: async (heading: string): Promise<void> => {
      await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();
    },
  };
}

export type FramePage = ReturnType<typeof frameOf>;
