import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fingerprintOf } from '../../../electron/core/identity/fingerprint.ts';
import { compareText } from '../../../renderer/text/en/compare.ts';
import { comparisonText } from '../../../renderer/text/en/comparison.ts';
import { deskText } from '../../../renderer/text/en/desk.ts';
import { mergeText } from '../../../renderer/text/en/merge.ts';
import { resultsText } from '../../../renderer/text/en/results.ts';
import { signersText } from '../../../renderer/text/en/signers.ts';
import { verifyText } from '../../../renderer/text/en/verify.ts';
import { emptyTrust } from '../../../shared/report/trust-file.ts';
import { fingerprintGroups } from '../../../shared/words/phrases.ts';
import { environmentFile, mergeOf, reportOf, signerOf, trusting } from '../../support/environment-report.ts';
import { environmentResults, farmOf } from '../../support/environment-results.ts';
import { makeEcSigner } from '../../support/sample-report.ts';
import { type PickedFile, wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { watchPolicy } from '../support/policy-watch.ts';
import { saveFile } from '../support/saving.ts';
import { expect, test } from '../support/test.ts';

const { list: texts } = verifyText;

const pdf = (name: string, bytes: Uint8Array): PickedFile => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from(bytes),
});

/** A farm of four front-ends in which nobody reaches the database. */
const results = environmentResults(
  farmOf(4, { fault: ({ host, port }) => (host.startsWith('db') && port !== null ? 'timeout' : null) }),
);

function resultOf(hostname: string) {
  const found = results.find(({ machine }) => machine.hostname === hostname);
  if (found === undefined) throw new TypeError(`no report of ${hostname}`);
  return found;
}

const intact = async (hostname: string): Promise<PickedFile> =>
  pdf(`${hostname}.pdf`, await reportOf(resultOf(hostname)));

/** Another key in the name of a machine. */
const foreign = async (hostname: string): Promise<PickedFile> =>
  pdf(`${hostname}-again.pdf`, await reportOf(resultOf(hostname), makeEcSigner(`Netready on ${hostname}`)));

/** Files that are not as they were signed, each in another way. */
function spoilt(of: PickedFile): PickedFile[] {
  const changed = Buffer.from(of.buffer);
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
  return [
    { ...of, name: 'changed.pdf', buffer: changed },
    { ...of, name: 'cut.pdf', buffer: of.buffer.subarray(0, of.buffer.length * 0.6) },
    { ...of, name: 'invoice.pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n') },
  ];
}

/** What stands in the table, a line for each row. */
const rowsOf = (page: Page) => page.getByRole('grid', { name: texts.label }).getByRole('row');

async function openDesk(page: Page): Promise<ReturnType<typeof wizardOf>> {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.openVerify();
  await wizard.verifyPage.opened();
  return wizard;
}

const goTo = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: deskText.heading }).getByRole('button', { name, exact: true }).click();

/** Reads the last groups of a fingerprint out. */
const lastGroups = (fingerprint: string): string => fingerprintGroups(fingerprint).slice(-4).join(' ');

test('a list says of each file what it is and whose, the worst first, and leads into it and back', async ({
  wizard: running,
}) => {
  const { page } = running;
  const policy = await watchPolicy(page);
  const wizard = await openDesk(page);
  const first = await intact('fe1');
  await wizard.verifyPage.check([first, await intact('fe2'), ...spoilt(first)]);
  await expect(wizard.verifyPage.summary(0, 2, 3)).toBeVisible();
  const rows = rowsOf(page);
  await expect(rows).toHaveCount(6);
  await expect(rows.nth(1)).toContainText('Changed after signing');
  await expect(rows.nth(2)).toContainText('Cut off');
  await expect(rows.nth(3)).toContainText('Not a report');
  await expect(rows.nth(4)).toContainText(texts.unknownKey);
  await expect(page.getByText(texts.pages({ compared: 2, left: 0, incomparable: 0 }))).toBeVisible();
  await expect(rows.nth(4)).toContainText('Intact');
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('button', { name: /^Refused/ }).click();
  await expect(rows).toHaveCount(4);
  await page.getByRole('button', { name: /^All/ }).click();
  await page.getByRole('searchbox', { name: texts.search }).fill('fe2');
  await expect(rows).toHaveCount(2);
  await page.getByRole('searchbox', { name: texts.search }).fill('');

  await rows.nth(1).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^Not ready/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: resultsText.causes.heading })).toBeVisible();
  await expect(page.getByText(verifyText.opened.unknownKey, { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Waive/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Run .* again/ })).toHaveCount(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page
    .getByRole('button', { name: /^Evidence for/ })
    .first()
    .click();
  const panel = page.getByRole('dialog');
  await expect(panel).toContainText('Facts');
  await page.goBack();
  await expect(panel).toBeHidden();
  await page.goForward();
  await expect(panel).toContainText('Facts');
  await page.keyboard.press('Escape');
  await wizard.back();
  await expect(rows.last()).toBeFocused();
  expect(await policy.violations()).toEqual([]);
});

test('nothing is drawn from a file that is refused', async ({ wizard: { page } }) => {
  const wizard = await openDesk(page);
  const [changed] = spoilt(await intact('fe1'));
  if (changed === undefined) throw new TypeError('no file');
  await wizard.verifyPage.check([changed]);
  await rowsOf(page).nth(1).click();
  await expect(page.getByText(verifyText.opened.refused)).toBeVisible();
  await expect(page.getByRole('heading', { name: resultsText.causes.heading })).toHaveCount(0);
  await expect(page.getByRole('grid')).toHaveCount(0);
});

test('a signer is known once its last groups were typed, and another key of its machine is told loudly', async ({
  wizard: { page },
}) => {
  const wizard = await openDesk(page);
  await wizard.verifyPage.check([await intact('fe1')]);
  await rowsOf(page).nth(1).click();
  await page.getByRole('button', { name: verifyText.opened.addSigner }).click();
  await wizard.isAt(signersText.add.heading);
  expect(await accessibilityProblems(page)).toEqual([]);
  const key = fingerprintOf(signerOf('fe1').certificates[0]);
  await expect(page.getByRole('main')).not.toContainText(lastGroups(key));
  const typed = page.getByLabel(signersText.add.typed);
  await typed.fill('0000 0000 0000 0000');
  await wizard.button(signersText.add.confirm).click();
  await expect(page.getByText('These are not the last groups of this key')).toBeVisible();
  await typed.fill(lastGroups(key));
  await page.getByLabel(signersText.add.customer).fill('Example Ltd');
  await wizard.button(signersText.add.confirm).click();
  const table = page.getByRole('table', { name: signersText.label });
  await expect(table).toContainText('Example Ltd');
  expect(await accessibilityProblems(page)).toEqual([]);

  await goTo(page, deskText.pages.verify);
  await wizard.button(texts.add).click({ trial: true });
  await page.getByRole('button', { name: texts.clear }).click();
  await wizard.verifyPage.check([await intact('fe1'), await foreign('fe1')]);
  await expect(page.getByRole('heading', { level: 1, name: /1 key has changed/ })).toBeVisible();
  await expect(rowsOf(page).nth(1)).toContainText(texts.changedKey);
  await rowsOf(page).nth(1).click();
  await expect(page.getByText(verifyText.opened.changedKey)).toBeVisible();

  await goTo(page, deskText.pages.signers);
  await table.getByRole('button', { name: /^Remove/ }).click();
  await table.getByRole('button', { name: /^Really remove/ }).click();
  await expect(page.getByText(signersText.none.title)).toBeVisible();
});

test('what was selected is compared, or becomes one environment', async ({ wizard: { page } }) => {
  const wizard = await openDesk(page);
  await wizard.verifyPage.check(await Promise.all(['fe1', 'fe2', 'fe3', 'ctrl'].map(intact)));
  const rows = rowsOf(page);
  await expect(rows).toHaveCount(5);
  await rows.nth(1).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await wizard.button(texts.compare).click();
  await wizard.isAt(compareText.heading);
  await expect(page.getByRole('region', { name: compareText.slots.before })).toContainText('.pdf');
  await expect(page.getByText(comparisonText.others)).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await goTo(page, deskText.pages.verify);
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await rows.nth(1).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await wizard.button(texts.merge(4)).click();
  await expect(page.getByRole('grid', { name: mergeText.matrix.heading })).toBeVisible();
});

test('a changed key is left out of an environment until somebody has confirmed it', async ({
  folders,
  start,
}) => {
  writeFileSync(join(folders.home, 'trust.json'), JSON.stringify(trusting('fe1', 'fe2', 'ctrl')));
  const { page } = await start();
  const wizard = await openDesk(page);
  await wizard.verifyPage.check([await foreign('fe1'), await intact('fe2'), await intact('ctrl')]);
  await expect(page.getByRole('heading', { level: 1, name: /1 key has changed/ })).toBeVisible();
  await expect(wizard.button(texts.merge(2))).toBeVisible();
  await goTo(page, deskText.pages.merge);
  const chooser = page.waitForEvent('filechooser');
  await wizard.button(mergeText.choose).click();
  await (await chooser).setFiles([await foreign('fe1'), await intact('fe2'), await intact('ctrl')]);
  await expect(page.getByText(mergeText.refused.title(1))).toBeVisible();
  await page.getByRole('button', { name: mergeText.refused.confirmOf('fe1-again.pdf') }).click();
  await expect(page.getByText(mergeText.refused.title(1))).toBeHidden();
});

test('an environment report opens as its matrix', async ({ wizard: { page } }) => {
  const wizard = await openDesk(page);
  const machines = await Promise.all(['ctrl', 'fe1', 'fe2', 'fe3', 'fe4'].map(intact));
  const files = Object.fromEntries(machines.map(({ name, buffer }) => [name, new Uint8Array(buffer)]));
  const bytes = await environmentFile(await mergeOf(files, emptyTrust));
  await wizard.verifyPage.check([pdf('environment.pdf', bytes)]);
  await rowsOf(page).nth(1).click();
  await expect(page.getByRole('grid', { name: mergeText.matrix.heading })).toBeVisible();
  await wizard.back();
  await expect(rowsOf(page).nth(1)).toBeFocused();
});

test('the list is saved as a table', async ({ wizard: running }) => {
  const { page } = running;
  const wizard = await openDesk(page);
  await wizard.verifyPage.check([{ ...(await intact('fe1')), name: '=fe1.pdf' }]);
  await expect(wizard.verifyPage.summary(0, 1, 0)).toBeVisible();
  const path = await saveFile(running, () => page.getByRole('button', { name: texts.saveAs.csv }).click());
  expect(readFileSync(path, 'utf8')).toContain(`"'=fe1.pdf"`);
});

test.describe('in a narrow window', () => {
  test.use({ look: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } });

  test('the pages are a menu, which closes with Escape', async ({ wizard: { page } }) => {
    const wizard = await openDesk(page);
    const menu = page.getByRole('navigation', { name: deskText.heading });
    await expect(menu.getByRole('button', { name: deskText.pages.signers })).toBeHidden();
    await menu.getByRole('button', { name: deskText.menu }).click();
    await expect(menu.getByRole('button', { name: deskText.pages.signers })).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(menu.getByRole('button', { name: deskText.menu })).toBeFocused();
    await menu.getByRole('button', { name: deskText.menu }).click();
    await menu.getByRole('button', { name: deskText.pages.signers }).click();
    await wizard.isAt(signersText.heading);
    await expect(menu.getByRole('button', { name: deskText.leave })).toBeHidden();
    await menu.getByRole('button', { name: deskText.menu }).click();
    await wizard.leaveDesk.click();
    await wizard.start.opened();
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isWide).toBe(false);
  });
});
