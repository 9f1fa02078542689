import type { CheckDefinition } from './check.ts';

/**
 * Requirements that came after the source document. An overlay adds checks; it is off unless the profile names it
 * (`overlays`), and its version goes into the report.
 */
export type Overlay = {
  /** Noun in kebab-case, never used again for something else. */
  readonly id: string;
  /** Whole number, raised with every change of its checks. */
  readonly version: number;
  readonly title: string;
  /** When to choose it, in one sentence. */
  readonly when: string;
  /** Where the added facts are published. */
  readonly reference: string;
  readonly checks: readonly CheckDefinition[];
};
