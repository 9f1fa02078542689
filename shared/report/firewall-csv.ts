import { hostAndPort } from '../profile/host.ts';
import { placeWords } from '../profile/roles.ts';
import { csvText } from './csv.ts';
import { obstacleTexts } from './firewall-obstacles.ts';
import { type FirewallRow, firewallEndText } from './firewall-request.ts';
import {
  type FirewallRule,
  type FirewallRules,
  type ObjectGroup,
  obstaclesOf,
  servicesText,
} from './firewall-rules.ts';

type Column<T> = readonly [title: string, cell: (row: T) => string];

/** Says in every row that it cannot be used as it stands. */
const redactedColumn: Column<unknown> = ['Names and addresses', () => 'Replaced by aliases'];

const connectionColumns: readonly Column<FirewallRow>[] = [
  ['Source', ({ source }) => firewallEndText(source)],
  ['Destination', ({ destination }) => destination.host],
  ['Port', ({ port }) => String(port)],
  ['Protocol', ({ protocol }) => protocol],
  ['State', ({ state }) => state],
  ['Observed', ({ observed }) => observed],
  ['Why', ({ why }) => why],
  ['Severity', ({ severity }) => severity],
  ['Direction', ({ direction }) => direction],
  ['Requirements', ({ requirements }) => requirements.join(' ')],
  ['Warning', ({ obstacles }) => obstacleTexts(obstacles).join(' ')],
];

type Redacted = { readonly redacted: boolean };

/** A table for spreadsheets with a line of titles. */
function table<T>(rows: readonly T[], columns: readonly Column<T>[], { redacted }: Redacted): string {
  const shown = redacted ? [...columns, redactedColumn] : columns;
  const lines = rows.map((row) => shown.map(([, cell]) => cell(row)));
  return csvText([shown.map(([title]) => title), ...lines]);
}

/**
 * Every connection that the rules stand for, one row each.
 * @param redacted whether the rows are those of a redacted result, which the table then says
 */
export const connectionsCsv = (rows: readonly FirewallRow[], redacted: Redacted): string =>
  table(rows, connectionColumns, redacted);

/** A line of the table of rules: a rule, or a host of one of the groups that rules name. */
type Line =
  | { readonly kind: 'rule'; readonly number: number; readonly rule: FirewallRule }
  | { readonly kind: 'member'; readonly group: ObjectGroup; readonly host: string };

/** How many blocked connections a cell lists: spreadsheets cut a cell at 32,767 characters. */
const mostListed = 40;

const connectionText = ({ source, destination, port, observed }: FirewallRow): string =>
  `${firewallEndText(source)} to ${hostAndPort(destination.host, port)}: ${observed}`;

function blockedText(blocked: readonly FirewallRow[]): string {
  const more = blocked.length - mostListed;
  return [
    ...blocked.slice(0, mostListed).map(connectionText),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('; ');
}

const namesOf = (groups: readonly ObjectGroup[]): string => groups.map(({ id }) => id).join(' ');

const whyOf = ({ connections }: FirewallRule): string =>
  [...new Set(Object.values(connections).flatMap((rows) => rows.map(({ why }) => why)))].join(' ');

/** A column that only rules fill. */
const ofRule =
  (cell: (rule: FirewallRule) => string): Column<Line>[1] =>
  (line) =>
    line.kind === 'rule' ? cell(line.rule) : '';

const ruleColumns: readonly Column<Line>[] = [
  ['Kind', ({ kind }) => kind],
  ['Name', (line) => (line.kind === 'rule' ? String(line.number) : line.group.id)],
  ['Host', (line) => (line.kind === 'rule' ? '' : line.host)],
  ['From', ofRule(({ from }) => namesOf(from))],
  ['To', ofRule(({ to }) => namesOf(to))],
  ['Ports', ofRule(({ services }) => servicesText(services))],
  ['Requirements', ofRule(({ requirements }) => requirements.join(' '))],
  ['Why', ofRule(whyOf)],
  ['Blocked', ofRule(({ connections }) => String(connections.blocked.length))],
  ['Unknown', ofRule(({ connections }) => String(connections.unknown.length))],
  ['Open', ofRule(({ connections }) => String(connections.open.length))],
  ['Blocked now', ofRule(({ connections }) => blockedText(connections.blocked))],
  ['Warning', ofRule((rule) => obstacleTexts(obstaclesOf(rule)).join(' '))],
];

/** The hosts of a group; where the profile names none, whom somebody has to name. */
const membersOf = (group: ObjectGroup): readonly Line[] =>
  (group.members.length === 0 ? [`${placeWords[group.place]}, to be named`] : group.members).map((host) => ({
    kind: 'member',
    group,
    host,
  }));

/**
 * The firewall change request as a table for the network team: one line for each of few rules, then one for each host of
 * the groups that they name.
 * @param redacted whether the rules are those of a redacted result, which the table then says
 */
export const firewallCsv = ({ groups, rules }: FirewallRules, redacted: Redacted): string =>
  table(
    [
      ...rules.map((rule, index): Line => ({ kind: 'rule', number: index + 1, rule })),
      ...groups.flatMap(membersOf),
    ],
    ruleColumns,
    redacted,
  );
