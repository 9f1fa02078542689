import { describe, expect, it } from 'vitest';
import { questionText } from '../../../../renderer/text/en/questions.ts';
import { type Answers, answersOf, emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import {
  type Question,
  questionId,
  questionsIn,
  questionsMissing,
  questionsOf,
  stepOfQuestion,
} from '../../../../renderer/wizard/questions.ts';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { overlays } from '../../../../shared/catalogue/overlays.ts';
import { buildPlan } from '../../../../shared/plan/build-plan.ts';
import { type Profile, profileSchema } from '../../../../shared/profile/profile.ts';
import { type Role, roles } from '../../../../shared/profile/roles.ts';
import { viewPlan } from '../../../../shared/run/plan-view.ts';
import { fakeAbout } from '../../../support/fake-bridge.ts';

const definitions = [...catalogue.checks, ...overlays.flatMap(({ checks }) => checks)];

/** Every remedy of the catalogue, whatever is found in whichever phase. */
const remedies = definitions.flatMap(({ rulings }) =>
  Object.values(rulings).flatMap((phases) =>
    Object.values(phases).flatMap(({ remedy }) => (remedy === null ? [] : [remedy])),
  ),
);

const profileWith = (given: Readonly<Record<string, unknown>>): Profile =>
  profileSchema.parse({ schemaVersion: 1, ...given });

const planOf = (given: Readonly<Record<string, unknown>>) => {
  const profile = profileWith({ overlays: overlays.map(({ id }) => id), ...given });
  return viewPlan(buildPlan(definitions, profile, fakeAbout.machine), []);
};

const database = { role: 'database', host: 'sql1', port: 1433, protocol: 'TCP/TDS' } as const;
const everyRole: Answers = { ...emptyAnswers, roles: [...roles], hosting: 'containers', hybrid: true };

describe('a sentence that names fields of the profile', () => {
  it('leads to the questions that ask for them, each once', () => {
    expect(
      questionsIn('Name it in the profile (proxy) and in machine.config (system.net/defaultProxy).'),
    ).toEqual(['proxy']);
    expect(
      questionsIn('They must be in the profile (cache.port, cache.tls), and cache.port once more.'),
    ).toEqual(['cachePort', 'cacheTls']);
    expect(questionsIn('Answer environment.oneProvider in the profile with "yes" or "no".')).toEqual([
      'oneProvider',
    ]);
  });

  it('leads nowhere when its words only look like fields', () => {
    expect(questionsIn('Open the ports of the proxy for databases.')).toEqual([]);
    expect(questionsIn('Ask api.outsystems.com (constructor, toString).')).toEqual([]);
  });
});

describe('the remedies of the catalogue', () => {
  it('lead to a question wherever they speak of changing the profile', () => {
    const speaking = remedies.filter(
      (remedy) => /\bprofile\b/.test(remedy) && !/same profile|limits\./.test(remedy),
    );
    expect(speaking.length).toBeGreaterThan(10);
    const lost = speaking.filter(
      (remedy) => questionsOf({ remedy, destination: database }, everyRole).length === 0,
    );
    expect(lost).toEqual([]);
  });

  it('lead to a question wherever a plan lacks an answer', () => {
    const plans = roles.flatMap((role: Role) =>
      (['before-install', 'after-install'] as const).map((phase) =>
        planOf({ phase, machine: { roles: [role] } }),
      ),
    );
    const missing = plans.flatMap(({ checks }) => checks.flatMap((check) => check.missing ?? []));
    expect(missing.length).toBeGreaterThan(0);
    expect(missing.filter(({ remedy }) => questionsIn(remedy).length === 0)).toEqual([]);
    for (const plan of plans) {
      const answers = answersOf(profileWith({ machine: { roles: plan.machine.roles } }));
      const questions = questionsMissing(plan, answers);
      expect(new Set(questions).size).toBe(questions.length);
    }
  });
});

describe('the questions of a check', () => {
  it('are only those that the page asks', () => {
    const remedy = 'Name the proxy in the profile (proxy).';
    expect(questionsOf({ remedy, destination: null }, { ...emptyAnswers, roles: ['front-end'] })).toEqual([
      'proxy',
    ]);
    expect(questionsOf({ remedy, destination: null }, { ...emptyAnswers, roles: ['sysops'] })).toEqual([]);
    expect(questionsOf({ remedy: null, destination: database }, everyRole)).toEqual([]);
  });

  it('are the databases when the port of one is meant, and nothing else is named', () => {
    const remedy = 'If it has another port, put that into the profile.';
    expect(questionsOf({ remedy, destination: database }, everyRole)).toEqual(['databases']);
    const other = { ...database, role: 'cache' } as const;
    expect(questionsOf({ remedy, destination: other }, everyRole)).toEqual([]);
    const time =
      'Run this check again, or allow the whole run more time (limits.runBudgetMs in the profile).';
    expect(questionsOf({ remedy: time, destination: database }, everyRole)).toEqual([]);
  });

  it('each have a name, a step and a place of their own', () => {
    const all = remedies.flatMap(questionsIn);
    const distinct: readonly Question[] = [...new Set(all)];
    expect(new Set(distinct.map(questionId)).size).toBe(distinct.length);
    for (const question of distinct) {
      expect(['machine', 'environment', 'scope']).toContain(stepOfQuestion(question));
      expect(questionText.change(question)).toMatch(
        /^Change .+ \((This machine|Environment|Phase and scope)\)$/,
      );
    }
  });
});
