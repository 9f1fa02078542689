import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { type TimeAnswer, timeAnswer } from '../../shared/report/time-answer.ts';
import { insideText, type VerifyAnswer, verifyAnswers } from '../../shared/report/verify-answers.ts';
import type { EnvironmentSummary, ReportSummary, VerifyOutcome } from '../../shared/report/verify-outcome.ts';
import type { Hue } from '../../shared/theme/tokens.ts';
import { fingerprintGroups } from '../../shared/words/phrases.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import type { IconName } from '../components/icons/icon-paths.ts';
import { LabelledValue } from '../components/LabelledValue.tsx';
import { Mono } from '../components/Mono.tsx';
import { Fingerprint } from '../components/results/Fingerprint.tsx';
import { VerdictMark } from '../components/VerdictMark.tsx';
import { verifyText } from '../text/en/verify.ts';
import { visibleControls } from '../text/visible-controls.ts';

type Look = { readonly icon: IconName; readonly hue: Hue };

/** A file that is as it was signed is good news about nothing: only a known key turns green. */
const fileLooks: Readonly<Record<VerifyAnswer['standing'], Look>> = {
  good: { icon: 'tick', hue: 'blue-grey' },
  bad: { icon: 'cross', hue: 'red' },
  open: { icon: 'info', hue: 'blue-grey' },
  none: { icon: 'minus', hue: 'slate' },
};

const keyLooks: Readonly<Record<VerifyAnswer['standing'], Look>> = {
  ...fileLooks,
  good: { icon: 'tick', hue: 'green' },
  open: { icon: 'alert', hue: 'amber' },
};

const timeLooks: Readonly<Record<TimeAnswer['standing'], Look>> = {
  known: { icon: 'tick', hue: 'green' },
  unknown: { icon: 'alert', hue: 'amber' },
  claimed: { icon: 'minus', hue: 'slate' },
};

/** Questions beside their answers, in lines that stand alike in every card. */
export const pairs = {
  display: 'grid',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '9rem minmax(0, 1fr)' },
  columnGap: 2,
  rowGap: 0.75,
  margin: 0,
} as const;

function Answer({ look, children }: { readonly look: Look; readonly children: string }) {
  return (
    <Box sx={{ display: 'flex', gap: 1, color: `hues.${look.hue}.ink`, fontWeight: 'fontWeightBold' }}>
      <Box component="span" sx={{ paddingBlockStart: '2px' }}>
        <Icon name={look.icon} />
      </Box>
      {children}
    </Box>
  );
}

/** The most failures that a card lists: a list of many reports has to stay one. */
const maxFailures = 6;

/** What failed, with the requirements that it concerns, so that nobody has to open the report to know. */
function Failures({ report: { failed, failedCount } }: { readonly report: ReportSummary }) {
  const { report: texts } = verifyText;
  const shown = failed.slice(0, maxFailures);
  if (shown.length === 0) return null;
  return (
    <LabelledValue label={texts.failed}>
      <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
        {shown.map(({ check, requirements, title }) => (
          <Box component="li" key={check}>
            {visibleControls(title)}{' '}
            <Box component="span" sx={{ color: 'text.secondary' }}>
              <Mono>{visibleControls([...requirements, check].join(' '))}</Mono>
            </Box>
          </Box>
        ))}
        {failedCount > shown.length ? (
          <Box component="li" sx={{ color: 'text.secondary' }}>
            {texts.more(failedCount - shown.length)}
          </Box>
        ) : null}
      </Box>
    </LabelledValue>
  );
}

/** What the data inside says, under its heading. */
function Said({ children }: { readonly children: ReactNode }) {
  return (
    <Box sx={{ borderTop: 1, borderColor: 'divider', paddingBlockStart: 1.5 }}>
      <Typography component="h4" variant="h4" sx={{ marginBlockEnd: 1 }}>
        {verifyText.report.heading}
      </Typography>
      <Box component="dl" sx={pairs}>
        {children}
      </Box>
    </Box>
  );
}

function Environment({ environment }: { readonly environment: EnvironmentSummary }) {
  const { report: texts } = verifyText;
  const { verdict, failedCount, name, phase, mergedAt, id } = environment;
  return (
    <Said>
      <LabelledValue label={texts.verdict}>
        <VerdictMark verdict={verdict} word />
      </LabelledValue>
      {failedCount === 0 ? null : (
        <LabelledValue label={texts.failed}>{texts.failedInAll(failedCount)}</LabelledValue>
      )}
      <LabelledValue label={texts.environment}>{visibleControls(name)}</LabelledValue>
      <LabelledValue label={texts.inside}>{verifyText.sentence(insideText(environment))}</LabelledValue>
      <LabelledValue label={texts.phase}>{texts.phaseWord(phase)}</LabelledValue>
      <LabelledValue label={texts.merged}>
        <Mono>{texts.instant(mergedAt)}</Mono>
      </LabelledValue>
      <LabelledValue label={texts.id}>
        <Mono>{id}</Mono>
      </LabelledValue>
    </Said>
  );
}

function Report({ report }: { readonly report: ReportSummary }) {
  const { report: texts } = verifyText;
  return (
    <Said>
      <LabelledValue label={texts.verdict}>
        <VerdictMark verdict={report.verdict} word />
      </LabelledValue>
      <Failures report={report} />
      <LabelledValue label={texts.machine}>
        <Mono>{report.host}</Mono>
      </LabelledValue>
      <LabelledValue label={texts.roles}>{texts.roleList(report.roles)}</LabelledValue>
      <LabelledValue label={texts.phase}>{texts.phaseWord(report.phase)}</LabelledValue>
      <LabelledValue label={texts.finished}>
        <Mono>{texts.instant(report.finishedAt)}</Mono>
      </LabelledValue>
      <LabelledValue label={texts.id}>
        <Mono>{report.id}</Mono>
      </LabelledValue>
    </Said>
  );
}

/** One of the questions with its answer, and in small type what follows from it or must not be taken for it. */
function Question({
  label,
  looks,
  answer: { standing, text, note },
}: {
  readonly label: string;
  readonly looks: Readonly<Record<VerifyAnswer['standing'], Look>>;
  readonly answer: VerifyAnswer;
}) {
  return (
    <LabelledValue label={label}>
      <Answer look={looks[standing]}>{verifyText.sentence(text)}</Answer>
      {note === null ? null : <Note>{note}</Note>}
    </LabelledValue>
  );
}

function Note({ children }: { readonly children: string }) {
  return <Box sx={{ typography: 'caption', color: 'text.secondary', marginInlineStart: 3 }}>{children}</Box>;
}

/** The answers for one file, each in a line of its own, and what the report in it says of itself. */
export function OutcomeAnswers({ outcome }: { readonly outcome: VerifyOutcome }) {
  const { signer, report, environment, timestamp, message, code } = outcome;
  const { file, key, pages } = verifyAnswers(outcome);
  const time = signer === null ? null : timeAnswer(timestamp);
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box>
        {visibleControls(message)}{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          <Mono>{code}</Mono>
        </Box>
      </Box>
      <Box component="dl" sx={pairs}>
        <Question label={verifyText.questions.file} looks={fileLooks} answer={file} />
        <Question label={verifyText.questions.pages} looks={fileLooks} answer={pages} />
        <Question label={verifyText.questions.key} looks={keyLooks} answer={key} />
        {signer === null ? null : (
          <LabelledValue label={verifyText.fingerprint}>
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', marginInlineStart: 3 }}>
              <Fingerprint fingerprint={signer.fingerprint} />
              <CopyButton
                compact
                text={fingerprintGroups(signer.fingerprint).join(' ')}
                what={verifyText.fingerprintWhat}
              />
            </Box>
          </LabelledValue>
        )}
        {time === null ? null : (
          <LabelledValue label={verifyText.questions.time}>
            <Answer look={timeLooks[time.standing]}>{verifyText.sentence(time.text)}</Answer>
            {time.note === null ? null : <Note>{time.note}</Note>}
          </LabelledValue>
        )}
      </Box>
      {report === null ? null : <Report report={report} />}
      {environment === null ? null : <Environment environment={environment} />}
    </Box>
  );
}
