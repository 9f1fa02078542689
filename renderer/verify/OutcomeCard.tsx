import { Box, IconButton, Paper, Typography } from '@mui/material';
import { memo, type ReactNode } from 'react';
import { type TimeAnswer, timeAnswer } from '../../shared/report/time-answer.ts';
import type { ReportSummary, VerifyOutcome } from '../../shared/report/verify-outcome.ts';
import { fingerprintGroups } from '../../shared/report/words.ts';
import type { Hue } from '../../shared/theme/tokens.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import type { IconName } from '../components/icons/icon-paths.ts';
import { Mono } from '../components/Mono.tsx';
import { Fingerprint } from '../components/results/Fingerprint.tsx';
import { VerdictMark } from '../components/VerdictMark.tsx';
import { verifyText } from '../text/en/verify.ts';
import { visibleControls } from '../text/visible-controls.ts';
import {
  answersOf,
  type CheckedFile,
  type Integrity,
  type KeyAnswer,
  type PagesAnswer,
} from './verify-state.ts';

type Look = { readonly icon: IconName; readonly hue: Hue };

/** An intact file alone is good news about nothing: only a known key turns green. */
const integrityLooks: Readonly<Record<Integrity, Look>> = {
  yes: { icon: 'tick', hue: 'blue-grey' },
  changed: { icon: 'cross', hue: 'red' },
  resaved: { icon: 'cross', hue: 'red' },
  none: { icon: 'minus', hue: 'slate' },
  damaged: { icon: 'alert', hue: 'amber' },
};

const keyLooks: Readonly<Record<KeyAnswer, Look>> = {
  known: { icon: 'tick', hue: 'green' },
  unknown: { icon: 'alert', hue: 'amber' },
  refused: { icon: 'alert', hue: 'amber' },
  'not-decided': { icon: 'info', hue: 'blue-grey' },
  none: { icon: 'minus', hue: 'slate' },
};

const pagesLooks: Readonly<Record<PagesAnswer, Look>> = {
  match: { icon: 'tick', hue: 'blue-grey' },
  differ: { icon: 'cross', hue: 'red' },
  'not-asked': { icon: 'minus', hue: 'slate' },
  'not-intact': { icon: 'minus', hue: 'slate' },
  'other-version': { icon: 'info', hue: 'blue-grey' },
  'too-large': { icon: 'info', hue: 'blue-grey' },
  'not-readable': { icon: 'info', hue: 'blue-grey' },
};

const timeLooks: Readonly<Record<TimeAnswer['standing'], Look>> = {
  known: { icon: 'tick', hue: 'green' },
  unknown: { icon: 'alert', hue: 'amber' },
  claimed: { icon: 'minus', hue: 'slate' },
};

function keyText(key: KeyAnswer, name: string): string {
  const { key: texts } = verifyText;
  switch (key) {
    case 'known':
      return texts.known(name);
    case 'unknown':
      return texts.unknown;
    case 'refused':
      return texts.refused;
    case 'not-decided':
      return texts.notDecided;
    case 'none':
      return texts.none;
  }
}

function Pair({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {label}
      </Box>
      <Box component="dd" sx={{ margin: 0, minInlineSize: 0, overflowWrap: 'anywhere' }}>
        {children}
      </Box>
    </>
  );
}

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
    <Pair label={texts.failed}>
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
    </Pair>
  );
}

function Report({ report }: { readonly report: ReportSummary }) {
  const { report: texts } = verifyText;
  return (
    <Box sx={{ borderTop: 1, borderColor: 'divider', paddingBlockStart: 1.5 }}>
      <Typography component="h4" variant="h4" sx={{ marginBlockEnd: 1 }}>
        {texts.heading}
      </Typography>
      <Box component="dl" sx={pairs}>
        <Pair label={texts.verdict}>
          <VerdictMark verdict={report.verdict} word />
        </Pair>
        <Failures report={report} />
        <Pair label={texts.machine}>
          <Mono>{report.host}</Mono>
        </Pair>
        <Pair label={texts.roles}>{texts.roleList(report.roles)}</Pair>
        <Pair label={texts.phase}>{texts.phaseWord(report.phase)}</Pair>
        <Pair label={texts.finished}>
          <Mono>{texts.instant(report.finishedAt)}</Mono>
        </Pair>
        <Pair label={texts.id}>
          <Mono>{report.id}</Mono>
        </Pair>
      </Box>
    </Box>
  );
}

/** What stands under an answer in small type: what follows from it, or what must not be taken for an answer. */
function Note({ children }: { readonly children: string }) {
  return <Box sx={{ typography: 'caption', color: 'text.secondary', marginInlineStart: 3 }}>{children}</Box>;
}

function Outcome({ outcome }: { readonly outcome: VerifyOutcome }) {
  const { signer, report, timestamp, message, code } = outcome;
  const { integrity, key, pages } = answersOf(outcome);
  const time = signer === null ? null : timeAnswer(timestamp);
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box>
        {message}{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          <Mono>{code}</Mono>
        </Box>
      </Box>
      <Box component="dl" sx={pairs}>
        <Pair label={verifyText.intact.question}>
          <Answer look={integrityLooks[integrity]}>{verifyText.intact[integrity]}</Answer>
        </Pair>
        <Pair label={verifyText.pages.question}>
          <Answer look={pagesLooks[pages]}>{verifyText.pages[pages]}</Answer>
        </Pair>
        <Pair label={verifyText.key.question}>
          <Answer look={keyLooks[key]}>{keyText(key, signer?.name ?? '')}</Answer>
          {signer === null || key === 'known' ? null : <Note>{verifyText.key.says(signer.name)}</Note>}
        </Pair>
        {signer === null ? null : (
          <Pair label={verifyText.fingerprint}>
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', marginInlineStart: 3 }}>
              <Fingerprint fingerprint={signer.fingerprint} />
              <CopyButton
                compact
                text={fingerprintGroups(signer.fingerprint).join(' ')}
                what={verifyText.fingerprintWhat}
              />
            </Box>
          </Pair>
        )}
        {time === null ? null : (
          <Pair label={verifyText.time.question}>
            <Answer look={timeLooks[time.standing]}>{verifyText.time.answer(time.text)}</Answer>
            {time.note === null ? null : <Note>{time.note}</Note>}
          </Pair>
        )}
      </Box>
      {report === null ? null : <Report report={report} />}
    </Box>
  );
}

type OutcomeCardProps = { readonly file: CheckedFile; readonly onRemove: (id: number) => void };

/**
 * One file with its answers, each in a line of its own, and what the report in it says of itself. Drawn anew only with
 * news about it, so that hundreds of files do not slow each other down.
 */
export const OutcomeCard = memo(function OutcomeCard({
  file: { id, name, status },
  onRemove,
}: OutcomeCardProps) {
  return (
    <Paper component="li" sx={{ padding: 2, display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
        <Typography component="h3" variant="h3" sx={{ flex: 1, minInlineSize: 0 }}>
          <Mono>{name}</Mono>
        </Typography>
        <IconButton size="small" aria-label={verifyText.remove(name)} onClick={() => onRemove(id)}>
          <Icon name="cross" />
        </IconButton>
      </Box>
      {status.kind === 'waiting' ? <Box sx={{ color: 'text.secondary' }}>{verifyText.waiting}</Box> : null}
      {status.kind === 'checking' ? <Box>{verifyText.checking}</Box> : null}
      {status.kind === 'failed' ? <FailureMessage failure={status.failure} /> : null}
      {status.kind === 'checked' ? <Outcome outcome={status.outcome} /> : null}
    </Paper>
  );
});
