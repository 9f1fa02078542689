import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { questionText, textOfQuestion } from '../../../../renderer/text/en/questions.ts';
import { type Answers, answersOf, emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import { stepOfQuestion } from '../../../../renderer/wizard/fields.ts';
import {
  type Question,
  questionId,
  questionsMissing,
  questionsOf,
} from '../../../../renderer/wizard/questions.ts';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import type { Ruling } from '../../../../shared/catalogue/check.ts';
import { gaps } from '../../../../shared/catalogue/gaps.ts';
import { overlays } from '../../../../shared/catalogue/overlays.ts';
import { wordsFor } from '../../../../shared/catalogue/text.ts';
import { buildPlan } from '../../../../shared/plan/build-plan.ts';
import { type Profile, profileSchema } from '../../../../shared/profile/profile.ts';
import { askedIds, questionOf } from '../../../../shared/profile/questions.ts';
import { type Role, roles } from '../../../../shared/profile/roles.ts';
import { viewPlan } from '../../../../shared/run/view-plan.ts';
import { phases } from '../../../../shared/words/verdict.ts';
import { fakeAbout } from '../../../support/fake-bridge.ts';

const definitions = [...catalogue.checks, ...overlays.flatMap(({ checks }) => checks)];

/** Every ruling of the catalogue, whatever is found in whichever phase, and what is said of an answer that is missing. */
const rulings: readonly Pick<Ruling, 'remedy' | 'asks'>[] = [
  ...definitions.flatMap((check) =>
    Object.values(check.rulings()).flatMap((phases) => Object.values(phases)),
  ),
  ...Object.values(gaps),
];

/** Every path of the profile, as sentences name it. */
function pathsOf(schema: JsonSchema, path = ''): readonly string[] {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => [path === '' ? name : `${path}.${name}`, field] as const,
  );
  return fields.flatMap(([name, field]) => [
    ...(field.properties === undefined || groups.includes(name) ? [name] : []),
    ...pathsOf(field, name),
  ]);
}
type JsonSchema = { readonly properties?: Readonly<Record<string, JsonSchema>> };

/** Groups of fields that a sentence can mean as a whole; the names of others are everyday words. */
const groups = ['ports', 'proxy'];
const paths = pathsOf(z.toJSONSchema(profileSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);

/** The fields that a remedy names: dotted ones anywhere, others in brackets alone. */
function fieldsIn(remedy: string): readonly string[] {
  const dotted = remedy.match(/\b[a-z][A-Za-z]*\.[a-z][A-Za-z]*\b/g) ?? [];
  const bracketed = [...remedy.matchAll(/\(([^()]*)\)/g)].flatMap(([, inner = '']) => inner.split(/[\s,]+/));
  return [...dotted, ...bracketed].filter((word) => paths.includes(word));
}

const profileWith = (given: Readonly<Record<string, unknown>>): Profile =>
  profileSchema.parse({ schemaVersion: 1, ...given });

const planOf = (given: Readonly<Record<string, unknown>>) => {
  const profile = profileWith({ overlays: overlays.map(({ id }) => id), ...given });
  return viewPlan(buildPlan(definitions, profile, fakeAbout.machine), []);
};

const everyRole: Answers = {
  ...emptyAnswers,
  roles: [...roles],
  hosting: 'containers',
  hybrid: true,
  edition: '2025',
};

describe('the remedies of the catalogue', () => {
  it('name the fields that they are about, and no other', () => {
    const told = rulings.map(({ remedy, asks = [] }) => ({
      remedy: wordsFor(remedy ?? '', 'profile'),
      asks: [...asks].sort(),
    }));
    expect(told.filter(({ remedy }) => fieldsIn(remedy).length > 0).length).toBeGreaterThan(100);
    for (const { remedy, asks } of told) expect([...new Set(fieldsIn(remedy))].sort(), remedy).toEqual(asks);
  });

  it('name no field in the wizard, which leads to the question instead', () => {
    const asked = rulings.filter(({ asks = [] }) => questionsOf({ asks: [...asks] }, everyRole).length > 0);
    expect(asked.length).toBeGreaterThan(100);
    for (const { remedy } of asked) {
      const words = wordsFor(remedy ?? '', 'wizard');
      expect(fieldsIn(words), words).toEqual([]);
      expect(words).not.toMatch(/\bthe profile\b/);
    }
  });

  it('lead to a question wherever they ask for an answer that a page asks for', () => {
    const unasked = ['limits.runBudgetMs'];
    const lost = rulings
      .flatMap(({ asks = [] }) => asks)
      .filter((path) => !unasked.includes(path) && questionsOf({ asks: [path] }, everyRole).length === 0);
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
    expect(missing.filter(({ asks }) => questionsOf({ asks }, everyRole).length === 0)).toEqual([]);
    for (const plan of plans) {
      const answers = answersOf(profileWith({ machine: { roles: plan.machine.roles } }));
      const questions = questionsMissing(plan, answers);
      expect(new Set(questions).size).toBe(questions.length);
    }
  });
});

describe('the questions of a check', () => {
  it('are only those that the page asks', () => {
    const asks = ['proxy'];
    expect(questionsOf({ asks }, { ...emptyAnswers, roles: ['front-end'] })).toEqual(['proxyMode']);
    expect(questionsOf({ asks }, { ...emptyAnswers, roles: ['sysops'] })).toEqual([]);
    expect(questionsOf({}, everyRole)).toEqual([]);
    expect(questionsOf({ asks: ['constructor', 'limits.runBudgetMs'] }, everyRole)).toEqual([]);
  });

  it('are those of all fields that the remedy names, each once, in its order', () => {
    expect(questionsOf({ asks: ['cache.port', 'cache.tls', 'cache.port'] }, everyRole)).toEqual([
      'cachePort',
      'cacheTls',
    ]);
    expect(questionsOf({ asks: ['machine.roles', 'controller.host'] }, everyRole)).toEqual([
      'roles',
      'controllerHost',
    ]);
  });

  it('are one where several fields are asked by it', () => {
    expect(questionsOf({ asks: ['proxy', 'proxy.url', 'proxy.bypass'] }, everyRole)).toEqual(['proxyMode']);
    expect(questionsOf({ asks: ['ports.http', 'ports'] }, everyRole)).toEqual(['ports']);
    expect(questionsOf({ asks: ['managedServers'] }, everyRole)).toEqual(['managedFrontEnds']);
  });

  it('that are a choice name each of its values, apart from the cards of the phase', () => {
    const unnamed = askedIds.flatMap((id) => {
      const row = questionOf(id);
      const { options = {} } = textOfQuestion(id);
      return row.kind === 'choice' ? row.values.filter((value) => options[value] === undefined) : [];
    });
    expect(unnamed).toEqual(phases);
  });

  it('each have a name, a step and a place of their own', () => {
    const all = rulings.flatMap(({ asks = [] }) => questionsOf({ asks: [...asks] }, everyRole));
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
