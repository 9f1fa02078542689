import { ownerWords } from '../../../shared/catalogue/check.ts';
import { groupByCause } from '../../../shared/report/alike-checks.ts';
import { type Advice, type CauseText, causeTexts, ownersOf } from '../../../shared/report/cause-texts.ts';
import { checkText, headlineOfAll } from '../../../shared/report/check-texts.ts';
import { severityCounts } from '../../../shared/report/severity-split.ts';
import { type CheckResult, headlineOf, type RunResult } from '../../../shared/run/result.ts';
import { isUntested } from '../../../shared/run/untested.ts';
import { groupsByKey } from '../../../shared/words/groups-by-key.ts';
import { capitalised } from '../../../shared/words/phrases.ts';
import { severities, type Verdict } from '../../../shared/words/verdict.ts';
import { resultsText } from '../../text/en/results.ts';

/** At least one check. */
export type Checks = readonly [CheckResult, ...CheckResult[]];

/** What one card says of one check, or of several that one person settles with one step. */
export type ResultCard = {
  /** Tells it from the others: the id of its first check, or the kind of all of them. */
  readonly key: string;
  /** The number of its cause, as on paper and in the terminal; null where nothing failed. */
  readonly number: number | null;
  /** Whether it explains its checks: then its number is filled. */
  readonly isExplained: boolean;
  readonly verdict: Verdict;
  readonly title: string;
  /** What stands under the title, in one line; empty for nothing. */
  readonly note: string;
  /** How much its checks weigh: `3 required`. */
  readonly weight: string;
  readonly owner: string;
  readonly checks: Checks;
  readonly why: readonly string[];
  readonly advice: readonly Advice[];
  /** How many next steps of single checks are left to their evidence. */
  readonly moreAdvice: number;
  readonly counterproof: string | null;
};

/** How many checks are required, monitoring and advisory: `3 required, 12 monitoring`. */
const weightText = (checks: readonly CheckResult[]): string =>
  severityCounts(checks)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(', ');

const observedText = (check: CheckResult): string => capitalised(checkText(check).observed);

function causeCard(text: CauseText): ResultCard {
  const { number, what, share, isExplained, why, meaning, advice, moreAdvice, counterproof, checks } = text;
  return {
    key: checks[0].id,
    number,
    isExplained,
    verdict: 'fail',
    title: what,
    note: share === null ? observedText(checks[0]) : capitalised(share),
    weight: weightText(checks),
    owner: ownersOf(text)
      .map((owner) => ownerWords[owner])
      .join('; '),
    checks,
    why: why.length > 0 || meaning === null || checks.length === 1 ? why : [meaning],
    advice,
    moreAdvice,
    counterproof,
  };
}

/** What failed, one card for one cause: what is required first. No check is in two. */
export const failureCards = (result: RunResult): readonly ResultCard[] => causeTexts(result).map(causeCard);

function alikeCard(checks: Checks): ResultCard {
  const [check] = checks;
  const { owner, remedy } = check;
  return {
    key: check.id,
    number: null,
    isExplained: false,
    verdict: check.verdict,
    title: headlineOf(check),
    note: observedText(check),
    weight: weightText(checks),
    owner: owner === null ? '' : ownerWords[owner],
    checks,
    why: [],
    advice: remedy === null ? [] : [{ owner: owner ?? 'you', text: remedy }],
    moreAdvice: 0,
    counterproof: null,
  };
}

const notEmpty = (checks: readonly CheckResult[]): readonly Checks[] => {
  const [first, ...others] = checks;
  return first === undefined ? [] : [[first, ...others]];
};

const bySeverity = (left: CheckResult, right: CheckResult): number =>
  severities.indexOf(left.severity) - severities.indexOf(right.severity);

/** Checks of one verdict as cards: one for each connection and story, what is required first. */
const alikeCards = (checks: readonly CheckResult[]): readonly ResultCard[] =>
  groupByCause([...checks].sort(bySeverity))
    .flatMap(notEmpty)
    .map(alikeCard);

export const warningCards = (result: RunResult): readonly ResultCard[] =>
  alikeCards(result.checks.filter(({ verdict }) => verdict === 'warn'));

/** Whether a check waits for an answer of the person rather than for a machine. */
const isQuestion = ({ asks = [], facts }: CheckResult): boolean => asks.length > 0 && facts.length === 0;

/** Whether a card waits for an answer of the person. */
export const isQuestionCard = ({ checks: [check] }: ResultCard): boolean =>
  check.verdict === 'unknown' && isQuestion(check);

/** A whole kind of checks as one card, because the same step settles all of them. */
function kindCard(
  key: 'untested' | Verdict,
  checks: readonly CheckResult[],
  title: string,
  note: string,
): readonly ResultCard[] {
  return notEmpty(checks).map((all) => ({ ...alikeCard(all), key, title, note, owner: '', advice: [] }));
}

/** Who comes to this machine in some checks, each once. */
const comers = (checks: readonly CheckResult[]): readonly string[] => [
  ...new Set(checks.flatMap((check) => checkText(check).from?.place.toLowerCase() ?? [])),
];

/**
 * What nobody can say yet, one card for what one step settles: questions to the person first, then what could not be
 * judged, what another machine must try, and what waits for the installation.
 */
export function openCards(result: RunResult): readonly ResultCard[] {
  const { open: texts } = resultsText;
  const having = (wanted: Verdict): readonly CheckResult[] =>
    result.checks.filter(({ verdict }) => verdict === wanted);
  const unknown = having('unknown').filter((check) => !isUntested(check));
  const untested = having('unknown').filter(isUntested);
  const elsewhere = having('not-testable-here');
  const later = having('not-yet');
  return [
    ...alikeCards(unknown.filter(isQuestion)),
    ...alikeCards(unknown.filter((check) => !isQuestion(check))),
    ...kindCard('untested', untested, texts.untested(untested.length), texts.untestedNote),
    ...kindCard(
      'not-testable-here',
      elsewhere,
      texts.elsewhere(elsewhere.length),
      texts.elsewhereNote(comers(elsewhere)),
    ),
    ...kindCard('not-yet', later, texts.later(later.length), texts.laterNote),
  ];
}

/** Checks that were waived with one reason. */
export type WaivedGroup = { readonly reason: string; readonly title: string; readonly checks: Checks };

/** What is waived, by the reason that was stated, in the order of the checks. */
export function waivedGroups(result: RunResult): readonly WaivedGroup[] {
  const waived = result.checks.filter(({ waiver }) => waiver !== null);
  return [...groupsByKey(waived, ({ waiver }) => waiver?.reason ?? '')].flatMap(([reason, list]) =>
    notEmpty(list).map((checks) => ({ reason, title: headlineOfAll(checks), checks })),
  );
}
