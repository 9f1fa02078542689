import { hostReadingText } from '../../../renderer/text/en/host-reading.ts';
import { wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { expect, test } from '../support/test.ts';

const pasted = [
  'fe01.example.local',
  'fe02.example.local, fe03.example.local',
  'http://fe05.example.local:80/',
  '10.1.1.26\tfe06',
  '- fe07.example.local (primary)',
  '10.1.2.29-10.1.2.32',
  '0.0.0.0',
  'ｆｅ０８.example.local',
  '# old: fe99',
  'FE01.example.local',
].join('\n');

test('a list is pasted as it is: nothing doubtful is taken by itself, and each entry can be chosen', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.start.begin();
  await wizard.machine.opened();
  await wizard.machine.role('controller').check();
  await wizard.next();
  await wizard.environment.opened();
  const { frontEnds } = wizard.environment;
  await frontEnds.fill(pasted);
  const status = page.getByText(hostReadingText.summary(3, 6));
  await expect(status).toBeVisible();
  for (const kind of ['web-address', 'hosts-line', 'bullet', 'range', 'no-machine', 'full-width'] as const)
    await expect(page.getByText(hostReadingText.doubt[kind])).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole('button', { name: /^Use 10\.1\.1\.26 in place of/ }).click();
  await expect(page.getByText(hostReadingText.summary(4, 5))).toBeVisible();
  await expect(page.getByRole('button', { name: hostReadingText.takeAll(4, 7) })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(hostReadingText.summary(11, 1))).toBeVisible();
  await page.getByRole('button', { name: /^Leave out in place of 0\.0\.0\.0/ }).click();
  await expect(page.getByText(hostReadingText.nothingSilently)).toBeHidden();
  await expect(frontEnds).toBeFocused();
  const lines = (await frontEnds.inputValue()).split(/[\n,]+/).map((line) => line.trim());
  expect(lines).toEqual([
    'fe01.example.local',
    'fe02.example.local',
    'fe03.example.local',
    'fe05.example.local',
    '10.1.1.26',
    'fe07.example.local',
    '10.1.2.29',
    '10.1.2.30',
    '10.1.2.31',
    '10.1.2.32',
    'fe08.example.local',
    '# old: fe99',
    'FE01.example.local',
  ]);
});

test('names are found in a text that is no list', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.start.begin();
  await wizard.machine.opened();
  await wizard.machine.role('controller').check();
  await wizard.next();
  await wizard.environment.opened();
  const servers = ['fe1', 'fe2.example.local', '10.0.0.9'].map((host) => ({ host, cpu: 4 }));
  await wizard.environment.frontEnds.fill(JSON.stringify({ servers }, null, 2));
  await page.getByRole('button', { name: hostReadingText.takeFound(3) }).click();
  await expect(wizard.environment.frontEnds).toHaveValue('fe1\nfe2.example.local\n10.0.0.9');
});

test('where one host is asked for, what was meant is offered with its port', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.start.begin();
  await wizard.machine.opened();
  await wizard.machine.role('front-end').check();
  await wizard.next();
  await wizard.environment.opened();
  const { controller, databaseHost, databasePort } = wizard.environment;
  await controller.fill('http://controller.example.local:12000/x');
  await databaseHost.fill('jdbc:sqlserver://db01.example.local:1444;databaseName=os');
  await databasePort.focus();
  await page.getByRole('button', { name: 'Use controller.example.local', exact: true }).click();
  await expect(controller).toHaveValue('controller.example.local');
  await page.getByRole('button', { name: 'Use db01.example.local, port 1444' }).click();
  await expect(databaseHost).toHaveValue('db01.example.local');
  await expect(databasePort).toHaveValue('1444');
  await wizard.next();
  await wizard.scope.opened();
});
