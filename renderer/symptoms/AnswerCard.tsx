import { Box, Button, Paper, Typography } from '@mui/material';
import { type ReactNode, useId } from 'react';
import { hostAndPort } from '../../shared/profile/host.ts';
import type { Answer, KnownCheck } from '../../shared/symptoms/explanation.ts';
import { timesText } from '../../shared/symptoms/explanation-sentences.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { Mono } from '../components/Mono.tsx';
import { VerdictMark } from '../components/VerdictMark.tsx';
import { symptomsText } from '../text/en/symptoms.ts';
import { visibleControls } from '../text/visible-controls.ts';

/** The line itself, as it was pasted. */
function Line({ seen, times }: Pick<Answer, 'seen' | 'times'>) {
  const [first] = seen;
  if (first === undefined) return null;
  return (
    <Box sx={{ display: 'grid', gap: 0.25 }}>
      <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
        {`${symptomsText.lineOf(first.line)}${timesText(times)}`}
      </Box>
      <Box
        sx={{
          padding: 1,
          borderRadius: 1,
          backgroundColor: 'background.default',
          border: 1,
          borderColor: 'divider',
          typography: 'caption',
        }}
      >
        <Mono>{visibleControls(first.text)}</Mono>
      </Box>
    </Box>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography component="h4" variant="subtitle2" sx={{ marginBlockEnd: 0.5 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}

const list = { margin: 0, paddingInlineStart: 2.5, display: 'grid', gap: 0.5 } as const;

function Texts({
  texts,
  ordered = false,
}: {
  readonly texts: readonly string[];
  readonly ordered?: boolean;
}) {
  return (
    <Box component={ordered ? 'ol' : 'ul'} sx={{ ...list, listStyleType: ordered ? 'decimal' : 'disc' }}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </Box>
  );
}

function placeOf({ destination }: KnownCheck): string {
  if (destination === null) return '';
  return destination.port === null ? destination.host : hostAndPort(destination.host, destination.port);
}

/** A check of the run that was chosen, with what it came to. */
function Known({ check }: { readonly check: KnownCheck }) {
  const { title, headline, verdict, isSamePlace } = check;
  const place = placeOf(check);
  const said = [isSamePlace ? symptomsText.samePlace : null, verdict === null ? symptomsText.planned : null];
  const notes = said.filter((note) => note !== null).join(', ');
  return (
    <Box
      component="li"
      sx={{ display: 'grid', gridTemplateColumns: '16px minmax(0, 1fr)', columnGap: 1, alignItems: 'start' }}
    >
      <Box sx={{ paddingTop: '2px' }}>{verdict === null ? null : <VerdictMark verdict={verdict} />}</Box>
      <Box sx={{ overflowWrap: 'anywhere' }}>
        {visibleControls(headline ?? title)}
        {place === '' && notes === '' ? null : (
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            {place === '' ? null : <Mono>{visibleControls(place)}</Mono>}
            {notes === '' ? null : `${place === '' ? '' : ' – '}${notes}`}
          </Box>
        )}
      </Box>
    </Box>
  );
}

/** Where no run leads: the checks by name, each with the command that runs it. */
function Commands({ checks }: Pick<Answer, 'checks'>) {
  return (
    <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
      {checks.slice(0, 4).map(({ id, title }) => (
        <Box
          component="li"
          key={id}
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr) auto',
            columnGap: 1,
            alignItems: 'center',
          }}
        >
          <Box sx={{ minWidth: 0 }}>
            {title}
            <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
              <Mono>{symptomsText.command(id)}</Mono>
            </Box>
          </Box>
          <CopyButton compact text={symptomsText.command(id)} what={`${symptomsText.commandWhat} ${id}`} />
        </Box>
      ))}
    </Box>
  );
}

type AnswerCardProps = {
  readonly answer: Answer;
  readonly number: number;
  /** Opens the run that the checks are of; null where there is none. */
  readonly onOpenRun: (() => void) | null;
};

/** One answer: what is wrong, why probably, what to do, and which checks show it. */
export function AnswerCard({ answer, number, onOpenRun }: AnswerCardProps) {
  const headingId = useId();
  const { title, meaning, reasons, steps, places, requirements, checks, known, source } = answer;
  return (
    <Paper component="li" aria-labelledby={headingId} sx={{ padding: 2, display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'grid', gap: 0.5 }}>
        <Typography component="h3" variant="h3" id={headingId}>
          {`${number}. ${title}`}
        </Typography>
        <Box>{meaning}</Box>
      </Box>
      <Line {...answer} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        <Part title={symptomsText.reasons}>
          <Texts texts={reasons} />
        </Part>
        <Part title={symptomsText.steps}>
          <Texts texts={steps} ordered />
        </Part>
        {known.length > 0 ? (
          <Part title={symptomsText.known}>
            <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}>
              {known.map((check) => (
                <Known key={check.id} check={check} />
              ))}
            </Box>
            {onOpenRun === null ? null : (
              <Button size="small" variant="text" onClick={onOpenRun}>
                {symptomsText.openRun}
              </Button>
            )}
          </Part>
        ) : checks.length > 0 ? (
          <Part title={symptomsText.checks}>
            <Commands checks={checks} />
          </Part>
        ) : null}
        {requirements.length === 0 ? null : (
          <Part title={symptomsText.requirements}>
            <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
              {requirements.map(({ key, text }) => (
                <Box
                  component="li"
                  key={key}
                  sx={{ display: 'grid', gridTemplateColumns: '3ch minmax(0, 1fr)', columnGap: 1 }}
                >
                  <Mono keepTogether>{key}</Mono>
                  <span>{text}</span>
                </Box>
              ))}
            </Box>
          </Part>
        )}
      </Box>
      <Box sx={{ typography: 'caption', color: 'text.secondary', display: 'grid', gap: 0.25 }}>
        {places.length === 0 ? null : (
          <Box>
            {`${symptomsText.places}: `}
            <Mono>{visibleControls(places.join(', '))}</Mono>
          </Box>
        )}
        <Box>
          {`${symptomsText.source} `}
          <Mono>{source}</Mono>
        </Box>
      </Box>
    </Paper>
  );
}
