import { type Owner, owners, ownerWords } from '../catalogue/check.ts';
import { isExplained } from '../causes/cause.ts';
import {
  type CauseContext,
  counterproofSentence,
  drawSentence,
  remedySentence,
  shareSentence,
  titleSentence,
  whatSentence,
  whySentences,
} from '../causes/cause-sentences.ts';
import { causesOf } from '../causes/causes-of.ts';
import { type CauseFold, foldCauses } from '../causes/fold-causes.ts';
import { type CheckResult, headlineOf, type RunResult } from '../run/result.ts';
import { counted } from '../words/phrases.ts';
import { type Places, placesOf } from './places.ts';
import { severitySplit } from './severity-split.ts';
import { shortName } from './short-name.ts';

/** A next step with who takes it. */
export type Advice = { readonly owner: Owner; readonly text: string };

/** What screen, terminal and paper say of causes that read the same; one of a single check is that check. */
export type CauseText = {
  /** Counts from 1, the most important first. */
  readonly number: number;
  /** What is wrong, in one line. */
  readonly what: string;
  /** The same with how much of all failures it explains. */
  readonly title: string;
  /** The same where there is little room for names. */
  readonly shortTitle: string;
  /** How much of all failures it explains; null for a single check. */
  readonly share: string | null;
  readonly isExplained: boolean;
  readonly why: readonly string[];
  /** What the checks say, where they all say the same. */
  readonly meaning: string | null;
  /** What to do, once for all checks; nothing only where no check knows. */
  readonly advice: readonly Advice[];
  /** How many next steps of single checks are left to the list of all checks. */
  readonly moreAdvice: number;
  /** What would prove it wrong; null for a single check, which claims no more than what it saw. */
  readonly counterproof: string | null;
  readonly places: readonly Places[];
  /** The failed checks of it, required ones first, in the order of the result. */
  readonly checks: readonly [CheckResult, ...CheckResult[]];
};

/** Next steps up to this number are shown as the checks give them; more become one. */
const adviceAtMost = 2;

const ownerOf = ({ owner }: CheckResult): Owner => owner ?? 'you';

/** The owner whom most checks name. */
function commonestOwner(checks: readonly CheckResult[]): Owner {
  const count = (owner: Owner): number => checks.filter((check) => ownerOf(check) === owner).length;
  return [...owners].sort((left, right) => count(right) - count(left))[0] ?? 'you';
}

function distinctAdvice(checks: readonly CheckResult[]): readonly Advice[] {
  const steps = new Map<string, Advice>();
  for (const check of checks) {
    if (check.remedy === null) continue;
    const advice = { owner: ownerOf(check), text: check.remedy };
    steps.set(JSON.stringify(advice), advice);
  }
  return [...steps.values()];
}

function adviceOf(
  fold: CauseFold,
  checks: readonly CheckResult[],
  context: CauseContext,
): Pick<CauseText, 'advice' | 'moreAdvice'> {
  const own = distinctAdvice(checks);
  const whole = remedySentence(fold, context);
  if (own.length <= adviceAtMost || whole === null)
    return { advice: own.slice(0, adviceAtMost), moreAdvice: Math.max(0, own.length - adviceAtMost) };
  return { advice: [{ owner: commonestOwner(checks), text: drawSentence(whole) }], moreAdvice: 0 };
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function textOf(
  fold: CauseFold,
  checks: CauseText['checks'],
  context: CauseContext,
): Omit<CauseText, 'number'> {
  const [check, ...others] = checks;
  const isOne = others.length === 0;
  const isClaim = isExplained(fold[0]);
  const title = titleSentence(fold, context);
  const share = shareSentence(fold, context);
  const reasons = new Set(checks.map(({ reason }) => reason));
  return {
    what: isOne ? headlineOf(check) : drawSentence(whatSentence(fold, context)),
    title: isOne ? headlineOf(check) : drawSentence(title),
    shortTitle: isOne ? headlineOf(check) : drawSentence(title, shortName),
    share: isOne || share === null ? null : drawSentence(share),
    isExplained: isClaim,
    why: isOne ? [] : whySentences(fold, context).map((why) => sentence(drawSentence(why))),
    meaning: reasons.size === 1 ? check.reason : null,
    ...adviceOf(fold, checks, context),
    counterproof: isClaim ? drawSentence(counterproofSentence(fold, context)) : null,
    places: placesOf(checks),
    checks,
  };
}

const known = new WeakMap<RunResult, readonly CauseText[]>();

function textsOf(result: RunResult): readonly CauseText[] {
  const { causes, failed } = causesOf(result);
  const context: CauseContext = { failed, isOneMachine: true };
  const byId = new Map(result.checks.map((check, index) => [check.id, { check, index }]));
  const isLesser = ({ check }: { readonly check: CheckResult }): number =>
    Number(check.severity !== 'required');
  return foldCauses(causes).flatMap((fold, index): readonly CauseText[] => {
    const [first, ...rest] = fold
      .flatMap(({ checks }) => checks.flatMap(({ id }) => byId.get(id) ?? []))
      .sort((left, right) => isLesser(left) - isLesser(right) || left.index - right.index)
      .map(({ check }) => check);
    return first === undefined ? [] : [{ number: index + 1, ...textOf(fold, [first, ...rest], context) }];
  });
}

/** The causes of a result in words, the most important first. Every failed check is in exactly one of them. */
export function causeTexts(result: RunResult): readonly CauseText[] {
  const texts = known.get(result) ?? textsOf(result);
  known.set(result, texts);
  return texts;
}

/** Who takes the next steps, each once. */
export const ownersOf = ({ advice, checks }: Pick<CauseText, 'advice' | 'checks'>): readonly Owner[] => [
  ...new Set(advice.length === 0 ? [ownerOf(checks[0])] : advice.map(({ owner }) => owner)),
];

export const ownersText = (text: Pick<CauseText, 'advice' | 'checks'>): string =>
  ownersOf(text)
    .map((owner) => ownerWords[owner])
    .join('; ');

/**
 * How many causes explain how much, and what nothing explains: one sentence, or null where nothing failed.
 * @param isSplitSaid whether something beside it already says of which severity the failed checks are
 */
export function causesSentence(
  texts: readonly CauseText[],
  { isSplitSaid = false }: { readonly isSplitSaid?: boolean } = {},
): string | null {
  const count = (list: readonly CauseText[]): number =>
    list.reduce((sum, { checks }) => sum + checks.length, 0);
  const failed = count(texts);
  const explained = texts.filter((text) => text.isExplained);
  if (failed === 0) return null;
  const left = failed - count(explained);
  const split = isSplitSaid ? null : severitySplit(texts.flatMap(({ checks }) => checks));
  const all = `${counted(failed, 'failed check')}${split === null ? '' : ` (${split})`}`;
  if (explained.length === 0) return `${all}, which nothing but themselves explains`;
  const most = `${counted(explained.length, 'cause')} ${explained.length === 1 ? 'explains' : 'explain'} ${failed - left} of ${all}`;
  return left === 0 ? most : `${most}; not explained: ${left}`;
}
