import { reportText } from '../../../renderer/text/en/report.ts';
import { answerByMouse, wizardOf } from '../pages/wizard.ts';
import { closedEnvironment } from '../support/environments.ts';
import { expect, test } from '../support/test.ts';

const { preview: texts } = reportText;

test('the preview shows one page, and the one that is asked for', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.toReport.click();
  await wizard.report.opened();
  const pictures = wizard.main.getByRole('img', { name: /^Picture of page/ });
  const label = (await pictures.getAttribute('aria-label')) ?? '';
  const count = Number(/ of (\d+)$/.exec(label)?.[1]);
  expect(count).toBeGreaterThan(3);
  await expect(pictures).toHaveCount(1);

  const next = page.getByRole('button', { name: texts.next });
  const previous = page.getByRole('button', { name: texts.previous });
  await next.click();
  await expect(pictures).toHaveAccessibleName(texts.picture(2, count));
  await page.getByRole('textbox', { name: texts.pageLabel }).fill(String(count));
  await page.keyboard.press('Enter');
  await expect(pictures).toHaveAccessibleName(texts.picture(count, count));
  await next.press('Enter');
  await expect(next).toBeFocused();
  await expect(pictures).toHaveAccessibleName(texts.picture(count, count));
  await previous.click();
  await expect(pictures).toHaveAccessibleName(texts.picture(count - 1, count));
  await page.getByRole('textbox', { name: texts.pageLabel }).fill('4000');
  await page.keyboard.press('Tab');
  await expect(pictures).toHaveAccessibleName(texts.picture(count - 1, count));
  await expect(pictures).toHaveCount(1);
});
