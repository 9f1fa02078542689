import { catalogue } from '../../shared/catalogue/catalogue.ts';
import { withOverlays } from '../../shared/catalogue/catalogue.ts';
import type { CheckDefinition } from '../../shared/catalogue/check.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { buildPlan, matchesCheck, narrowPlan } from '../../shared/plan/build-plan.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { assembleResult } from '../../shared/run/assemble-result.ts';
import type { RunEvent } from '../../shared/run/event.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { catalogueSha256 } from './catalogue-hash.ts';
import { runPlan } from './engine/run-plan.ts';
import type { Ports } from './ports.ts';
import { toolVersion } from './version.ts';

/** A plan together with the checks that it was built from; both are needed to judge. */
export type PreparedRun = { readonly definitions: readonly CheckDefinition[]; readonly plan: Plan };
