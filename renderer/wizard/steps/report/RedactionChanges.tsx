import { Box, Typography } from '@mui/material';
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

function Changes({ changes, texts: written }: Redaction) {
  return (
    <Disclosure title={texts.heading} summary={texts.count(changes.length)}>
      {changes.length === 0 ? texts.nothing : <ChangesTable changes={changes} />}
      {written.length === 0 ? null : (
        <Box sx={{ marginBlockStart: 2, display: 'grid', gap: 0.5 }}>
          <Typography component="h3" variant="subtitle2">
            {texts.textsHeading}
          </Typography>
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>{texts.texts}</Box>
          <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5, overflowWrap: 'anywhere' }}>
            {written.map(({ text, marker }) => (
              <li key={text}>
                {text} <Mono keepTogether>{marker}</Mono>
              </li>
            ))}
          </Box>
        </Box>
      )}
    </Disclosure>
  );
}

/** What names and addresses become when they are replaced; nothing while they are shown. */
export function RedactionChanges({ redaction }: Pick<ReportStepProps, 'redaction'>) {
  if (redaction === null) return null;
  switch (redaction.kind) {
    case 'loading':
      return <Busy>{texts.reading}</Busy>;
    case 'failed':
      return <FailureMessage failure={redaction.failure} />;
    case 'ready':
      return <Changes {...redaction.value} />;
  }
}
