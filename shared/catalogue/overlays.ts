import type { Overlay } from './overlay.ts';
import { aiMentorStudio } from './overlays/ai-mentor-studio/index.ts';
import { cacheTls } from './overlays/cache-tls/index.ts';
import { health } from './overlays/health/index.ts';
import { mobileBuilderController } from './overlays/mobile-builder-controller/index.ts';
import { platformPorts } from './overlays/platform-ports/index.ts';

/** The overlays that a profile may choose. One folder each under `overlays/`; one that is not in this list does not exist. */
export const overlays: readonly Overlay[] = [
  platformPorts,
  mobileBuilderController,
  aiMentorStudio,
  cacheTls,
  health,
];
