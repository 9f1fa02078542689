import { prepareRun } from '../../electron/core/engine/prepare-run.ts';
import { toolMeta } from '../../electron/core/engine/run-check.ts';
import { runPlan } from '../../electron/core/engine/run-plan.ts';
import { probes } from '../../electron/core/probes/index.ts';
import type { Probes } from '../../electron/core/probes/probe.ts';
import type { Fact } from '../../shared/probe/fact.ts';
import { type Profile, profileSchema } from '../../shared/profile/profile.ts';
import { assembleResult } from '../../shared/run/assemble-result.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { clip } from '../../shared/words/clip.ts';
import { wellFormed } from '../../shared/words/well-formed.ts';
import { loopbackWorld } from './operation-deps.ts';
import { healthyWorld, sampleMachine } from './sample-results.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { unicodeText } from './unicode-texts.ts';

/** A result, and the texts that went into it. */
export type UnicodeResult = { readonly result: RunResult; readonly texts: readonly string[] };

const began = '2026-11-22T10:00:00.000Z';

/** Puts texts into every field of facts that a server or a system can fill. */
function strange(fact: Fact, text: () => string): Fact {
  switch (fact.kind) {
    case 'http':
      return { ...fact, server: text(), location: text(), via: text() };
    case 'tls':
      return {
        ...fact,
        protocol: text(),
        chain: fact.chain.map((certificate) => ({
          ...certificate,
          subject: `CN=${text()}, O=${text()}`,
          issuer: `CN=${text()}`,
          altNames: [text(), text(), `URI:${text()}`],
        })),
      };
    case 'port-owner':
      return {
        ...fact,
        owners: [{ address: '::', pid: 7, process: text(), services: [text()], reservations: [text()] }],
      };
    case 'inbound-firewall':
      return {
        ...fact,
        outcome: 'read',
        networks: [
          {
            network: 'domain',
            isActive: true,
            decision: 'blocked',
            rules: [{ ruleName: text(), origin: 'machine' }],
          },
        ],
      };
    case 'installation':
      return {
        ...fact,
        version: text(),
        services: [{ service: text(), state: text(), startMode: text() }],
      };
    case 'amqp':
      return { ...fact, product: text(), version: text(), platform: text(), mechanisms: [text()] };
    case 'hosts-file':
      return {
        ...fact,
        path: text(),
        lines: [{ number: 1, address: '127.0.0.1', names: ['localhost', text()] }],
      };
    case 'name-order':
      return { ...fact, outcome: 'read', sources: [text(), text()] };
    case 'proxy-settings':
      return {
        ...fact,
        settings: [{ source: 'system', name: text(), scheme: 'http', proxy: null, bypass: [text()] }],
      };
    default:
      return { ...fact, code: text() };
  }
}

/** Probes that give the facts of a healthy world with strange texts in them, as no cleaning probe would. */
function strangeProbes(text: () => string): Probes {
  const world = healthyWorld('before-install');
  const observe = (request: Parameters<typeof world>[0]): readonly Fact[] =>
    world(request).map((answer) =>
      strange({ ...answer, startedAt: began, durationMs: answer.durationMs ?? 1 } as Fact, text),
    );
  const each = Object.entries(probes).map(([kind, probe]) => [
    kind,
    { ...probe, observe: async (request: Parameters<typeof world>[0]) => observe(request) },
  ]);
  return Object.fromEntries(each) as Probes;
}

/** A profile with a text wherever a person may write one. What a profile refuses, its half characters, is mended. */
function strangeProfile(text: () => string): Profile {
  const written = (): string => {
    const mended = clip(wellFormed(text()).trim(), 60).trim();
    return [...mended].length < 3 ? `${mended}abc` : mended;
  };
  return profileSchema.parse({
    schemaVersion: 1,
    machine: { name: written(), roles: ['controller', 'front-end'] },
    environment: { name: written(), oneProvider: 'yes' },
    frontEnds: [
      { name: written(), host: 'localhost' },
      { name: written(), host: 'fe2.example.local' },
    ],
    proxy: { bypass: [written(), written()] },
    caFile: written(),
    waivers: [
      { check: 'lat-provider', reason: written() },
      { check: written(), reason: written() },
    ],
  });
}

/** The result of a run in which every text is one out of all of Unicode; the same for the same seed. */
export async function unicodeResult(seed: number): Promise<UnicodeResult> {
  const random: SeededRandom = seededRandom(seed);
  const texts: string[] = [];
  const text = (): string => {
    const made = unicodeText(random);
    texts.push(made);
    return made;
  };
  const profile = strangeProfile(text);
  const machine = { ...sampleMachine, hostname: text(), os: text() };
  const only = ['loc-port-80', 'loc-http', 'loc-resolve', 'in-user-80', 'out-cache'];
  const { definitions, plan } = prepareRun({ ...profile, waivers: [] }, machine, only);
  const gathered = await runPlan(plan, loopbackWorld(), {
    signal: new AbortController().signal,
    probes: strangeProbes(text),
  });
  const meta = {
    ...toolMeta(),
    id: `00000000-0000-4000-8000-${String(seed).padStart(12, '0')}`,
    startedAt: began,
    finishedAt: began,
    cancelled: false,
  };
  const result = assembleResult(definitions, { ...plan, profile }, gathered, meta);
  return { result, texts };
}
