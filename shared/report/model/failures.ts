import { ownerWords } from '../../catalogue/check.ts';
import { definitionOf } from '../../catalogue/check-id.ts';
import type { CheckResult, RunResult } from '../../run/result.ts';
import { counted } from '../../words/phrases.ts';
import { grouped } from '../alike-checks.ts';
import { type CauseText, causesSentence, causeTexts } from '../cause-texts.ts';
import { checkText, severityWords } from '../check-texts.ts';
import { hostLimits, limitedTo, moreText, pageLimits } from '../page-limits.ts';
import { placeLines } from '../places.ts';
import type { CauseBlock, Failures } from './types.ts';

/** The questions behind the checks of a cause, each once: `out-deploy (60 checks; R10, required)`. */
const referencesOf = (checks: readonly CheckResult[]): readonly string[] =>
  grouped(checks, ({ id }) => definitionOf(id)).flatMap(([check, ...others]) => {
    if (check === undefined) return [];
    const { requirements, severity } = check;
    const name = others.length === 0 ? checkText(check).shortId : definitionOf(check.id);
    const many = others.length === 0 ? '' : `${others.length + 1} checks; `;
    return [`${name} (${many}${requirements.join(', ')}, ${severityWords[severity].toLowerCase()})`];
  });

const placesIn = ({ places }: CauseText): number => places.reduce((sum, { hosts }) => sum + hosts.length, 0);

function blockOf(text: CauseText): CauseBlock {
  const { title, isExplained, number, why, meaning, counterproof, checks, moreAdvice } = text;
  const seen = [...new Set(checks.map((check) => checkText(check).observed))];
  const [only] = seen;
  return {
    number,
    heading: `${number}. ${title}`,
    isExplained,
    why,
    matters: checks.length === 1 ? checks[0].why : null,
    observed: seen.length === 1 && only !== undefined && placesIn(text) === 1 ? only : null,
    meaning,
    advice: text.advice.map(({ owner, text: step }) => ({ owner: ownerWords[owner], text: step })),
    moreAdvice: moreText(moreAdvice, 'step of single checks', 'steps of single checks'),
    counterproof,
    places: placeLines(text.places, hostLimits.cause),
    references: referencesOf(checks),
    checks: checks.map(checkText),
  };
}

/** The failed checks whose meaning is told before the list of all checks. */
export const failedChecks = (result: RunResult): readonly CheckResult[] =>
  limitedTo(causeTexts(result), pageLimits.causes).shown.flatMap(({ meaning, checks }) =>
    meaning === null ? [] : checks,
  );

/** What failed, by its probable causes: what explains several failures first, then what nothing explains. */
export function failures(result: RunResult): Failures {
  const texts = causeTexts(result);
  const { shown, left } = limitedTo(texts, pageLimits.causes);
  const blocks = shown.map(blockOf);
  const group = (isExplained: boolean): Failures['groups'] => {
    const own = shown.filter((text) => text.isExplained === isExplained);
    const others = left.filter((text) => text.isExplained === isExplained);
    const count = [...own, ...others].reduce((sum, { checks }) => sum + checks.length, 0);
    if (count === 0) return [];
    return [
      {
        heading: isExplained
          ? explainedHeading(own.length + others.length, count)
          : `Not explained: ${counted(count, 'failed check')}`,
        blocks: blocks.filter((block) => block.isExplained === isExplained),
        more: moreText(
          others.reduce((sum, { checks }) => sum + checks.length, 0),
          'failed check',
        ),
      },
    ];
  };
  return {
    heading: 'What failed',
    intro: `${causesSentence(texts) ?? 'Nothing failed'}. A cause is what failures have in common and nothing that passed speaks against; no failure is counted twice, and required ones come first. Only this server asked: whether a cause lies here or at the other end is known when another server is checked.`,
    labels: {
      why: 'Why',
      matters: 'Why it matters',
      observed: 'Observed',
      meaning: 'Meaning',
      remedy: 'What to do',
      counterproof: 'Proved wrong by',
      places: 'Where',
      reference: 'Checks',
    },
    groups: [...group(true), ...group(false)],
  };
}

const explainedHeading = (causes: number, checks: number): string =>
  `${counted(causes, 'cause')} for ${counted(checks, 'failed check')}`;
