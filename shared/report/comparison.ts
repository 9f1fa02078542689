import type { Fact } from '../probe/fact.ts';
import { hostAndPort } from '../profile/host.ts';
import { placeWords } from '../profile/roles.ts';
import { type CheckChange, diffRuns, gotWorse, type RunDiff } from '../run/diff.ts';
import type { CheckResult, RunResult } from '../run/result.ts';
import { counted, listed } from '../words/phrases.ts';
import { phaseWords } from '../words/verdict.ts';
import { checkText } from './check-texts.ts';
import { factText } from './evidence.ts';
import { profileAnswers } from './profile-answers.ts';

/** Something that two results say differently of one thing. Empty where one of them says nothing. */
export type Difference = {
  readonly label: string;
  readonly old: readonly string[];
  readonly next: readonly string[];
};

/** What differs besides the checks, so that nobody takes another question, or another machine, for a repair. */
export type DifferenceGroup = { readonly title: string; readonly rows: readonly Difference[] };

/**
 * `one`: both runs are of one machine, earlier and later. `two`: of two machines, side by side. `aliases`: a result was
 * redacted, so that nobody can tell.
 */
export type Machines = 'one' | 'two' | 'aliases';

/** What the two are to each other, where that is not an earlier and a later run of one machine. */
export const machinesNotes: Readonly<Record<Machines, string | null>> = {
  one: null,
  two: 'These are two machines, side by side: what only one of them is asked may be as it should be.',
  aliases:
    'Names were replaced by aliases, which count for each report alone: checks that name a server are not compared.',
};

/** Two results side by side. Everything that is shown of a comparison is drawn from this. */
export type Comparison = {
  readonly machines: Machines;
  readonly diff: RunDiff;
  /** Whether a required check got worse, or a new one fails. */
  readonly gotWorse: boolean;
  readonly others: readonly DifferenceGroup[];
};

/** One thing as a result tells it. */
type Told = { readonly label: string; readonly values: readonly string[] };

const isSameList = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((value, index) => value === right[index]);

/** What two lists tell differently, by label, in the order of the newer list; what only the older tells follows. */
function differences(old: readonly Told[], next: readonly Told[]): readonly Difference[] {
  const before = new Map(old.map(({ label, values }) => [label, values]));
  const after = new Map(next.map(({ label, values }) => [label, values]));
  return [...new Set([...after.keys(), ...before.keys()])]
    .map((label) => ({ label, old: before.get(label) ?? [], next: after.get(label) ?? [] }))
    .filter((row) => !isSameList(row.old, row.next));
}

const told = (label: string, value: string | null | undefined): readonly Told[] =>
  value === null || value === undefined ? [] : [{ label, values: [value] }];

function machineTold({ machine }: RunResult): readonly Told[] {
  const { hostname, os, roles, addresses, isElevated, installation } = machine;
  const rights = isElevated === true ? 'of an administrator' : 'of an ordinary user';
  return [
    { label: 'Name', values: [hostname] },
    { label: 'Roles', values: [listed(roles.map((role) => placeWords[role].toLowerCase()))] },
    { label: 'Addresses', values: [...addresses].sort() },
    ...told('System', os),
    ...told('Rights', isElevated === null || isElevated === undefined ? null : rights),
    ...told('Platform Server', installation === undefined ? null : (installation.version ?? 'not installed')),
    ...(installation?.services ?? []).map(({ service, state, startMode }) => ({
      label: `Service ${service}`,
      values: [`${state}, ${startMode}`],
    })),
  ];
}

function programTold({ tool, phase }: RunResult): readonly Told[] {
  const { version, catalogue } = tool;
  return [
    { label: 'Phase', values: [phaseWords[phase]] },
    { label: 'Netready', values: [version] },
    { label: 'Catalogue', values: [catalogue.version] },
    ...told('Edition', catalogue.edition),
    { label: 'Overlays', values: [listed(catalogue.overlays) || 'none'] },
  ];
}

const answersTold = ({ profile }: RunResult): readonly Told[] =>
  profileAnswers(profile).map(({ label, values }) => ({ label, values }));

/** Settings and programs of a machine that a fact shows, without what is another in each run, as the ids of processes. */
function stateOf(fact: Fact): readonly Told[] {
  const { target, details } = factText(fact);
  switch (fact.kind) {
    case 'hosts-file':
      return [
        {
          label: 'Hosts file',
          values: fact.lines.map(({ address, names }) => `${address} ${names.join(' ')}`),
        },
      ];
    case 'proxy-settings':
      return [{ label: 'Proxies', values: details }];
    case 'name-order':
      return [{ label: 'Where names are looked up', values: details }];
    case 'port-ranges':
      return [{ label: 'Port ranges', values: details }];
    case 'port-owner':
      return [
        {
          label: `Listens on ${target}`,
          values: fact.owners
            .map(({ address, process = 'program not known', services = [] }) =>
              [`${address}: ${process}`, ...services].join(', '),
            )
            .sort(),
        },
      ];
    case 'inbound-firewall':
      return [{ label: `Firewall of this machine, ${target}`, values: details }];
    case 'resolve':
      return [{ label: `Addresses of ${fact.host}`, values: [...fact.addresses].sort() }];
    case 'tls':
      return fact.chain.slice(0, 1).map(({ subject, issuer, validTo, sha256 }) => ({
        label: `Certificate of ${hostAndPort(fact.host, fact.remotePort ?? 443)}`,
        values: [`${subject}, issued by ${issuer}, valid to ${validTo.slice(0, 10)}, SHA-256 ${sha256}`],
      }));
    case 'tds':
      return told(`SQL Server on ${fact.host}`, fact.version);
    case 'dns':
    case 'tcp':
    case 'http':
    case 'proxy-connect':
    case 'bind':
    case 'installation':
    case 'latency':
    case 'sql-browser':
    case 'tns':
    case 'amqp':
    case 'rehearsal':
    case 'visits':
      return [];
  }
}

/** What the checks that both runs have show of machines, programs and certificates. */
function evidenceTold(result: RunResult, isCompared: ReadonlySet<string>): readonly Told[] {
  return result.checks
    .filter(({ id }) => isCompared.has(id))
    .flatMap(({ facts }) => facts)
    .flatMap(stateOf);
}

/** Labels of what an alias stands in for, which says nothing beside another result's alias. */
const namedByAlias: readonly string[] = ['Name', 'Addresses'];

function machinesOf(old: RunResult, next: RunResult): Machines {
  if (old.redacted === true || next.redacted === true) return 'aliases';
  return old.machine.hostname.toLowerCase() === next.machine.hostname.toLowerCase() ? 'one' : 'two';
}

function otherDifferences(old: RunResult, next: RunResult, diff: RunDiff): readonly DifferenceGroup[] {
  const both = new Set(
    [...diff.worse, ...diff.better, ...diff.changed, ...diff.unchanged].map(({ id }) => id),
  );
  const machines = machinesOf(old, next);
  const unsaid = machines === 'aliases' ? namedByAlias : machines === 'two' ? ['Name'] : [];
  const machine = differences(machineTold(old), machineTold(next)).filter(
    ({ label }) => !unsaid.includes(label),
  );
  const groups: readonly DifferenceGroup[] = [
    { title: 'Machine', rows: machine },
    {
      title: 'Answers',
      rows: machines === 'aliases' ? [] : differences(answersTold(old), answersTold(next)),
    },
    { title: 'Phase, requirements and program', rows: differences(programTold(old), programTold(next)) },
    {
      title: 'Seen by the checks',
      rows: machines === 'aliases' ? [] : differences(evidenceTold(old, both), evidenceTold(next, both)),
    },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

/**
 * Lays two results side by side: what got worse, better, new and gone, and what else is not the same. A function of the
 * two results alone.
 * @param old the earlier run, or the machine that the other is held against
 */
export function compareResults(old: RunResult, next: RunResult): Comparison {
  const diff = diffRuns(old, next);
  return {
    machines: machinesOf(old, next),
    diff,
    gotWorse: gotWorse(diff),
    others: otherDifferences(old, next, diff),
  };
}

/** What could be overlooked in a check of both results: another server was asked, or a waiver stands before the answer. */
export function changeNote({ old, next }: Pick<CheckChange, 'old' | 'next'>): string | null {
  const [from, to] = [checkText(old).to?.address ?? null, checkText(next).to?.address ?? null];
  if (from !== null && to !== null && from !== to) return `asked of ${from} before`;
  if (old.waiver === null && next.waiver !== null) return `waived: ${next.waiver.reason}`;
  return old.waiver !== null && next.waiver === null ? 'no longer waived' : null;
}

/** What could be overlooked in a check that only the older result has. */
export const removedNote = ({ verdict }: CheckResult): string | null =>
  verdict === 'fail' ? 'not repaired, no longer asked' : null;

/** A comparison in one sentence, without a full stop. */
export function comparisonSentence({ diff }: Pick<Comparison, 'diff'>): string {
  const { worse, better, changed, added, removed, unchanged } = diff;
  if ([worse, better, changed, added, removed].every((list) => list.length === 0))
    return `Nothing differs in ${counted(unchanged.length, 'check')}`;
  const parts: readonly (readonly [count: number, word: string])[] = [
    [worse.length, 'worse'],
    [better.length, 'better'],
    [changed.length, 'changed in another way'],
    [added.length, 'new'],
    [removed.length, 'no longer asked'],
    [unchanged.length, 'the same'],
  ];
  return listed(parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`));
}
