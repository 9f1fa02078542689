import { z } from 'zod';
import { requirementKeySchema } from '../catalogue/requirements.ts';
import { destinationSchema } from '../run/result.ts';
import { longest } from '../words/lengths.ts';
import { text } from '../words/text-schema.ts';
import { verdictSchema } from '../words/verdict.ts';
import { topics } from './symptom.ts';

const count = z.int().min(0);
const sentence = text(longest.sentence);
const sentences = z.array(sentence).max(10);
const symptomId = text(longest.word);

/** How much of a line is shown, in characters. */
export const longestShown = 300;

/** Where something stands in a text: the number of its line, from 1, and the line. */
const seenSchema = z.strictObject({ line: z.int().min(1), text: text(longestShown) });

/** A check of the plan or the run; `isSamePlace` where it is about a host or a port that the text names. */
const knownCheckSchema = z.strictObject({
  id: text(longest.checkId),
  title: text(longest.title),
  headline: text(longest.headline).nullable(),
  /** Null where it was only planned. */
  verdict: verdictSchema.nullable(),
  destination: destinationSchema.nullable(),
  isSamePlace: z.boolean(),
});

const answerSchema = z.strictObject({
  id: symptomId,
  topic: z.enum(topics),
  title: sentence,
  meaning: sentence,
  /** The most probable first. */
  reasons: sentences,
  steps: sentences,
  /** How much the line says, from 1 to 9. */
  weight: z.int().min(1).max(9),
  times: z.int().min(1),
  seen: z.array(seenSchema),
  /** Hosts and ports that the text names there, as people write them. */
  places: z.array(text(longest.hostAndPort)),
  requirements: z.array(z.strictObject({ key: requirementKeySchema, text: sentence })),
  /** The checks that show whether it is so, by their definitions. */
  checks: z.array(z.strictObject({ id: text(longest.checkId), title: text(longest.title) })),
  known: z.array(knownCheckSchema),
  /** Where such a line was published, or its words are documented. */
  source: text(longest.url),
});

/** A line that looks like an error and is not known, with what it is most like; that is no answer. */
const unknownSchema = seenSchema.extend({
  nearest: z.array(z.strictObject({ id: symptomId, title: sentence, share: z.number().min(0).max(1) })),
});

/** What a text of logs and dialogs means, as far as it is known. */
export const explanationSchema = z.strictObject({
  answers: z.array(answerSchema),
  unknown: z.array(unknownSchema),
  /** How many more such lines there are. */
  moreUnknown: count,
  /** How many lines of the text hold anything. */
  lines: count,
  /** Whether only the beginning was read, because the text is longer. */
  isCut: z.boolean(),
});

export type Explanation = Readonly<z.infer<typeof explanationSchema>>;
export type Answer = Explanation['answers'][number];
export type KnownCheck = Answer['known'][number];
export type UnknownLine = Explanation['unknown'][number];
