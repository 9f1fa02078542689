import { requirementOf } from '../../../../shared/catalogue/requirements.ts';
import { pageLimitText } from '../../../../shared/report/page-limits.ts';
import type { PlanView } from '../../../../shared/run/plan-view.ts';
import { frameText } from '../../../text/en/frame.ts';
import { reviewText } from '../../../text/en/review.ts';
import { contactRows, inboundRows, localChecks, missingChecks } from './plan-rows.ts';

const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];

/** A plan as plain text, for a mail or a ticket: the same parts in the same order as on the page. */
export function planText(plan: PlanView, machineName: string): string {
  const contacts = contactRows(plan).flatMap(({ hosts, places, ports }) => [
    places.length === 0 ? hosts.join(', ') : `${hosts.join(', ')} (${places.join(', ')})`,
    ...ports.map(
      ({ port, protocol, requirements: keys, reasons }) =>
        `  ${port} ${protocol} [${keys.join(', ')}] ${reasons.join(' ')}`,
    ),
  ]);
  const { timestamp } = plan;
  const stamp =
    timestamp === null
      ? []
      : [
          `${timestamp.host} (${reviewText.authority})`,
          `  ${timestamp.port} ${timestamp.protocol} ${timestamp.why} ${timestamp.url}`,
        ];
  const contacted = [...contacts, ...stamp];
  const limit = pageLimitText(plan.checks);
  return [
    reviewText.text.title(machineName, frameText.phaseWords[plan.phase]),
    ...(limit === null ? [] : [limit]),
    ...section(reviewText.contacts, contacted.length === 0 ? [reviewText.noContacts] : contacted),
    ...section(reviewText.names, plan.names),
    ...section(reviewText.nameServers, plan.nameServers),
    '',
    reviewText.nothingElse,
    ...section(
      reviewText.local,
      localChecks(plan).map(({ title, requirements: keys }) => `${title} [${keys.join(', ')}]`),
    ),
    ...section(
      reviewText.inbound,
      inboundRows(plan).map(
        ({ from, port, protocol, requirements: keys, reason }) =>
          `${from}: ${port === null ? protocol : `${port} ${protocol}`} [${keys.join(', ')}] ${reason}`,
      ),
    ),
    ...section(
      reviewText.missing,
      missingChecks(plan).map(
        ({ title, missing }) => `${title}: ${missing?.reason ?? ''} ${missing?.remedy ?? ''}`,
      ),
    ),
    ...section(
      reviewText.notApplicable,
      plan.notApplicable.map(
        ({ requirement, reason }) => `${requirement} ${requirementOf(requirement).text} ${reason}`,
      ),
    ),
    '',
  ].join('\n');
}
