import type { CheckDefinition, Finding, Missing, Owner, Ruling } from '../catalogue/check.ts';
import { gaps } from '../catalogue/gaps.ts';
import {
  type FindingParameters,
  type ListParameter,
  type NamedParameter,
  namedParameters,
  type Parameter,
  param,
  parametersOf,
} from '../catalogue/parameter.ts';
import { type Audience, drawParameter, fillHeadline, fillText, placeholders } from '../catalogue/text.ts';
import { clip, clipWords } from '../words/clip.ts';
import { longest, most } from '../words/lengths.ts';
import type { Phase, Verdict } from '../words/verdict.ts';
import type { CheckResult } from './result.ts';

/** What is said of a check, and what follows from it. */
export type Sentences = {
  readonly verdict: Verdict;
  /** The fact in one line; null where there is none but that the check passes. */
  readonly headline: string | null;
  readonly reason: string;
  readonly remedy: string | null;
  readonly owner: Owner | null;
  /** Fields of the profile that the remedy is about. */
  readonly asks: readonly string[];
};

/** Under which findings a result holds what no family found. */
const notPlanned = 'not-planned';
const leftOut = 'left-out';
const judgeFailed = 'judge-failed';

const leftOutRuling: Ruling = {
  verdict: 'skipped',
  reason: 'Not part of this run: only selected checks were asked for.',
  remedy: null,
  owner: null,
};

const judgeFailedRuling: Ruling = {
  verdict: 'unknown',
  headline: 'Netready cannot judge the facts of this check',
  reason: 'The facts were gathered, but Netready could not judge them.',
  remedy: 'Send the report to support: the facts are in it.',
  owner: 'you',
};

/** The finding of a check that was planned but is not part of the run. */
export const leftOutFinding: Finding = { finding: leftOut, parameters: {} };

/** The finding of a check whose facts could not be judged. */
export const judgeFailedFinding: Finding = { finding: judgeFailed, parameters: {} };

/** The finding of a check that cannot be planned, because the profile lacks an answer. */
export const notPlannedFinding = ({ gap, parameters }: Missing): Finding => ({
  finding: notPlanned,
  parameters: { ...parameters, gap: param.keep(gap) },
});

function gapRuling({ gap }: FindingParameters): Ruling | null {
  const name = gap?.type === 'keep' ? gap.value : '';
  if (!Object.hasOwn(gaps, name)) return null;
  return { verdict: 'unknown', owner: 'you', ...gaps[name as keyof typeof gaps] };
}

/** The ruling of a finding; one that nobody foresaw counts as facts that could not be judged. */
function rulingOf(definition: CheckDefinition, phase: Phase, { finding, parameters }: Finding): Ruling {
  switch (finding) {
    case leftOut:
      return leftOutRuling;
    case notPlanned:
      return gapRuling(parameters) ?? judgeFailedRuling;
    default:
      return definition.rulings()[finding]?.[phase] ?? judgeFailedRuling;
  }
}

function headlineTemplate({ family }: CheckDefinition, { finding }: Finding, ruling: Ruling): string | null {
  return ruling.verdict === 'pass' ? null : (ruling.headline ?? family.headlines[finding] ?? null);
}

/**
 * Every sentence of a check, drawn from what it found. This is the only place where one is made, and nothing reads one
 * back: who needs a part of it takes the parameter.
 * @throws RangeError when a text needs a parameter that the finding does not have
 */
export function drawSentences(
  definition: CheckDefinition,
  phase: Phase,
  finding: Finding,
  audience: Audience = 'profile',
): Sentences {
  const { parameters } = finding;
  const draw = (text: string): string => clip(fillText(text, parameters, audience), longest.sentence);
  const ruling = rulingOf(definition, phase, finding);
  const headline = headlineTemplate(definition, finding, ruling);
  return {
    verdict: ruling.verdict,
    headline: headline === null ? null : fillHeadline(headline, parameters),
    reason: draw(ruling.reason),
    remedy: ruling.remedy === null ? null : draw(ruling.remedy),
    owner: ruling.owner,
    asks: ruling.asks ?? [],
  };
}

/** What of a check of a result its sentences are drawn from. */
type Told = {
  readonly finding: string;
  readonly parameters?: readonly NamedParameter[] | undefined;
};

/** The sentences of a check of a result, drawn anew; null where it holds no parameters, as older results do. */
export function redrawSentences(
  definition: CheckDefinition,
  phase: Phase,
  { finding, parameters }: Told,
  audience: Audience = 'profile',
): Sentences | null {
  return parameters === undefined
    ? null
    : drawSentences(definition, phase, { finding, parameters: parametersOf(parameters) }, audience);
}

/** As many items of a list as can be seen before its end is cut off. */
function seen(list: ListParameter): ListParameter {
  let length = 0;
  const items: Parameter[] = [];
  for (const item of list.items.slice(0, most.parameterItems)) {
    if (length > 2 * longest.parameter) break;
    const fitted = fittedOne(item);
    items.push(fitted);
    length += drawParameter(fitted).length;
  }
  return { ...list, items };
}

/** A parameter that fits its schema: texts are cut, and lists end where nobody would read on. */
function fittedOne(parameter: Parameter): Parameter {
  switch (parameter.type) {
    case 'number':
    case 'milliseconds':
    case 'duration':
      return parameter;
    case 'list':
      return seen(parameter);
    case 'phrase': {
      const own = parametersOf(parameter.parameters);
      return { ...parameter, parameters: namedParameters(fittedAll(own)) };
    }
    default:
      return { ...parameter, value: clipWords(parameter.value, longest.parameter) };
  }
}

const fittedAll = (parameters: FindingParameters): FindingParameters =>
  Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, fittedOne(parameter)]));

/** A finding with the parameters that its sentences name, as a result can hold them. */
export function withSaidParameters(definition: CheckDefinition, phase: Phase, finding: Finding): Finding {
  const ruling = rulingOf(definition, phase, finding);
  const texts = [ruling.reason, ruling.remedy ?? '', headlineTemplate(definition, finding, ruling) ?? ''];
  const names = [...new Set(texts.flatMap(placeholders)), ...(finding.finding === notPlanned ? ['gap'] : [])];
  const said = Object.entries(finding.parameters).filter(([name]) => names.includes(name));
  return { finding: finding.finding, parameters: fittedAll(Object.fromEntries(said)) };
}

/** The part of a check's result that a finding gives. */
export type Judged = Pick<
  CheckResult,
  'finding' | 'verdict' | 'headline' | 'reason' | 'remedy' | 'owner' | 'asks' | 'parameters'
>;

/**
 * What a finding makes of a check: its sentences, and the parameters that they can be drawn from again.
 * @throws RangeError when a text needs a parameter that the finding does not have
 */
export function judgedBy(definition: CheckDefinition, phase: Phase, found: Finding): Judged {
  const finding = withSaidParameters(definition, phase, found);
  const { headline, asks, ...sentences } = drawSentences(definition, phase, finding);
  const parameters: NamedParameter[] = [...namedParameters(finding.parameters)];
  return {
    finding: finding.finding,
    ...sentences,
    ...(headline === null ? {} : { headline }),
    ...(asks.length === 0 ? {} : { asks: [...asks] }),
    parameters,
  };
}
