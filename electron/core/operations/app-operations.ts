import { catalogueVersion } from '../../../shared/catalogue/catalogue.ts';
import type { OperationOutput } from '../../../shared/contract/dispatch.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { toolVersion } from '../base/version.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

type PlatformName = OperationOutput<'app.describe'>['platform'];

function platformName(platform: NodeJS.Platform): PlatformName {
  switch (platform) {
    case 'win32':
      return 'windows';
    case 'linux':
      return 'linux';
    case 'darwin':
      return 'macos';
    default:
      return 'other';
  }
}

/** Who is asking, links, and the end of the program. */
export function appOperations({
  world,
  platform,
  host,
}: OperationDeps): HandlersOf<'app.describe' | 'app.quit' | 'link.open'> {
  return {
    'app.describe': async () => {
      const { hostname, os, addresses } = await world.platform.machine();
      return {
        version: toolVersion,
        catalogueVersion,
        host: host.kind,
        platform: platformName(platform),
        machine: { hostname, os, addresses: [...addresses] },
        nameServers: world.network.dnsServers().map(({ address, port }) => hostAndPort(address, port)),
      };
    },
    'link.open': async ({ link }) => {
      await host.openLink(link);
      return {};
    },
    'app.quit': async () => {
      host.quit();
      return {};
    },
  };
}
