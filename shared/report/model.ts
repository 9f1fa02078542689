import { legendOf } from '../redact/legend.ts';
import type { RunResult } from '../run/result.ts';
import { capitalised, fingerprintGroups } from '../words/phrases.ts';
import { latencyRows, slowestOf } from './latency-plot.ts';
import { attention } from './model/attention.ts';
import { checks } from './model/checks.ts';
import { machineName } from './model/common.ts';
import { contacts } from './model/contacts.ts';
import { cover, replacedWords } from './model/cover.ts';
import { coverage } from './model/coverage.ts';
import { evidence } from './model/evidence.ts';
import { failures } from './model/failures.ts';
import { firewall } from './model/firewall.ts';
import type { ReportModel, ReportModelOptions } from './model/types.ts';
import { verification } from './model/verification.ts';
import { waivers } from './model/waivers.ts';
import { limitedTo, moreText, pageLimits } from './page-limits.ts';
import { type Field, profileAnswers } from './profile-answers.ts';
import { verdictSentence } from './verdict-sentence.ts';

export type { ReportModel, ReportModelOptions } from './model/types.ts';

/** An answer whose list is not longer than the pages show. */
function shortened(field: Field): Field {
  const { shown, left } = limitedTo(field.values, pageLimits.answerValues);
  const more = moreText(left.length, 'entry', 'entries');
  return more === null ? field : { ...field, values: [...shown, more] };
}

/** What a reader has to know of a redacted report, so that no alias is taken for what it looks like. */
function legend(result: RunResult): ReportModel['legend'] {
  const rows = legendOf(result);
  return rows.length === 0
    ? null
    : {
        heading: 'What stands for what',
        intro:
          'Names and addresses in this report are aliases. The addresses are of ranges for documentation and tests, which are on no network; each has one alias everywhere.',
        fields: rows.map(({ alias, meaning }) => ({ label: alias, values: [meaning], typed: false })),
      };
}

/** Everything that a report says, from the result of a run. Pure: the same result and key give the same model. */
export function buildReportModel(result: RunResult, options: ReportModelOptions): ReportModel {
  const machine = machineName(result);
  const latency = slowestOf(latencyRows(result), pageLimits.latency.all);
  const shortKey = fingerprintGroups(options.fingerprint).slice(0, 4).join(' ');
  return {
    language: 'en',
    documentTitle: `Network readiness of ${machine}${result.redacted === true ? `, ${replacedWords}` : ''}`,
    subject: capitalised(verdictSentence(result)),
    reportId: result.id,
    producer: `Netready ${result.tool.version}`,
    signerName: options.signerName,
    timestamped: options.timestamped === true,
    attachmentDescription: 'The result of the run as data: every check, fact and answer of this report',
    foot: { report: `Report ${result.id}`, key: `Key ${shortKey}` },
    cover: cover(result),
    failures: failures(result),
    attention: attention(result),
    firewall: firewall(result),
    checks: checks(result),
    coverage: coverage(result),
    waivers: waivers(result),
    contacts: contacts(result),
    answers: {
      heading: 'What the administrator answered',
      intro: 'The profile of this run. The same file serves on every machine of the environment.',
      fields: profileAnswers(result.profile, 'ranges').map(shortened),
    },
    legend: legend(result),
    evidence: evidence(result),
    latency: {
      heading: 'Latency',
      intro:
        'How long it took to open a connection: a circle for each, a thick line at the median, a thin line at 95 % and a dashed one at the limit where one is set. OutSystems publishes no figure.',
      rows: latency.shown,
      more: moreText(
        latency.left.length,
        'measurement, none of them slower',
        'measurements, none of them slower',
      ),
    },
    verification: verification(result, options),
  };
}
