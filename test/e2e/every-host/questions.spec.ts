import { questionId } from '../../../renderer/wizard/questions.ts';
import {
  type AnswerStep,
  type Asking,
  askedIds,
  isAsked,
  parts,
  questionOf,
} from '../../../shared/profile/questions.ts';
import { roles } from '../../../shared/profile/roles.ts';
import { wizardOf } from '../pages/wizard.ts';
import { expect, test } from '../support/test.ts';

const sides: Readonly<Record<string, Pick<Asking, 'roles'>>> = {
  'a LifeTime server': { roles: ['lifetime'] },
  'any other machine': { roles: roles.filter((role) => role !== 'lifetime' && role !== 'container-runtime') },
};

for (const [name, own] of Object.entries(sides))
  test(`every question that ${name} is asked stands on its page, once`, async ({ wizard: { page } }) => {
    const wizard = wizardOf(page);
    const asking: Asking = {
      ...own,
      hosting: 'containers',
      hybrid: true,
      proxyMode: 'manual',
      unnamedDatabases: ['logging'],
      edition: '2025',
      overlays: [],
    };
    const profile = {
      schemaVersion: 1,
      machine: { roles: asking.roles },
      environment: { hosting: asking.hosting, hybrid: asking.hybrid },
      unnamedDatabases: asking.unnamedDatabases,
      edition: asking.edition,
      proxy: { mode: asking.proxyMode, url: 'http://127.0.0.1:3128' },
    };
    const standsOn = async (step: AnswerStep): Promise<void> => {
      const asked = askedIds.filter(
        (id) => isAsked(id, asking) && parts[questionOf(id).part ?? 'roles'] === step,
      );
      expect(asked.length).toBeGreaterThan(1);
      for (const id of asked) await expect(page.locator(`[id="${questionId(id)}"]`), id).toHaveCount(1);
    };

    await wizard.start.opened();
    await wizard.start.openFile({
      name: 'environment.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(profile)),
    });
    await wizard.machine.opened();
    for (const role of asking.roles) await wizard.machine.role(role).check({ force: true });
    await standsOn('machine');
    await wizard.next();
    await wizard.environment.opened();
    await standsOn('environment');
    await wizard.next();
    await wizard.scope.opened();
    await standsOn('scope');
  });
