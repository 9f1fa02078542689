import type { Fact } from '../../probe/fact.ts';
import type { Family, Finding, PhaseRulings, Ruling, Subject } from '../check.ts';
import { always } from './interrupted.ts';

export const statementFindings = ['as-required', 'not-as-required', 'not-stated'] as const;
export type StatementFinding = (typeof statementFindings)[number];

function find(_facts: readonly Fact[], subject: Subject): Finding<StatementFinding> {
  const finding = statementFindings.find((name) => name === subject.hints?.['statement']) ?? 'not-stated';
  return { finding, parameters: subject.parameters };
}

/** What only a person can know: the profile's answer is recorded and judged. Asks the network nothing. */
export const statement: Family<StatementFinding> = {
  name: 'statement',
  findings: statementFindings,
  parameters: { list: 'list', controller: 'host', cache: 'host' },
  headlines: {},
  find,
};

/** The rulings of an answer, the same in both phases. */
export function statementRulings(
  rulings: Readonly<Record<StatementFinding, Ruling>>,
): Readonly<Record<StatementFinding, PhaseRulings>> {
  return {
    'as-required': always(rulings['as-required']),
    'not-as-required': always(rulings['not-as-required']),
    'not-stated': always(rulings['not-stated']),
  };
}
