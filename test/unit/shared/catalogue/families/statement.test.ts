import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import { statement, statementFindings } from '../../../../../shared/catalogue/families/statement.ts';
import { param } from '../../../../../shared/catalogue/parameter.ts';
import { answerSubject } from '../../../../../shared/catalogue/subjects.ts';

const bare: Subject = { source: null, destination: null, probes: [], parameters: { list: param.keep('a') } };

describe('the family statement', () => {
  it.each(statementFindings)('takes over the answer %s', (finding) => {
    expect(statement.find([], { ...bare, hints: { statement: finding } })).toEqual({
      finding,
      parameters: { list: param.keep('a') },
    });
  });

  it('takes anything else for no answer', () => {
    expect(statement.find([], bare).finding).toBe('not-stated');
    expect(statement.find([], { ...bare, hints: { statement: 'perhaps' } }).finding).toBe('not-stated');
  });

  it.each([
    ['yes', 'yes', 'as-required'],
    ['no', 'yes', 'not-as-required'],
    ['no', 'no', 'as-required'],
    ['yes', 'no', 'not-as-required'],
    ['unknown', 'yes', 'not-stated'],
    ['unknown', 'no', 'not-stated'],
  ] as const)('reads %s where %s is required as %s', (answer, required, finding) => {
    expect(statement.find([], answerSubject(answer, required)).finding).toBe(finding);
  });
});
