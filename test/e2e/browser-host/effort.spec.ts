import type { Locator, Page } from '@playwright/test';
import { environmentText } from '../../../renderer/text/en/environment.ts';
import { fieldLabel } from '../../../renderer/text/en/fields.ts';
import { questionTexts } from '../../../renderer/text/en/questions.ts';
import { scopeText } from '../../../renderer/text/en/scope.ts';
import type { Role } from '../../../shared/profile/roles.ts';
import { type WizardPage, wizardOf } from '../pages/wizard.ts';
import type { Running } from '../support/running.ts';
import { saveFile } from '../support/saving.ts';
import { expect, test } from '../support/test.ts';

type Effort = { readonly clicks: number; readonly characters: number };

/** Pastes a text where the focus is, as a browser does unless the page does it. */
async function pasteText(page: Page, target: Locator, text: string): Promise<void> {
  const isDone = await target.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    return !element.dispatchEvent(event);
  }, text);
  if (!isDone) await page.keyboard.insertText(text);
}

/** Somebody whose clicks and keys are counted. Pasting is two keys, however much is pasted. */
function personOf(page: Page) {
  const effort = { clicks: 0, characters: 0 };
  const click = async (target: Locator): Promise<void> => {
    effort.clicks += 1;
    await target.click();
  };
  return {
    click,
    type: async (target: Locator, text: string): Promise<void> => {
      await click(target);
      effort.characters += text.length;
      await page.keyboard.type(text);
    },
    paste: async (target: Locator, lines: readonly string[]): Promise<void> => {
      await click(target);
      effort.characters += 2;
      await pasteText(page, target, lines.join('\n'));
    },
    effort: (): Effort => ({ ...effort }),
  };
}
type Person = ReturnType<typeof personOf>;

/** What differs between the ways to a signed report. */
type Journey = {
  readonly roles: readonly Role[];
  readonly environment: (person: Person, wizard: WizardPage, page: Page) => Promise<void>;
  readonly scope?: (person: Person, wizard: WizardPage, page: Page) => Promise<void>;
};

/** From an empty screen to the saved report. */
async function go(running: Running, { roles, environment, scope }: Journey): Promise<Effort> {
  const { page } = running;
  const wizard = wizardOf(page);
  const person = personOf(page);
  const next = wizard.button(/^Continue$/);
  await wizard.start.opened();
  await person.click(wizard.button('Start a new check'));
  await wizard.machine.opened();
  for (const role of roles) await person.click(wizard.machine.role(role));
  await person.click(next);
  await wizard.environment.opened();
  await environment(person, wizard, page);
  await person.click(next);
  await wizard.scope.opened();
  await scope?.(person, wizard, page);
  await person.click(next);
  await wizard.review.opened();
  await person.click(wizard.review.run);
  await wizard.results.opened();
  await person.click(wizard.results.toReport);
  await wizard.report.opened();
  await saveFile(running, () => person.click(wizard.report.save));
  return person.effort();
}

const field = (page: Page, name: Parameters<typeof fieldLabel>[0]): Locator =>
  page.getByRole('textbox', { name: fieldLabel(name) });

const hosts = (count: number, from = 10): readonly string[] =>
  Array.from({ length: count }, (_, index) => `127.0.0.${from + index}`);

/** A journey takes no more than this. */
const within = ({ clicks, characters }: Effort, most: Effort): void => {
  expect(clicks, 'clicks').toBeLessThanOrEqual(most.clicks);
  expect(characters, 'characters').toBeLessThanOrEqual(most.characters);
};

test('one server, with nothing but its database said', async ({ wizard: running }) => {
  const effort = await go(running, {
    roles: ['controller', 'front-end'],
    environment: (person, wizard) => person.type(wizard.environment.databaseHost, '127.0.0.3'),
  });
  within(effort, { clicks: 10, characters: 16 });
});

test('the first server of an environment, with its name, its version and what that brings', async ({
  wizard: running,
}) => {
  const effort = await go(running, {
    roles: ['controller', 'front-end'],
    environment: async (person, wizard, page) => {
      await person.type(wizard.environment.name, 'Production');
      await person.type(field(page, 'platformVersion'), '11.41.0');
      await person.type(wizard.environment.databaseHost, '127.0.0.3');
    },
    scope: (person, _wizard, page) =>
      person.click(page.getByRole('button', { name: scopeText.choose('2025'), exact: true })),
  });
  within(effort, { clicks: 13, characters: 26 });
});

test('LifeTime with seven servers', async ({ wizard: running }) => {
  const effort = await go(running, {
    roles: ['lifetime'],
    environment: async (person, wizard, page) => {
      await person.type(wizard.environment.databaseHost, '127.0.0.3');
      await person.paste(field(page, 'managedFrontEnds'), hosts(5));
      await person.paste(field(page, 'managedControllers'), hosts(2));
    },
  });
  within(effort, { clicks: 11, characters: 13 });
});

test('a front-end of a farm of twelve, with a proxy and containers', async ({ wizard: running }) => {
  const effort = await go(running, {
    roles: ['front-end'],
    environment: async (person, wizard, page) => {
      const { options } = questionTexts.hosting;
      await person.click(page.getByRole('radio', { name: options.containers }));
      await person.paste(field(page, 'containerRuntimes'), hosts(2, 40));
      await person.type(wizard.environment.controller, '127.0.0.2');
      await person.paste(wizard.environment.frontEnds, hosts(12));
      await person.type(wizard.environment.databaseHost, '127.0.0.3');
      await person.click(page.getByText(environmentText.proxy, { exact: true }));
      await person.click(page.getByRole('radio', { name: questionTexts.proxyMode.options.manual }));
      await person.type(field(page, 'proxyUrl'), 'http://127.0.0.1:9');
    },
  });
  within(effort, { clicks: 16, characters: 40 });
});
