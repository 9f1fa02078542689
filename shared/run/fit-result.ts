import { z } from 'zod';
import { type Fact, factSchema } from '../probe/fact.ts';
import { clip } from '../words/clip.ts';
import { usualRunBytes } from './limits.ts';
import type { CheckResult, RunResult } from './result.ts';

/** What every fact says, and what is kept of each of them. */
const kept: readonly string[] = [
  ...['kind', 'outcome', 'startedAt', 'durationMs', 'code', 'attempt'],
  ...['localAddress', 'localPort', 'remoteAddress', 'remotePort'],
];

const shapes = new Map(factSchema.options.map(({ shape }) => [shape.kind.value, shape] as const));

/** Only what a fact must have: how it ended, between which ends. Lists are empty, what others said is left out. */
function leanFact(fact: Fact): Fact {
  const shape = shapes.get(fact.kind) ?? {};
  const fields = Object.entries(fact).flatMap(([name, value]): readonly (readonly [string, unknown])[] => {
    if (kept.includes(name)) return [[name, value]];
    if (Reflect.get(shape, name) instanceof z.ZodOptional) return [];
    return [[name, Array.isArray(value) ? [] : value]];
  });
  return Object.fromEntries(fields) as Fact;
}

/** The most bytes that a value has as JSON in UTF-8: three for each code unit that is not ASCII. */
function sizeOf(value: unknown): number {
  const json = JSON.stringify(value);
  return json.length + 2 * (json.match(/[^ -~]/g)?.length ?? 0);
}

/** The largest facts first: each once, with its size and how often it stands in the result. */
function factsBySize(checks: readonly CheckResult[]): readonly (readonly [fact: Fact, bytes: number])[] {
  const sums = new Map<Fact, number>();
  const sizes = new Map<Fact, number>();
  for (const fact of checks.flatMap(({ facts }) => facts)) {
    const size = sizes.get(fact) ?? sizeOf(fact);
    sizes.set(fact, size);
    sums.set(fact, (sums.get(fact) ?? 0) + size);
  }
  return [...sums].toSorted((left, right) => right[1] - left[1]);
}

/** A way to make checks smaller by at least so many bytes, if it can. */
type Shortening = (checks: readonly CheckResult[], excess: number) => readonly CheckResult[];

const leanFacts: Shortening = (checks, excess) => {
  const lean = new Map<Fact, Fact>();
  let left = excess;
  for (const [fact, bytes] of factsBySize(checks)) {
    if (left <= 0) break;
    const short = leanFact(fact);
    lean.set(fact, short);
    left -= bytes * (1 - sizeOf(short) / sizeOf(fact));
  }
  return checks.map((check) => ({ ...check, facts: check.facts.map((fact) => lean.get(fact) ?? fact) }));
};

const fewFacts: Shortening = (checks) =>
  checks.map((check) => ({ ...check, facts: check.facts.slice(0, 4) }));

/** The most of a sentence that is kept where even the sentences are too many, in characters. */
const shortSentence = 300;

const shortSentences: Shortening = (checks) =>
  checks.map(({ parameters: _, ...check }) => ({
    ...check,
    reason: clip(check.reason, shortSentence),
    remedy: check.remedy === null ? null : clip(check.remedy, shortSentence),
    facts: [],
  }));

/**
 * A result that can be kept, read and sent, however much servers have said. Verdicts are not touched: they were given
 * with everything at hand. What is left out, largest first, is details of facts, then facts beyond the fourth of a check,
 * and at last all facts and what sentences are drawn from; `shortened` then counts the checks that lack something.
 * @param max in bytes as JSON
 */
export function fitResult(result: RunResult, max = usualRunBytes): RunResult {
  let checks: readonly CheckResult[] = result.checks;
  const restBytes = sizeOf({ ...result, checks: [] });
  for (const shorten of [leanFacts, fewFacts, shortSentences]) {
    const bytes = restBytes + checks.reduce((sum, check) => sum + sizeOf(check) + 1, 0);
    if (bytes <= max && checks === result.checks) return result;
    if (bytes <= max) break;
    checks = shorten(checks, bytes - max);
  }
  const shortened = checks.filter((check, index) => sizeOf(check) !== sizeOf(result.checks[index])).length;
  return shortened === 0 ? result : { ...result, checks: [...checks], shortened };
}
