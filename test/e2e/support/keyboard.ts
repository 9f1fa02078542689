import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page has. */
const maxStops = 120;

/** A person who has no mouse: everything goes through the keys of the page. */
export function keyboardOf(page: Page) {
  const isFocused = (target: Locator): Promise<boolean> =>
    target.evaluate((element) => element === document.activeElement);

  /** Moves on with Tab until the target has the focus; fails when it cannot be reached. */
  const goTo = async (target: Locator): Promise<void> => {
    await expect(target).toBeVisible();
    for (let stop = 0; stop < maxStops; stop += 1) {
      if (await isFocused(target)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`The keyboard does not reach ${target}.`);
  };

  return {
    goTo,
    press: (key: string): Promise<void> => page.keyboard.press(key),
    activate: async (target: Locator): Promise<void> => {
      await goTo(target);
      await page.keyboard.press('Enter');
    },
    tick: async (target: Locator): Promise<void> => {
      await goTo(target);
      await page.keyboard.press('Space');
    },
    /** Replaces what a field holds. */
    type: async (target: Locator, text: string): Promise<void> => {
      await goTo(target);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    },
  };
}
