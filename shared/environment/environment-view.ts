import { z } from 'zod';
import { hues } from '../theme/tokens.ts';
import { cellShapes, shapes } from '../theme/verdicts.ts';
import { verdictSchema } from '../words/verdict.ts';

const text = z.string();
const count = z.int().min(0);

function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).readonly();
}

const lookSchema = z.strictObject({
  shape: z.enum([...shapes, ...cellShapes]),
  hue: z.enum(hues),
  ground: z.enum(['white', 'tint', 'hatched']),
  frame: z.enum(['line', 'strong', 'dashed']),
  text,
  bar: z.enum(['left', 'right']).nullable(),
  share: z.number().nullable(),
});

const explainedLookSchema = z.strictObject({ look: lookSchema, text });
const leadSchema = z.strictObject({ lead: text, text });

const cellSchema = z.union([
  z.strictObject({ look: lookSchema, text, verdict: verdictSchema }),
  z.literal('itself'),
  z.null(),
]);

const drawingSchema = z.strictObject({
  heading: text,
  corner: text,
  blocks: listOf(
    z.strictObject({
      title: text,
      ports: text,
      columns: listOf(z.strictObject({ label: text, text, isMissing: z.boolean() })),
    }),
  ),
  rows: listOf(
    listOf(
      z.strictObject({
        label: text,
        detail: text,
        wideDetail: text,
        isName: z.boolean(),
        island: text.nullable(),
        cells: listOf(cellSchema),
      }),
    ),
  ),
  legend: listOf(explainedLookSchema),
  blank: text,
  islands: z
    .strictObject({
      lead: text,
      items: listOf(z.strictObject({ letter: text.nullable(), text })),
      end: text,
    })
    .nullable(),
  lines: listOf(leadSchema),
  notes: listOf(leadSchema),
});

const endSchema = z.strictObject({ name: text, detail: text });

const ladderSchema = z.strictObject({
  heading: text,
  wires: text,
  left: endSchema,
  right: endSchema,
  directions: listOf(
    z.strictObject({
      title: text,
      rungs: listOf(
        z.strictObject({
          towards: z.enum(['left', 'right']),
          port: text,
          requirements: text,
          look: lookSchema,
          isBroken: z.boolean(),
          left: text,
          right: text,
          text,
        }),
      ),
    }),
  ),
  outside: z.strictObject({ heading: text, rows: listOf(explainedLookSchema) }),
  legend: listOf(explainedLookSchema),
  note: text,
});

const causeSchema = z.strictObject({
  number: z.int().min(1),
  isExplained: z.boolean(),
  what: text,
  share: text,
  owner: text,
  why: listOf(text),
  remedy: text.nullable(),
  counterproof: text.nullable(),
});

/** One way, with what each end says of it and what follows. */
const waySchema = z.strictObject({
  from: text,
  to: text,
  port: z.int().nullable(),
  requirements: listOf(text),
  verdict: verdictSchema,
  /** Null where that end made no report, or says nothing about it. */
  source: text.nullable(),
  destination: text.nullable(),
  so: text,
  /** Counts from 1, as in the list of causes; null where it has none. */
  cause: z.int().min(1).nullable(),
});

/** The ways of one direction: the first of them, and how many there are. */
const directionSchema = z.strictObject({ ways: listOf(waySchema), count });

/** What a cell opens: both directions between the machines, or groups, of its row and its column. */
const pairSchema = z.strictObject({ from: text, to: text, there: directionSchema, back: directionSchema });

/**
 * What a page shows of an environment. The result of two hundred servers that reach each other has 120,000 connections, of
 * which a page shows a matrix of some hundred cells, and a few of each cell when it is opened.
 */
export const environmentViewSchema = z.strictObject({
  name: text,
  verdict: verdictSchema,
  sentence: text,
  detail: text,
  causes: listOf(causeSchema),
  matrix: drawingSchema,
  /** What stands in place of the matrix where there are two servers. */
  ladder: ladderSchema.nullable(),
  /** By row and column, as the cells of the matrix. */
  pairs: listOf(listOf(pairSchema.nullable())),
  reports: count,
  /** What is to be known of reports, with the machines that have made them. */
  remarks: listOf(z.strictObject({ text, hosts: listOf(text) })),
});

/** Every environment of a report: the one with most reports first. */
export const environmentViewsSchema = z.array(environmentViewSchema).min(1).readonly();

export type EnvironmentView = z.infer<typeof environmentViewSchema>;
export type PairView = z.infer<typeof pairSchema>;
export type WayView = z.infer<typeof waySchema>;
