import type { Overlay } from './overlay.ts';
import { aiMentorStudio } from './overlays/ai-mentor-studio/index.ts';
import { cacheTls } from './overlays/cache-tls/index.ts';
import { deploymentZones } from './overlays/deployment-zones/index.ts';
import { developmentCloud } from './overlays/development-cloud/index.ts';
import { exposure } from './overlays/exposure/index.ts';
import { health } from './overlays/health/index.ts';
import { integrationBuilder } from './overlays/integration-builder/index.ts';
import { mobileBuilderController } from './overlays/mobile-builder-controller/index.ts';
import { platformPorts } from './overlays/platform-ports/index.ts';
import { telemetry } from './overlays/telemetry/index.ts';
import { workflowBuilder } from './overlays/workflow-builder/index.ts';

/** The overlays that a profile may choose. One folder each under `overlays/`; one that is not in this list does not exist. */
export const overlays: readonly Overlay[] = [
  platformPorts,
  mobileBuilderController,
  aiMentorStudio,
  cacheTls,
  health,
  telemetry,
  integrationBuilder,
  workflowBuilder,
  developmentCloud,
  deploymentZones,
  exposure,
];
