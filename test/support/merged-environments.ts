import { catalogue, catalogueVersion } from '../../shared/catalogue/catalogue.ts';
import type { EnvironmentResult } from '../../shared/environment/environment-result.ts';
import type { MergeInput, Merging, WholeInput } from '../../shared/environment/merge-input.ts';
import { mergeResults } from '../../shared/environment/merge-results.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { rehearsalFact, signedChecker, signedListener, visitOf, visitsFact } from './rehearsal-views.ts';

/** Sixty-four hexadecimal digits that belong to a text, as a hash would. */
export function digitsOf(text: string): string {
  const parts = Array.from({ length: 8 }, (_, part) => {
    let state = (0x811c9dc5 + 0x9e3779b9 * part) >>> 0;
    for (const character of text)
      state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    return state.toString(16).padStart(8, '0');
  });
  return parts.join('');
}

/** A report as it comes to be merged; every machine has a key of its own, which is known. */
export const inputOf = (
  result: RunResult,
  fields: Partial<Omit<MergeInput, 'result'>> = {},
): MergeInput & WholeInput => ({
  result,
  signer: {
    fingerprint: digitsOf(`key of ${result.machine.hostname}`),
    name: 'Contoso operations',
    isKnown: true,
  },
  fileSha256: digitsOf(`${result.id} ${result.finishedAt} ${result.redacted ?? false}`),
  file: `netready-${result.machine.hostname}.pdf`,
  pages: 'match',
  carriage: 'data',
  confirmedAt: null,
  ...fields,
});

export const merging: Merging = {
  id: '7c0f3a52-6d1e-4b7a-9c44-000000000001',
  at: '2026-12-01T08:00:00.000Z',
  tool: {
    name: 'netready',
    version: '0.3.0',
    catalogue: { version: catalogueVersion, sha256: digitsOf(catalogue.version) },
  },
  refused: [],
};

/** The environment that some results come to. */
export const mergedOf = (results: readonly RunResult[]): EnvironmentResult =>
  mergeResults(
    results.map((result) => inputOf(result)),
    merging,
  );

/** Who came to a port of a machine while it listened. */
export type Came = { readonly port: number; readonly from: RunResult; readonly as?: string };

const sessionKeyOf = (result: RunResult): string => digitsOf(`session ${result.id}`).slice(0, 44);

/** What a machine tells of the same environment that listened for the length of a run: who came, and nothing else. */
export function listenerOf(
  result: RunResult,
  came: readonly Came[],
  fields: Partial<RunResult> = {},
): RunResult {
  const id = result.id.replace('0f3c9a52', '1f3c9a52');
  const visits = (port: number) =>
    came
      .filter((one) => one.port === port)
      .map(({ from, as }) => {
        const [address = '10.0.0.1'] = from.machine.addresses;
        const here = { address: result.machine.addresses[0] ?? '10.0.0.2', port };
        return visitOf(
          {
            run: from.id,
            sessionKey: sessionKeyOf(from),
            name: from.machine.hostname,
            roles: [...from.machine.roles],
            dialled: here,
            own: { address, port: 50_001 },
          },
          { arrived: here, peer: { address: as ?? address, port: 50_001 }, run: id },
        );
      });
  return {
    ...result,
    id,
    rehearsal: { tag: '7K2M', sessionKey: sessionKeyOf({ ...result, id }) },
    checks: result.checks.map((check) => {
      const port = check.direction === 'inbound' ? (check.destination?.port ?? null) : null;
      return port === null
        ? { ...check, verdict: 'skipped', finding: 'left-out', facts: [] }
        : { ...check, facts: [visitsFact(visits(port), { port })] };
    }),
    ...fields,
  };
}

/** A result in which the listener of another machine answered at one port in the place of its service. */
export function provenBy(result: RunResult, listener: RunResult, host: string, port: number): RunResult {
  const here = { address: listener.machine.addresses[0] ?? '10.0.0.2', port };
  const own = { address: result.machine.addresses[0] ?? '10.0.0.1', port: 50_001 };
  return {
    ...result,
    rehearsal: { tag: '7K2M', sessionKey: sessionKeyOf(result) },
    checks: result.checks.map((check) =>
      check.direction !== 'outbound' || check.destination?.host !== host || check.destination.port !== port
        ? check
        : {
            ...check,
            verdict: 'pass',
            finding: 'proven',
            facts: [
              rehearsalFact({
                host,
                startedAt: result.startedAt,
                remoteAddress: here.address,
                remotePort: port,
                checker: signedChecker({
                  run: result.id,
                  sessionKey: sessionKeyOf(result),
                  name: result.machine.hostname,
                  wanted: host,
                  dialled: here,
                  own,
                }),
                listener: signedListener({
                  run: listener.id,
                  sessionKey: listener.rehearsal?.sessionKey ?? '',
                  name: listener.machine.hostname,
                  arrived: here,
                  peer: own,
                  clock: result.startedAt,
                }),
              }),
            ],
          },
    ),
  };
}
