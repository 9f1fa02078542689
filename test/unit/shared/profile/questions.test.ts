import { describe, expect, it } from 'vitest';
import {
  type Asking,
  askedIds,
  isAsked,
  parts,
  type QuestionId,
  questionIds,
  questionOf,
} from '../../../../shared/profile/questions.ts';
import { roles } from '../../../../shared/profile/roles.ts';
import { policyOf } from '../../../../shared/redact/field-policy.ts';
import { profilePaths } from '../../../support/profile-fields.ts';

const rows = questionIds.map((id) => ({ id, row: questionOf(id) }));
const carried = rows.flatMap(({ row }) => Object.keys(row.fields));

describe('the table of questions', () => {
  it('carries every field of the profile, each once, and no other', () => {
    expect(carried.toSorted()).toEqual(profilePaths.toSorted());
  });

  it('says of every field which lies at the path of its question', () => {
    const astray = rows.flatMap(({ row }) =>
      Object.keys(row.fields).filter(
        (path) => ![row.path, `${row.path}[]`].some((own) => path === own || path.startsWith(`${own}.`)),
      ),
    );
    expect(astray).toEqual([]);
  });

  it('treats each text as the redaction of a result does', () => {
    const texts = rows.flatMap(({ row }) =>
      Object.entries(row.fields).filter(([, policy]) => policy !== null),
    );
    const redacted = texts.map(([path]) => [
      path,
      policyOf(['profile', ...path.replaceAll('[]', '').split('.')]),
    ]);
    expect(redacted).toEqual(texts);
  });

  it('names other questions only where there are some that say or show what is meant', () => {
    for (const { row } of rows) {
      const { said, behind } = row;
      if ('within' in said) expect(questionOf(said.within as QuestionId).said).toHaveProperty('label');
      if (behind !== undefined) expect(questionOf(behind as QuestionId).part).toBe(row.part);
    }
  });

  it('asks something in every part of a page', () => {
    const asking = new Set(askedIds.map((id) => questionOf(id).part));
    expect(Object.keys(parts).filter((part) => !asking.has(part as keyof typeof parts))).toEqual([]);
  });
});

describe('a question', () => {
  const nothing: Asking = {
    roles: [],
    hosting: 'servers',
    hybrid: false,
    proxyMode: 'system',
    unnamedDatabases: [],
    edition: '2020',
    overlays: [],
  };
  const everything: Asking = {
    roles: [...roles],
    hosting: 'containers',
    hybrid: true,
    proxyMode: 'manual',
    unnamedDatabases: ['logging'],
    edition: '2025',
    overlays: [],
  };

  it('is asked where a role needs it, and of nobody where no page asks', () => {
    expect(isAsked('oneProvider', nothing)).toBe(false);
    expect(isAsked('oneProvider', { ...nothing, roles: ['front-end'] })).toBe(true);
    expect(isAsked('runBudgetMs', everything)).toBe(false);
  });

  it('about the proxy is asked where one is named', () => {
    expect(isAsked('proxyUrl', { ...nothing, roles: ['controller'] })).toBe(false);
    expect(isAsked('proxyUrl', { ...nothing, roles: ['controller'], proxyMode: 'manual' })).toBe(true);
  });

  it('is asked of a machine with every role unless another one stands for it', () => {
    expect(askedIds.filter((id) => !isAsked(id, everything))).toEqual(['lifetimeHost']);
  });
});
