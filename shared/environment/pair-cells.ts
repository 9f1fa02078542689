import { bestVerdict, type Verdict, worstFirst, worstVerdict } from '../words/verdict.ts';
import { blockKey, portKindOf } from './blocks.ts';
import type { Connection, EnvironmentResult } from './environment-result.ts';
import { isDisagreement } from './judge-connection.ts';

/** What one machine's way to another one is within a block, all its ports together. */
export type PairCell = {
  readonly from: number;
  readonly to: number;
  readonly block: number;
  readonly verdict: Verdict;
  readonly connections: readonly number[];
  /** Whether every port that passes was proven by a rehearsal or one was: then the service is still to be seen. */
  readonly isRehearsed: boolean;
  /** Whether nothing that fails here is required. */
  readonly isMonitoringOnly: boolean;
  readonly disagrees: boolean;
  /** Which end spoke alone, though the other one made a report that could have told. */
  readonly spoke: 'source' | 'destination' | null;
  readonly cause: number | null;
  /** What is to be known of what passed: the note's key, or null. */
  readonly note: string | null;
};

/** What is said of a connection that was reached, but. Equal for those that one note is about. */
export function noteKey({ verdict, decision, source }: Connection): string | null {
  const isNoted = verdict === 'warn' || (verdict === 'pass' && source?.finding === 'proven-via');
  if (!isNoted || source === undefined) return null;
  return decision === 'blocked-there' ? decision : `${source.finding} ${source.seenAs ?? ''}`;
}

const isOfRow =
  (verdict: Verdict) =>
  (connection: Connection): boolean =>
    connection.verdict === verdict;

/** The ways of all pairs, with the ports of a block together: any of several logins is enough, everything else is needed. */
export function pairCellsOf({ connections, machines, inputs }: EnvironmentResult): readonly PairCell[] {
  const groups = new Map<number, number[]>();
  const count = machines.length;
  const blockSpan = 1024;
  for (const [index, connection] of connections.entries()) {
    const key = (connection.from * count + connection.to) * blockSpan + blockKey(connection);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  const listens = machines.map((machine) =>
    machine.inputs.some((input) => inputs[input]?.kind === 'listener'),
  );
  const asks = machines.map((machine) => machine.inputs.some((input) => inputs[input]?.kind === 'check'));
  const alone = (connection: Connection): PairCell['spoke'] => {
    const { decision, verdict, from, to } = connection;
    if (decision === 'source' && verdict === 'not-yet' && listens[to] === true) return 'source';
    return decision === 'destination' && asks[from] === true ? 'destination' : null;
  };
  return [...groups].flatMap(([key, indexes]): readonly PairCell[] => {
    const own = indexes.flatMap((index) => connections[index] ?? []);
    const [first] = own;
    if (first === undefined) return [];
    const verdicts = own.map(({ verdict }) => verdict);
    const verdict = portKindOf(first) === 'login' ? bestVerdict(verdicts) : worstVerdict(verdicts);
    const deciding = own.filter(isOfRow(verdict));
    return [
      {
        from: first.from,
        to: first.to,
        block: key % blockSpan,
        verdict,
        connections: indexes,
        isRehearsed: deciding.some(({ basis }) => basis === 'rehearsal'),
        isMonitoringOnly: verdict === 'fail' && deciding.every(({ severity }) => severity !== 'required'),
        disagrees: deciding.some(isDisagreement),
        spoke: deciding.map(alone).find((end) => end !== null) ?? null,
        cause: lowest(deciding.flatMap(({ cause }) => cause ?? [])),
        note: own.map(noteKey).find((note) => note !== null) ?? null,
      },
    ];
  });
}

const lowest = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : Math.min(...numbers);

/** Everything by which two ways read differently, as one text. */
export const readingOf = ({ verdict, isRehearsed, cause, note, disagrees }: PairCell): string =>
  `${worstFirst.indexOf(verdict)} ${isRehearsed ? 'r' : ''}${disagrees ? 'd' : ''} ${cause ?? ''} ${note ?? ''}`;
