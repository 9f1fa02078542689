import type { OperationOutput } from '../../shared/contract/dispatch.ts';

/** What the page keeps while others are shown: what was pasted and what it means. Gone with the window. */
export type SymptomsMemory = {
  text: string;
  run: string | null;
  explanation: OperationOutput<'symptoms.explain'> | null;
};

/** A memory before anything was pasted. */
export const symptomsMemory = (): SymptomsMemory => ({ text: '', run: null, explanation: null });
