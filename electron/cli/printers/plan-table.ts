import { groups, groupWords } from '../../../shared/catalogue/check.ts';
import { paceText } from '../../../shared/plan/pace.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { placeWords } from '../../../shared/profile/roles.ts';
import { pageLimitText } from '../../../shared/report/page-limits.ts';
import type { PlanView } from '../../../shared/run/plan-view.ts';
import { paint, type Terminal } from '../terminal/terminal.ts';
import { padText, safeText, wrapText } from '../terminal/text.ts';

function checkLine(check: PlanView['checks'][number], idWidth: number, terminal: Terminal): string {
  const to = check.destination;
  const target =
    to === null || check.direction === 'local'
      ? ''
      : to.port === null
        ? to.host
        : hostAndPort(to.host, to.port);
  const where = check.direction === 'inbound' ? 'from another machine only' : target;
  return `  ${padText(safeText(check.id), idWidth)}  ${safeText(check.title)}${
    where === '' ? '' : paint(terminal, 'quiet', `  ${safeText(where)}`)
  }`;
}

/** An address as it is listed; a port that is told during the run has the name of its instance instead. */
const contactText = ({ host, port, instance }: PlanView['contacts'][number]): string =>
  port === null ? `${host}\\${instance ?? ''}` : hostAndPort(host, port);

/** Which port an instance's name stands for, said where there is one. */
const toldPortLine =
  'A host with an instance stands for the one port that SQL Server Browser (UDP) tells for it during the run.';

/** The one address beside those of the checks: whoever is asked to confirm the time of the report. */
function stampLines({ timestamp }: PlanView, terminal: Terminal): readonly string[] {
  if (timestamp === null) return [];
  const { host, port, protocol, proxy, url, why } = timestamp;
  const whom = proxy === null ? '' : ` Through the proxy ${proxy}, which asks ${url}.`;
  const line = `${hostAndPort(host, port)}  ${protocol}  ${why}${whom}`;
  return wrapText(safeText(line), terminal.columns - 4).map((part) => `  ${part}`);
}

function contactLines(plan: PlanView, terminal: Terminal): readonly string[] {
  const hosts = plan.contacts.map((contact) => safeText(contactText(contact)));
  const isTold = plan.contacts.some(({ port }) => port === null);
  const width = Math.max(0, ...hosts.map((host) => host.length));
  const servers = plan.nameServers.join(', ') || 'none configured';
  return [
    paint(terminal, 'strong', 'Addresses that the run may contact'),
    ...plan.contacts.flatMap(({ protocol, checks }, index) => {
      const [first = '', ...more] = wrapText(checks.join(', '), terminal.columns - width - 12);
      const head = `  ${padText(hosts[index] ?? '', width)}  ${protocol}  `;
      return [`${head}${first}`, ...more.map((line) => `${' '.repeat(width + 9)}${line}`)];
    }),
    ...(plan.contacts.length === 0 && plan.timestamp === null ? ['  none'] : []),
    ...stampLines(plan, terminal),
    ...(isTold ? wrapText(toldPortLine, terminal.columns - 4).map((line) => `  ${line}`) : []),
    ...wrapText(`Names looked up: ${plan.names.join(', ') || 'none'}`, terminal.columns - 4).map(
      (line) => `  ${line}`,
    ),
    ...wrapText(`Name servers of this machine: ${servers}`, terminal.columns - 4).map((line) => `  ${line}`),
    ...wrapText(paceText(plan.pace), terminal.columns - 4).map((line) => `  ${line}`),
    '  Nothing else is contacted.',
  ];
}

/** The edition in force, what the profile could choose and has not, and how. */
const choiceLines = ({ edition, choosing }: PlanView, terminal: Terminal): readonly string[] =>
  [`${edition.title}; ${edition.reference}`, ...choosing].flatMap((line) =>
    wrapText(safeText(line), terminal.columns),
  );

/** A plan as a person reads it: every check by group, then every address that a run may contact. */
export function planTable(plan: PlanView, terminal: Terminal): readonly string[] {
  const idWidth = Math.min(44, Math.max(0, ...plan.checks.map(({ id }) => id.length)));
  const roleWords = plan.machine.roles.map((role) => placeWords[role].toLowerCase()).join(', ');
  const checkLines = groups.flatMap((group) => {
    const checks = plan.checks.filter((check) => check.group === group);
    if (checks.length === 0) return [];
    return [
      paint(terminal, 'strong', groupWords[group]),
      ...checks.map((check) => checkLine(check, idWidth, terminal)),
      '',
    ];
  });
  const count = plan.checks.length === 1 ? '1 check' : `${plan.checks.length} checks`;
  const limit = pageLimitText(plan.checks);
  return [
    ...choiceLines(plan, terminal),
    ...wrapText(
      safeText(`${count} for ${plan.machine.hostname} (${roleWords}), ${plan.phase}`),
      terminal.columns,
    ),
    ...(limit === null ? [] : wrapText(limit, terminal.columns)),
    '',
    ...checkLines,
    ...contactLines(plan, terminal),
    '',
    'This was the plan only; nothing was sent.',
  ];
}
