import { catalogue } from '../../shared/catalogue/catalogue.ts';
import type { Bridge, Call } from '../../shared/contract/bridge.ts';
import {
  dispatch,
  type Handlers,
  type OperationEvent,
  type OperationOutput,
} from '../../shared/contract/dispatch.ts';
import { type OperationName, operationNames } from '../../shared/contract/operations.ts';
import type { Reply } from '../../shared/contract/reply.ts';
import type { AsideSession, Session } from '../../shared/contract/session.ts';
import { environmentViews } from '../../shared/environment/environment-views.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { buildPlan } from '../../shared/plan/build-plan.ts';
import { type Profile, profileSchema } from '../../shared/profile/profile.ts';
import { legendOf } from '../../shared/redact/legend.ts';
import { redactResult } from '../../shared/redact/redact.ts';
import { verdictSentence } from '../../shared/report/verdict-sentence.ts';
import { verifyOutcome } from '../../shared/report/verify-outcome.ts';
import { assembleResult } from '../../shared/run/assemble-result.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { viewListening } from '../../shared/run/view-listening.ts';
import { viewPlan } from '../../shared/run/view-plan.ts';
import { explain } from '../../shared/symptoms/explain.ts';
import { mergedOf } from './merged-environments.ts';
import { failedResult } from './sample-results.ts';

/** What a fake host knows. Parts can be replaced, so that a page can be shown on any machine. */
export type FakeHost = {
  readonly about: OperationOutput<'app.describe'>;
  readonly session: Session | null;
  /** Sessions of other windows that wait for a decision. */
  readonly aside: readonly AsideSession[];
  readonly runs: readonly RunResult[];
};

/** A call as the bridge got it. */
export type RecordedCall = { readonly name: OperationName; readonly input: unknown };

/** A bridge with no host behind it. `calls` lists what the page asked for, in order. */
export type FakeBridge = Bridge & { readonly calls: readonly RecordedCall[] };

type FakeHandlers = Handlers<AbortSignal>;

const noSigners = { signers: [], path: '/data/trust.json', authorities: 0 };

export const fakeAbout: OperationOutput<'app.describe'> = {
  version: '0.2.0',
  catalogueVersion: catalogue.version,
  host: 'desktop',
  platform: 'windows',
  machine: {
    hostname: 'OSFE01',
    os: 'Windows Server 2022 Standard 10.0.20348',
    addresses: ['10.20.30.41', 'fe80::1c2f:9a1e:41d3:7b55'],
  },
  nameServers: ['10.20.30.2', '10.20.30.3'],
};

/** The code that a fake host makes. */
export const fakeCode = '0000M-0000D-0000T-0000H-00007-0000E';

const fingerprint = '3f9c'.repeat(16);
const at = '2026-03-02T14:05:09.120Z';

/** The result of a run in which nothing answered: every planned check, none with a fact. */
export function emptyResult(profile: Profile, machine: FakeHost['about']['machine'], id: string): RunResult {
  const plan = buildPlan(catalogue.checks, profile, machine);
  return assembleResult(
    catalogue.checks,
    plan,
    { facts: new Map(), contacted: [] },
    {
      id,
      toolVersion: fakeAbout.version,
      catalogueVersion: catalogue.version,
      catalogueSha256: '0'.repeat(64),
      startedAt: at,
      finishedAt: at,
      cancelled: false,
    },
  );
}

/** The id of the n-th run of a fake host. */
const runIdOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Handlers that answer as a host with a memory does, without touching the world. */
function fakeHandlers(host: FakeHost): FakeHandlers {
  const memory = {
    session: host.session,
    /** Every session that was kept, as text: equal ones are of one revision. */
    texts: [] as string[],
    aside: [...host.aside],
    runs: [...host.runs],
  };
  const revision = (): string | null => {
    if (memory.session === null) return null;
    const text = JSON.stringify(memory.session);
    if (!memory.texts.includes(text)) memory.texts.push(text);
    return `revision ${memory.texts.indexOf(text)}`;
  };
  const demand = (base: string | null): void => {
    if (base !== revision()) throw new AppError('session-changed', 'Another window was faster.');
  };
  const runOf = (id: string): RunResult => {
    const found = memory.runs.find((run) => run.id === id);
    if (found === undefined) throw new AppError('not-found', 'This run is not kept here.');
    return found;
  };
  const keep = (run: RunResult): RunResult => {
    memory.runs = [run, ...memory.runs.filter(({ id }) => id !== run.id)];
    return run;
  };
  const saved = (...names: readonly string[]): OperationOutput<'profile.save'> => ({
    files: names.map((name) => ({ name, path: `C:\\Users\\admin\\Documents\\${name}`, download: null })),
    dismissed: false,
  });
  return {
    'app.describe': async () => host.about,
    'session.load': async () => ({
      session: memory.session,
      revision: revision(),
      changedAt: memory.session === null ? null : at,
      problem: null,
      aside: memory.aside,
    }),
    'session.revision': async () => ({ revision: revision() }),
    'session.save': async ({ session, base, window }) => {
      const others = memory.aside.filter((entry) => entry.window !== window);
      if (base !== revision()) memory.aside = [{ window, session, changedAt: at }, ...others];
      demand(base);
      memory.session = session;
      return { revision: revision() };
    },
    'session.forget': async ({ window }) => {
      memory.aside = memory.aside.filter((entry) => entry.window !== window);
      return {};
    },
    'session.clear': async ({ base }) => {
      demand(base);
      memory.session = null;
      return {};
    },
    'profile.import': async ({ name, text }) => {
      const parsed = profileSchema.safeParse(parseJson(text));
      if (!parsed.success) throw new AppError('profile-invalid', `${name} is not a profile.`);
      return { profile: parsed.data, notes: [] };
    },
    'profile.of-report': async ({ name }) => {
      throw new AppError('report-refused', `${name} is not a report of Netready.`);
    },
    'profile.save': async () => saved('netready-environment.json'),
    'plan.preview': async ({ profile }) =>
      viewPlan(buildPlan(catalogue.checks, profile, host.about.machine), host.about.nameServers, 'wizard'),
    'run.start': async ({ profile }, { emit }) => {
      const result = emptyResult(profile, host.about.machine, runIdOf(memory.runs.length + 1));
      const total = result.checks.length;
      const groups = [...new Set(result.checks.map(({ group }) => group))].map((group) => ({
        group,
        total: result.checks.filter((check) => check.group === group).length,
      }));
      emit({ kind: 'planned', total, groups });
      result.checks.forEach((check, index) => {
        emit({ kind: 'check', check, done: index + 1, total });
      });
      return keep(result);
    },
    'run.list': async () => ({
      runs: memory.runs.map((run) => ({
        id: run.id,
        finishedAt: run.finishedAt,
        environment: run.profile.environment.name,
        hostname: run.machine.hostname,
        verdict: run.verdict,
        sentence: verdictSentence(run),
        brokenOff: run.brokenOff === true,
      })),
    }),
    'run.current': async () => ({ kind: 'none' }),
    'run.watch': async () => {
      throw new AppError('not-found', 'No run is going on any more.');
    },
    'run.cancel': async () => ({}),
    'rehearsal.plan': async () => ({
      ...viewListening('app01', [], ['10.20.30.11']),
      ports: [{ port: 12_001, carrier: 'plain', checks: ['in-deployment'] }],
      held: [{ port: 12_001, owners: [], isForServiceAlone: null }],
    }),
    'rehearsal.code': async () => ({ code: fakeCode }),
    'rehearsal.listen': async ({ minutes }, { emit, signal }) => {
      emit({
        kind: 'opened',
        tag: '7K2M',
        until: new Date(Date.parse(at) + minutes * 60_000).toISOString(),
        latest: new Date(Date.parse(at) + 240 * 60_000).toISOString(),
        expected: [],
        ports: [
          {
            port: 12_001,
            state: 'rehearsed',
            addresses: ['10.20.30.11'],
            owners: [],
            code: null,
            isForServiceAlone: null,
          },
        ],
      });
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      return failedResult();
    },
    'rehearsal.put-off': async ({ minutes }) => ({
      until: new Date(Date.parse(at) + minutes * 60_000).toISOString(),
    }),
    'rehearsal.stop': async () => ({}),
    'run.relabel': async ({ id, profile }) => keep({ ...runOf(id), profile }),
    'run.read': async ({ id }) => runOf(id),
    'run.remove': async ({ id }) => {
      runOf(id);
      memory.runs = memory.runs.filter((run) => run.id !== id);
      return {};
    },
    'run.waive': async ({ id, checks, reason }) => {
      const run = runOf(id);
      const waivers = run.profile.waivers.filter((waiver) => !checks.includes(waiver.check));
      return keep({
        ...run,
        profile: {
          ...run.profile,
          waivers: reason === null ? waivers : [...checks.map((check) => ({ check, reason })), ...waivers],
        },
        checks: run.checks.map((entry) =>
          !checks.includes(entry.id)
            ? entry
            : reason === null
              ? { ...entry, verdict: entry.waiver?.verdict ?? entry.verdict, waiver: null }
              : { ...entry, verdict: 'waived' as const, waiver: { verdict: entry.verdict, reason } },
        ),
      });
    },
    'run.announce': async ({ id }) => ({ shown: runOf(id).id === id }),
    'report.preview': async () => ({
      pdf: 'JVBERi0xLjcK',
      name: 'netready-osfe01-20260302-140509Z.pdf',
      sizeBytes: 9,
      signerName: 'Netready on OSFE01',
      fingerprint,
      time: { kind: 'claimed', why: null },
    }),
    'report.redaction': async ({ id }) => {
      const { aliases, texts, result } = redactResult(runOf(id));
      return { changes: [...aliases], texts: [...texts], legend: [...legendOf(result)] };
    },
    'report.save': async ({ id, formats, redact }) => ({
      ...saved(...formats.map((format) => `netready-osfe01-20260302-140509Z.${format}`)),
      aliases: redact ? { kind: 'kept', path: `/data/aliases/${id}.json` } : null,
    }),
    'report.reveal': async () => ({ shown: true }),
    'identity.show': async () => ({ name: 'Netready on OSFE01', fingerprint, notAfter: at }),
    'merge.add': async () => ({ outcome: verifyOutcome('NOT_PDF'), sameAs: null }),
    'merge.result': async () => {
      const merged = mergedOf([failedResult()]);
      return { id: merged.id, environments: environmentViews(merged), refused: [] };
    },
    'merge.preview': async () => ({
      pdf: 'JVBERi0=',
      name: 'netready-environment-20261201-080000Z.pdf',
      sizeBytes: 5,
      signerName: 'Netready on OSFE01',
      fingerprint,
    }),
    'merge.save': async ({ formats }) => ({
      ...saved(...formats.map((format) => `netready-environment-20261201-080000Z.${format}`)),
      aliases: null,
    }),
    'merge.clear': async () => ({}),
    'verify.prepare': async () => ({}),
    'verify.open': async () => ({ outcome: verifyOutcome('NOT_PDF'), content: { kind: 'refused' } }),
    'verify.save-list': async ({ format }) => saved(`netready-reports.${format}`),
    'signers.list': async () => noSigners,
    'signers.add': async ({ signer }) => ({ ...noSigners, signers: [{ ...signer, addedAt: at }] }),
    'signers.remove': async () => noSigners,
    'signers.import': async () => ({ ...noSigners, added: [], known: [], differing: [] }),
    'signers.export': async () => saved('netready-signers.json'),
    'verify.reports': async ({ files }) => ({ outcomes: files.map(() => verifyOutcome('NOT_PDF')) }),
    'symptoms.explain': async ({ text, run }) => {
      const known = run === null ? null : runOf(run);
      return explain(text, { profile: known?.profile ?? null, checks: known?.checks ?? [] });
    },
    'ticket.write': async () => ({
      kind: 'ticket',
      markdown: '# Network check of app01\n',
      text: 'Network check of app01\n======================\n',
    }),
    'app.about': async () => ({
      catalogueSha256: 'ab12'.repeat(16),
      editions: [{ id: '2020', title: 'Edition 2020', reference: 'The source document' }],
      dataFolder: 'C:\\Users\\admin\\AppData\\Local\\Netready',
      runs: {
        folder: 'C:\\Users\\admin\\AppData\\Local\\Netready\\runs',
        kept: memory.runs.length,
        most: 100,
        mostBytes: 536_870_912,
      },
    }),
    'app.licences': async () => ({ text: 'Netready contains the following libraries and fonts.\n' }),
    'diagnostics.show': async ({ withMachine }) => ({
      text: withMachine ? '{ "machine": { "hostname": "OSFE01" } }\n' : '{ "failures": [] }\n',
    }),
    'diagnostics.save': async () => saved('netready-diagnostics-20260302-140509Z.json'),
    'link.open': async () => ({}),
    'app.quit': async () => ({}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * A bridge that is made from the contract alone: every operation answers, inputs, events and outputs are checked as by
 * a real host, and nothing is contacted.
 * @param overrides handlers that stand in for the usual ones, for example one that fails or never ends
 */
export function fakeBridge(host: Partial<FakeHost> = {}, overrides: Partial<FakeHandlers> = {}): FakeBridge {
  const whole: FakeHost = { about: fakeAbout, session: null, aside: [], runs: [], ...host };
  const handlers: FakeHandlers = { ...fakeHandlers(whole), ...overrides };
  const calls: RecordedCall[] = [];
  const start =
    <N extends OperationName>(name: N) =>
    (input: unknown, onEvent?: (event: OperationEvent<N>) => void): Call<N> => {
      calls.push({ name, input });
      const controller = new AbortController();
      const emit = (event: unknown): void => onEvent?.(event as OperationEvent<N>);
      const reply = dispatch(handlers, name, input, { emit, signal: controller.signal });
      return { reply: reply as Promise<Reply<OperationOutput<N>>>, cancel: () => controller.abort() };
    };
  const functions = Object.fromEntries(operationNames.map((name) => [name, start(name)]));
  return { ...(functions as unknown as Bridge), calls };
}
