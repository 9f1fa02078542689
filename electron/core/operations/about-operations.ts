import { catalogueVersion } from '../../../shared/catalogue/catalogue.ts';
import { editions } from '../../../shared/catalogue/editions.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { ownBuiltFiles } from '../base/built-files.ts';
import { ownCatalogueSha256 } from '../base/own-catalogue.ts';
import { toolVersion } from '../base/version.ts';
import { maxKeptBytes, maxKeptRuns, runsFolder } from '../runs/run-store.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

const licencesName = 'THIRD-PARTY-LICENSES.txt';

type Asked = { readonly withMachine: boolean };

/** The name under which the bundle is saved, with the time to the second. */
const bundleName = (at: Date): string =>
  `netready-diagnostics-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}Z`;

/** What Netready knows of itself: versions, where its data lie, and its own failures. */
export function aboutOperations({
  world,
  platform,
  host,
  dataFolder,
  runs,
  troubles,
}: OperationDeps): HandlersOf<'app.about' | 'app.licences' | 'diagnostics.show' | 'diagnostics.save'> {
  /** The bundle as it would be saved: no secrets, no profile, no results; hosts and addresses only where asked for. */
  const bundle = async ({ withMachine }: Asked): Promise<string> => {
    const { hostname, os, addresses } = await world.platform.machine();
    const kept = await runs.ids();
    const machine = withMachine
      ? {
          machine: {
            hostname,
            addresses,
            nameServers: world.network.dnsServers().map(({ address, port }) => hostAndPort(address, port)),
          },
        }
      : {};
    const data = {
      schema: 'netready.diagnostics/1',
      madeAt: world.clock.now().toISOString(),
      tool: { version: toolVersion, catalogue: { version: catalogueVersion, sha256: ownCatalogueSha256 } },
      system: { platform, os, architecture: process.arch, node: process.versions.node, host: host.kind },
      runs: { kept: kept.length, most: maxKeptRuns },
      ...machine,
      failures: await troubles.read(),
    };
    return `${JSON.stringify(data, null, 2)}\n`;
  };
  return {
    'app.about': async () => ({
      catalogueSha256: ownCatalogueSha256,
      editions: Object.values(editions).map(({ id, title, reference }) => ({ id, title, reference })),
      dataFolder,
      runs: {
        folder: runsFolder(dataFolder),
        kept: (await runs.ids()).length,
        most: maxKeptRuns,
        mostBytes: maxKeptBytes,
      },
    }),
    'app.licences': async () => ({
      text: await ownBuiltFiles()(licencesName).then(
        (bytes) => bytes.toString('utf8'),
        () => null,
      ),
    }),
    'diagnostics.show': async (asked) => ({ text: await bundle(asked) }),
    'diagnostics.save': async (asked) => {
      const name = bundleName(world.clock.now());
      return host.saveFiles([{ name: `${name}.json`, bytes: Buffer.from(await bundle(asked)) }], name);
    },
  };
}
