import { z } from 'zod';
import type { Place } from '../profile/roles.ts';
import type { Severity } from '../run/verdict.ts';

/** The keys of the source document's rows and bullets, in its order. */
export const requirementKeys = [
  'A1',
  'A2',
  'A3',
  'B1',
  'B2',
  'B3',
  'B4',
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'M1',
  'M2',
  'M3',
  'M4',
  'M5',
  'M6',
  'M7',
  'H1',
  'C1',
  'C2',
  'C3',
  'C4',
  'C5',
  'C6',
  'L1',
  'L2',
  'T0',
  'T0h',
  'T1',
  'T2',
  'T3',
  'T4',
  'D1',
] as const;

export const requirementKeySchema = z.enum(requirementKeys);
export type RequirementKey = z.infer<typeof requirementKeySchema>;

/** One row or bullet of the source document, in our own words. */
export type Requirement = {
  readonly key: RequirementKey;
  /** What must be true, in one sentence. */
  readonly text: string;
  /** Where it stands in the source document: the heading, then the row or bullet. */
  readonly where: string;
  readonly source: Place | null;
  readonly destination: Place | null;
  /** The published default ports; empty where the requirement names none. */
  readonly ports: readonly number[];
  readonly protocol: string | null;
  readonly severity: Severity;
  /** Whether every check of it must pass, or any one is enough (R1: SSH or Remote Desktop). */
  readonly satisfiedBy: 'all' | 'any';
};
