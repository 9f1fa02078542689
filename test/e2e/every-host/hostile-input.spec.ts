import { answerByMouse, wizardOf } from '../pages/wizard.ts';
import { closedEnvironment } from '../support/environments.ts';
import { watchPolicy } from '../support/policy-watch.ts';
import { expect, test } from '../support/test.ts';

const hosts = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "db'; DROP TABLE runs;--",
  'javascript:alert(1)',
  '../../etc/passwd',
  'db.example.local/path',
  'user:secret@db.example.local',
  '$(reboot)',
  '-oProxyCommand=reboot',
  'db\u202Elacol.elpmaxe',
  'db\u0000.example.local',
  '\u{1F4A9}.example.local',
  `${'a'.repeat(64)}.example.local`,
  `${'a.'.repeat(130)}example`,
  '256.256.256.256',
  '127.0.0.1:1433',
  '[::1',
];

test('a host that is none is refused where it was typed', async ({ wizard: { page } }) => {
  const policy = await watchPolicy(page);
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.start.begin();
  await wizard.machine.opened();
  await wizard.machine.role('controller').check();
  await wizard.next();
  await wizard.environment.opened();
  await wizard.environment.fill(closedEnvironment);
  for (const host of hosts) {
    await wizard.environment.databaseHost.fill(host);
    await wizard.next();
    await wizard.environment.opened();
    await expect(wizard.environment.databaseHost, host).toHaveAttribute('aria-invalid', 'true');
  }
  expect(await policy.violations()).toEqual([]);
});

test('names that look like something else stay text, everywhere', async ({ wizard: { page } }) => {
  const policy = await watchPolicy(page);
  const wizard = wizardOf(page);
  const name = '<b>=HYPERLINK("https://example.com")</b>';
  await answerByMouse(wizard, { ...closedEnvironment, name });
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.toReport.click();
  await wizard.report.opened();
  await wizard.step('environment').click();
  await wizard.environment.opened();
  await expect(wizard.environment.name).toHaveValue(name);
  await wizard.step('start').click();
  await wizard.start.opened();
  expect(await page.locator('b').count()).toBe(0);
  expect(await policy.violations()).toEqual([]);
});

test('a file that is no environment is refused, and changes nothing', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  const files: readonly (readonly [name: string, text: string, said: string])[] = [
    ['<img src=x onerror=alert(1)>.json', '{"schemaVersion":1,"environment":{"name":1}}', '<img src=x'],
    ['proto.json', '{"schemaVersion":1,"__proto__":{"polluted":true}}', 'proto.json'],
    ['deep.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'deep.json'],
    ['entities.hsconf', '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', 'declaration'],
    ['empty.json', '', 'empty.json'],
  ];
  for (const [name, text, said] of files) {
    await wizard.start.openFile({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await expect(wizard.main.getByRole('alert'), name).toContainText(said);
    await wizard.start.opened();
  }
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
});
