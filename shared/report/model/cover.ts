import { ownerWords } from '../../catalogue/check.ts';
import { definitionOf } from '../../catalogue/check-id.ts';
import { editionOf } from '../../catalogue/editions.ts';
import { statementFindings } from '../../catalogue/families/statement.ts';
import { serviceText } from '../../probe/service-words.ts';
import { placeWords } from '../../profile/roles.ts';
import type { CheckResult, RunResult } from '../../run/result.ts';
import { isUntested } from '../../run/untested.ts';
import { counted, durationText, instantText } from '../../words/phrases.ts';
import { phaseWords, type Verdict, worstFirst } from '../../words/verdict.ts';
import { distinctBy, grouped } from '../alike-checks.ts';
import { type CauseText, causeTexts, ownersText } from '../cause-texts.ts';
import { checkText, headlineOfAll } from '../check-texts.ts';
import { drawnRun, environmentDrawing, paperForm } from '../environment-drawing.ts';
import { listedChecks, pageLimits } from '../page-limits.ts';
import type { Field } from '../profile-answers.ts';
import { failedOf, severitySplit } from '../severity-split.ts';
import { shortName } from '../short-name.ts';
import { verdictSentence } from '../verdict-sentence.ts';
import { bySeverity, machineName, ownerOf, verdictCount } from './common.ts';
import type { Cover, TaskRow } from './types.ts';

/** What a redacted report says of itself. */
export const replacedWords = 'names and addresses replaced';

const whereText = (checks: readonly CheckResult[]): string => {
  const isAnswer = ({ finding, facts }: CheckResult): boolean =>
    facts.length === 0 || statementFindings.some((name) => name === finding);
  const own = (check: CheckResult): string => (isAnswer(check) ? 'the profile' : 'this machine');
  const addresses = [...new Set(checks.map((check) => checkText(check).to?.address ?? own(check)))];
  return addresses.length === 1 ? shortName(addresses[0] ?? '') : counted(addresses.length, 'destination');
};

/** Checks of one kind and verdict that one person has to mend, as one line. */
function mendRow(alike: readonly CheckResult[]): readonly TaskRow[] {
  const first = alike[0];
  if (first === undefined) return [];
  return [
    {
      verdict: first.verdict,
      title: headlineOfAll(alike),
      where: whereText(alike),
      typed: alike.length === 1 && first.destination !== null,
      owner: ownerWords[ownerOf(first)],
    },
  ];
}

/** What is to be done for all checks of a verdict alike, as one line; none when there are no such checks. */
function sweepRow(verdict: Verdict, count: number, title: string, owner: string): readonly TaskRow[] {
  return count === 0 ? [] : [{ verdict, title, where: counted(count, 'check'), typed: false, owner }];
}

/** One line for each cause of what failed: how much it explains, or where it is when it is one check alone. */
function causeRow(text: CauseText): TaskRow {
  const [check, ...others] = text.checks;
  const isOne = others.length === 0;
  return {
    verdict: 'fail',
    title: `${text.number}. ${text.shortTitle}`,
    where: isOne ? whereText([check]) : counted(text.checks.length, 'check'),
    typed: isOne && check.destination !== null,
    owner: ownersText(text),
  };
}

function taskRows(result: RunResult): readonly TaskRow[] {
  const mended: readonly Verdict[] = ['unknown', 'warn'];
  const checks = mended.flatMap((verdict) =>
    result.checks.filter((check) => check.verdict === verdict && !isUntested(check)).sort(bySeverity),
  );
  const alike = grouped(checks, (check) => `${check.verdict} ${definitionOf(check.id)} ${ownerOf(check)}`);
  const { counts } = result;
  const here = ownerWords.you;
  return [
    ...causeTexts(result).map(causeRow),
    ...distinctBy(alike.flatMap(mendRow), (row) => JSON.stringify(row)),
    ...sweepRow(
      'unknown',
      result.checks.filter(isUntested).length,
      'Run the checks that were not tested',
      here,
    ),
    ...sweepRow('not-yet', counts['not-yet'], 'Run Netready here again after the installation', here),
    ...sweepRow(
      'not-testable-here',
      counts['not-testable-here'],
      'Run Netready on the machines at the other end',
      'You, on those machines',
    ),
  ];
}

const addressesShown = 4;

function addressTexts(addresses: readonly string[]): readonly string[] {
  const more = addresses.length - addressesShown;
  if (addresses.length === 0) return ['none'];
  return more <= 0 ? addresses : [...addresses.slice(0, addressesShown), `and ${more} more`];
}

/** With whose rights this machine was looked at, where that is known. */
function rightsValues({ isElevated }: RunResult['machine']): readonly string[] {
  if (typeof isElevated !== 'boolean') return [];
  return [
    isElevated ? 'Administrator' : 'Without administrator rights, so some owners of ports cannot be named',
  ];
}

/** What of the platform is installed, and which of its services do not run. */
function installationValues({ installation }: RunResult['machine']): readonly string[] {
  if (installation === undefined) return [];
  const { version, services } = installation;
  const product = version === null ? 'No Platform Server' : `Platform Server ${version}`;
  const resting = services.filter(({ state }) => state !== 'Running');
  if (services.length === 0) return [product];
  return resting.length === 0
    ? [`${product}, ${counted(services.length, 'service')} running`]
    : [`${product}; ${resting.map(serviceText).join(', ')}`];
}

/** What the pages leave to report.json; nothing when they show every check. */
function pagesValues({ checks }: RunResult): readonly string[] {
  const { left } = listedChecks(checks);
  return left.length === 0
    ? []
    : [
        `${checks.length - left.length} of ${checks.length} checks, at most ${pageLimits.checks.ofKind} of one kind; the attached report.json has all.`,
      ];
}

function coverFields(result: RunResult): readonly Field[] {
  const { machine, profile, tool, startedAt, finishedAt } = result;
  const words = (label: string, ...values: readonly string[]): Field => ({ label, values, typed: false });
  const typed = (label: string, ...values: readonly string[]): Field => ({ label, values, typed: true });
  const name = profile.machine.name;
  return [
    ...(result.redacted === true
      ? [
          words(
            'Redacted',
            'Names and addresses stand for others; who owns the machine knows which, and "What stands for what" says of what kind.',
          ),
        ]
      : []),
    words('Roles', machine.roles.map((role) => placeWords[role]).join(', ')),
    words('Environment', profile.environment.name),
    words('Phase', phaseWords[result.phase]),
    typed('Finished', instantText(finishedAt)),
    words('Duration', durationText(startedAt, finishedAt)),
    words('System', machine.os),
    ...rightsValues(machine).map((text) => words('Rights', text)),
    ...installationValues(machine).map((text) => words('Installed', text)),
    ...(name === undefined || name === machine.hostname ? [] : [typed('Host name', machine.hostname)]),
    typed('Addresses', ...addressTexts(machine.addresses)),
    words(
      'Checked with',
      `Netready ${tool.version}, catalogue ${tool.catalogue.version}${
        tool.catalogue.overlays.length === 0 ? '' : ` with ${tool.catalogue.overlays.join(', ')}`
      }`,
    ),
    words('Requirements', editionOf(profile).title, editionOf(profile).reference),
    typed('Report', result.id),
    ...pagesValues(result).map((text) => words('Pages', text)),
  ];
}

/** Page 1. */
export function cover(result: RunResult): Cover {
  const rows = taskRows(result);
  const counts = worstFirst.map((verdict) => {
    const count = result.counts[verdict];
    const split = verdict === 'fail' ? severitySplit(failedOf(result.checks)) : null;
    const text = verdictCount(verdict, count);
    return { verdict, count, text: split === null ? text : `${text} (${split})` };
  });
  return {
    heading:
      result.redacted === true ? `Network readiness report, ${replacedWords}` : 'Network readiness report',
    machine: machineName(result),
    fields: coverFields(result),
    verdict: result.verdict,
    sentence: verdictSentence(result),
    counts: counts.filter(({ count }) => count > 0),
    environment: {
      heading: 'Where this machine stands',
      drawing: environmentDrawing(drawnRun(result), paperForm),
    },
    tasks: {
      heading: 'What has to be done',
      columns: ['Verdict', 'What', 'Where', 'Who'],
      rows,
      empty: 'Nothing: every check passed.',
      leftOut: rows.map((_, index) => `${counted(index + 1, 'more line')} on the following pages.`),
    },
  };
}
