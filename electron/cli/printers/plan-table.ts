import { groups, groupWords } from '../../../shared/catalogue/check.ts';
import type { Plan, PlannedCheck } from '../../../shared/plan/plan.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { placeWords } from '../../../shared/profile/roles.ts';
import { paint, type Terminal } from '../terminal/terminal.ts';
import { padText, safeText, wrapText } from '../terminal/text.ts';

/** A plan as JSON: what would be contacted and asked, without anything that only a run needs. */
export function planJson(plan: Plan, nameServers: readonly string[]) {
  return {
    schema: 'netready.plan/1',
    phase: plan.profile.phase,
    machine: { ...plan.machine, roles: plan.roles },
    contacts: plan.contacts,
    names: plan.names,
    nameServers,
    checks: plan.checks.map(
      ({ id, requirements, title, group, severity, direction, source, destination, probes, missing }) => ({
        id,
        requirements,
        title,
        group,
        severity,
        direction,
        source,
        destination,
        probes,
        missing,
      }),
    ),
    notApplicable: plan.notApplicable,
  };
}

function checkLine(check: PlannedCheck, idWidth: number, terminal: Terminal): string {
  const to = check.destination;
  const target =
    to === null ? '' : to.port === null || check.direction === 'local' ? '' : hostAndPort(to.host, to.port);
  const where = check.direction === 'inbound' ? 'from another machine only' : target;
  return `  ${padText(safeText(check.id), idWidth)}  ${safeText(check.title)}${
    where === '' ? '' : paint(terminal, 'quiet', `  ${safeText(where)}`)
  }`;
}

function contactLines(plan: Plan, nameServers: readonly string[], terminal: Terminal): readonly string[] {
  const hosts = plan.contacts.map(({ host, port }) => safeText(hostAndPort(host, port)));
  const width = Math.max(0, ...hosts.map((host) => host.length));
  const servers = nameServers.length === 0 ? 'none configured' : nameServers.join(', ');
  return [
    paint(terminal, 'strong', 'Addresses that the run may contact'),
    ...plan.contacts.flatMap(({ protocol, checks }, index) => {
      const [first = '', ...more] = wrapText(checks.join(', '), terminal.columns - width - 12);
      const head = `  ${padText(hosts[index] ?? '', width)}  ${protocol}  `;
      return [`${head}${first}`, ...more.map((line) => `${' '.repeat(width + 9)}${line}`)];
    }),
    ...(plan.contacts.length === 0 ? ['  none'] : []),
    ...wrapText(`Names looked up: ${plan.names.join(', ') || 'none'}`, terminal.columns - 4).map(
      (line) => `  ${line}`,
    ),
    ...wrapText(`Name servers of this machine: ${servers}`, terminal.columns - 4).map((line) => `  ${line}`),
    '  Nothing else is contacted.',
  ];
}

/** A plan as a person reads it: every check by group, then every address that a run may contact. */
export function planTable(plan: Plan, nameServers: readonly string[], terminal: Terminal): readonly string[] {
  const idWidth = Math.min(44, Math.max(0, ...plan.checks.map(({ id }) => id.length)));
  const roleWords = plan.roles.map((role) => placeWords[role].toLowerCase()).join(', ');
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
  return [
    safeText(`${count} for ${plan.machine.hostname} (${roleWords}), ${plan.profile.phase}`),
    '',
    ...checkLines,
    ...contactLines(plan, nameServers, terminal),
    '',
    'This was the plan only; nothing was sent.',
  ];
}
