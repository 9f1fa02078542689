import { importProfile } from '../profile/import-profile.ts';
import { profileOfReport } from '../verify/profile-of-report.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

/** What a saved profile is called, without its ending. */
const profileName = 'netready-profile';

/** Profiles from files and to files. */
export function profileOperations({
  host,
  trust,
  verifier,
}: OperationDeps): HandlersOf<'profile.import' | 'profile.of-report' | 'profile.save'> {
  return {
    'profile.import': async ({ name, text }) => {
      const { profile, notes } = importProfile(name, text);
      return { profile, notes: [...notes] };
    },
    'profile.of-report': async ({ name, pdf }, { signal }) => {
      const how = { trust: await trust.read(), comparePages: true, signal };
      return profileOfReport(name, await verifier.open(Buffer.from(pdf, 'base64'), how));
    },
    'profile.save': async ({ profile }) => {
      const bytes = new TextEncoder().encode(`${JSON.stringify(profile, null, 2)}\n`);
      return host.saveFiles([{ name: `${profileName}.json`, bytes }], profileName);
    },
  };
}
