import { type Proposal, proposalsFor } from '../../shared/catalogue/proposals.ts';
import { defaultProfile, type Profile, profileSchema } from '../../shared/profile/profile.ts';
import type { Answers } from './answers.ts';
import { parseHostList } from './host-list.ts';

/** The part of a profile that decides what is proposed, as far as it is answered: a half-typed version proposes nothing. */
function asked(answers: Answers): Parameters<typeof proposalsFor>[0] {
  const { edition, overlays, mobileApps, architectureDashboard, itUserLogin } = answers;
  const { integrationBuilder, workflowBuilder, roles } = answers;
  const features: Profile['features'] = {
    mobileApps,
    architectureDashboard,
    itUserLogin,
    integrationBuilder,
    workflowBuilder,
  };
  const version = profileSchema.shape.environment.safeParse({
    platformVersion: answers.platformVersion.trim() || undefined,
  }).data;
  return {
    edition,
    overlays,
    features,
    environment: version ?? defaultProfile.environment,
    machine: { roles: [...roles] },
    zones: parseHostList(answers.zones).hosts.map((host) => ({ host })),
  };
}

/** What the answers could choose and have not. */
export const proposalsOf = (answers: Answers): readonly Proposal[] => proposalsFor(asked(answers));
