import type { CheckDefinition } from './check.ts';
import { aiMentorStudio } from './overlays/ai-mentor-studio/index.ts';
import { cacheTls } from './overlays/cache-tls/index.ts';
import { health } from './overlays/health/index.ts';
import { mobileBuilderController } from './overlays/mobile-builder-controller/index.ts';
import { platformPorts } from './overlays/platform-ports/index.ts';

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
  /** Where the added facts are published. */
  readonly reference: string;
  readonly checks: readonly CheckDefinition[];
};

/** The overlays that a profile may choose. One folder each under `overlays/`; one that is not in this list does not exist. */
export const overlays: readonly Overlay[] = [
  platformPorts,
  mobileBuilderController,
  aiMentorStudio,
  cacheTls,
  health,
];
