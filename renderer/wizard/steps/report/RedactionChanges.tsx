import { Box, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { useId } from 'react';
import { Busy } from '../../../components/Busy.tsx';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { Mono } from '../../../components/Mono.tsx';
import { reportText } from '../../../text/en/report.ts';
import type { Redaction, ReportStepProps } from '../props.ts';

const { redaction: texts } = reportText;

const cellSx = { textAlign: 'start', verticalAlign: 'top', paddingBlock: 0.25, paddingInlineEnd: 2 } as const;

function ChangesTable({ changes }: Pick<Redaction, 'changes'>) {
  return (
    <Box sx={{ overflow: 'auto', maxBlockSize: 320 }}>
      <Box component="table" sx={{ borderCollapse: 'collapse', typography: 'body2' }}>
        <thead>
          <tr>
            {[texts.original, texts.alias].map((head) => (
              <Box component="th" key={head} scope="col" sx={cellSx}>
                {head}
              </Box>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ kind, original, alias }) => (
            <tr key={`${kind} ${original}`}>
              <Box component="td" sx={{ ...cellSx, overflowWrap: 'anywhere' }}>
                <Mono>{original}</Mono>
              </Box>
              <Box component="td" sx={cellSx}>
                <Mono keepTogether>{alias}</Mono>
              </Box>
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

type TextsProps = Pick<Redaction, 'texts'> & Pick<ReportStepProps, 'keep' | 'onKeep'>;

/** Every text that may say anything, with the choice to keep it. Shown as it would be kept. */
function FreeTexts({ texts: removed, keep, onKeep }: TextsProps) {
  const heading = useId();
  if (removed.length === 0) return null;
  return (
    <Box
      component="fieldset"
      aria-labelledby={heading}
      sx={{ border: 0, margin: 0, padding: 0, minInlineSize: 0, display: 'grid', gap: 0.5 }}
    >
      <Typography component="h3" variant="subtitle2" id={heading}>
        {texts.textsHeading}
      </Typography>
      <Box sx={{ typography: 'caption', color: 'text.secondary' }}>{texts.texts}</Box>
      {removed.map(({ text, kept, marker, fields }) => (
        <FormControlLabel
          key={text}
          sx={{ alignItems: 'flex-start', margin: 0 }}
          control={
            <Checkbox
              checked={keep.includes(text)}
              onChange={(_, checked) => onKeep(text, checked)}
              sx={{ padding: 0.5, marginInlineStart: -0.5 }}
            />
          }
          label={
            <Box sx={{ paddingBlock: '3px', overflowWrap: 'anywhere' }}>
              {texts.keep(kept)}
              <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
                {fields.map((field) => texts.fields[field]).join(', ')}, <Mono keepTogether>{marker}</Mono>
              </Box>
            </Box>
          }
        />
      ))}
    </Box>
  );
}

function Legend({ legend }: Pick<Redaction, 'legend'>) {
  return (
    <Box>
      <Typography component="h3" variant="subtitle2">
        {texts.legendHeading}
      </Typography>
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5, typography: 'body2' }}>
        {legend.map(({ alias, meaning }) => (
          <li key={alias}>
            <Mono>{alias}</Mono>: {meaning}
          </li>
        ))}
      </Box>
    </Box>
  );
}

function Changes({ changes, texts: removed, legend, ...choice }: Redaction & Omit<TextsProps, 'texts'>) {
  return (
    <Disclosure title={texts.heading} summary={texts.count(changes.length, removed.length)}>
      {changes.length === 0 ? texts.nothing : <ChangesTable changes={changes} />}
      <Box sx={{ marginBlockStart: 2, display: 'grid', gap: 2 }}>
        <FreeTexts texts={removed} {...choice} />
        <Legend legend={legend} />
      </Box>
    </Disclosure>
  );
}

/** What names and addresses become when they are replaced; nothing while they are shown. */
export function RedactionChanges({
  redaction,
  keep,
  onKeep,
}: Pick<ReportStepProps, 'redaction' | 'keep' | 'onKeep'>) {
  if (redaction === null) return null;
  switch (redaction.kind) {
    case 'loading':
      return <Busy>{texts.reading}</Busy>;
    case 'failed':
      return <FailureMessage failure={redaction.failure} />;
    case 'ready':
      return <Changes {...redaction.value} keep={keep} onKeep={onKeep} />;
  }
}
