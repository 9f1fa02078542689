import { hostRanges } from '../../../shared/report/host-ranges.ts';
import { counted, listed } from '../../../shared/words/phrases.ts';

/** Texts of the page that makes one report of the reports of many machines. */
export const mergeText = {
  heading: 'Merge reports',
  intro:
    'One signed report of an environment, from the reports of its machines: who reaches whom, what both ends say, and what the failures have in common.',
  choose: 'Choose reports',
  none: {
    title: 'What is needed',
    text: 'The reports of the servers, as Netready wrote them (PDF). A merged report may be among them: its inputs count once. Nothing leaves this machine.',
  },
  remove: 'Start again',
  progress: (done: number, total: number): string => `${done} of ${counted(total, 'file')} verified`,
  refused: {
    title: (count: number): string => `${counted(count, 'file')} ${count === 1 ? 'is' : 'are'} not merged`,
    text: 'Nothing is drawn from a file that is not intact.',
    confirm: 'The new key is right',
    confirmOf: (file: string): string => `The new key of ${file} is right`,
    confirmHint:
      'Confirm a changed key only when somebody at that machine has read its fingerprint to you, for example after Netready was installed anew.',
  },
  beside: {
    heading: (count: number): string => `${count} environments under one LifeTime`,
    text: 'Each is judged by itself. The report of LifeTime counts in all of them; the signed report holds all.',
    name: (name: string): string => `${name.trim() === '' ? 'Environment without a name' : name}:`,
  },
  same: {
    title: (count: number): string => `${counted(count, 'file')} ${count === 1 ? 'is' : 'are'} there twice`,
    of: (name: string, as: string): string =>
      name === as
        ? `${name} was chosen twice, and counts once.`
        : `${name} has the same content as ${as}, and counts once.`,
    more: (count: number): string => `And ${count} more.`,
  },
  causes: {
    heading: 'What the failures have in common',
    alone: 'What failed, each by itself',
    more: (count: number): string => `Show ${count} more`,
    notExplained: 'Not explained',
    why: 'Why',
    todo: 'To do once',
    wrong: 'Wrong, if',
  },
  matrix: {
    heading: 'Who reaches whom',
    how: 'Read a row: what this server can reach. Read a column: who reaches it.',
    keys: 'Arrows move, N goes to the next failure, Enter opens a pair.',
    legend: 'What the marks mean',
    asTable: 'As a table',
    asList: 'As a list',
    asLadder: 'As wires',
    island: (letter: string): string => `island ${letter}`,
    view: 'How the connections are shown',
    nothingFailed: 'Every connection that was tried passed.',
    allOf: (shown: number, all: number): string => `${shown} of ${counted(all, 'cell')}`,
    onlyOpen: 'Only what did not pass',
  },
  pair: {
    heading: (from: string, to: string): string => `${from} to ${to}`,
    back: (from: string, to: string): string => `The way back: ${from} to ${to}`,
    says: (name: string): string => `${name} says`,
    noReport: 'no report',
    nothing: 'nothing about it',
    so: 'So',
    cause: (number: number): string => `cause ${number}`,
    more: (count: number): string => `And ${counted(count, 'more connection')} of these groups.`,
    close: 'Close the pair',
    none: 'No requirement asks for this direction.',
  },
  remarks: {
    heading: 'Remarks on reports',
    /** The machines whose reports a remark is about: all of them, or by name as far as they are few. */
    who: (hosts: readonly string[], all: number): string => {
      if (hosts.length === all && all > 1) return `All ${all} reports`;
      const names = hostRanges([...new Set(hosts)]).map(({ text }) => text);
      const shown = names.slice(0, 6);
      const left = names.length - shown.length;
      return listed(left === 0 ? shown : [...shown, `${left} more`]);
    },
  },
  save: 'Save the environment report',
  saving: 'Saving',
  saved: (names: string): string => `Saved: ${names}.`,
  json: 'The data as JSON too',
  redact: 'Replace names and addresses',
  redactHint: 'One list of aliases for all reports; it stays on this machine.',
} as const;
