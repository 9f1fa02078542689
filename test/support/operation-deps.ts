import { performance } from 'node:perf_hooks';
import type { World } from '../../electron/core/base/world.ts';
import type { NewFile } from '../../electron/core/files/publish-files.ts';
import { openIdentity } from '../../electron/core/identity/identity-store.ts';
import { openUnnamedIdentity } from '../../electron/core/identity/unnamed-identity.ts';
import { createDeps } from '../../electron/core/operations/create-deps.ts';
import type { HostServices, OperationDeps, Saved } from '../../electron/core/operations/deps.ts';
import { createSystemNetwork } from '../../electron/core/probes/system-network.ts';
import { renderDocument } from '../../electron/core/report/render-document.ts';
import { identityWorld, systemWorld } from '../../electron/core/system/system-world.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { sampleProfile } from './sample-results.ts';
import { verifierHere } from './verifier-here.ts';

/** This machine, without its name servers: a run asks nobody but the machine itself. */
export function loopbackWorld(): World {
  const clock = { now: () => new Date(), monotonicMs: () => performance.now() };
  return { ...systemWorld(process), clock, network: createSystemNetwork({ clock, dnsServers: [] }) };
}

/** A profile that contacts one port of this machine for everything that is contacted at all. */
export const loopbackProfile = (port: number, answers: Readonly<Record<string, unknown>> = {}): Profile =>
  sampleProfile({
    machine: { roles: ['front-end'] },
    environment: { name: 'Loopback', oneProvider: 'yes' },
    controller: { host: '127.0.0.1' },
    cache: { host: '127.0.0.1', port },
    databases: [{ purpose: 'platform', host: '127.0.0.1', port }],
    ports: { deploymentController: port },
    limits: { connectTimeoutMs: 500 },
    ...answers,
  });

/** What a host was asked for. */
export type HostLog = {
  readonly saved: { readonly files: readonly NewFile[]; readonly suggested: string }[];
  readonly links: string[];
  readonly notices: string[];
  readonly announced: (readonly [title: string, text: string])[];
  quits: number;
};

/** Operations on a data folder of their own, with a host that only remembers what it was asked for. */
export function testDeps(
  dataFolder: string,
  changes: Partial<OperationDeps> = {},
): { readonly deps: OperationDeps; readonly log: HostLog } {
  const log: HostLog = { saved: [], links: [], notices: [], announced: [], quits: 0 };
  const host: HostServices = {
    kind: 'desktop',
    saveFiles: async (files, suggested): Promise<Saved> => {
      log.saved.push({ files, suggested });
      const written = files.map(({ name }) => ({ name, path: `/chosen/${name}`, download: null }));
      return { files: written, dismissed: false };
    },
    revealLast: async () => log.saved.length > 0,
    openLink: async (link) => void log.links.push(link),
    announce: async (title, text) => log.announced.push([title, text]) > 0,
    quit: () => {
      log.quits += 1;
    },
  };
  const deps = createDeps({
    world: loopbackWorld(),
    platform: process.platform,
    dataFolder,
    openIdentity: () => openIdentity(dataFolder, identityWorld(process)),
    openUnnamedIdentity: () => openUnnamedIdentity(dataFolder, identityWorld(process)),
    host,
    notice: (sentence) => log.notices.push(sentence),
  });
  return {
    deps: { ...deps, draw: renderDocument, verifier: verifierHere, quickVerifier: verifierHere, ...changes },
    log,
  };
}
