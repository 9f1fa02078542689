import { Box, FormControlLabel, Switch, Typography } from '@mui/material';
import { useId } from 'react';
import { OneOf } from '../../../components/form/OneOf.tsx';
import { reportText } from '../../../text/en/report.ts';
import type { ReportStepProps } from '../props.ts';

const { options: texts } = reportText;

type OptionsProps = Pick<ReportStepProps, 'redact' | 'onRedact' | 'pageSize' | 'onPageSize'> & {
  readonly disabled: boolean;
};

/** How the report is made: on which paper, and whether names and addresses are replaced in it. */
export function ReportOptions({ redact, onRedact, pageSize, onPageSize, disabled }: OptionsProps) {
  const hint = useId();
  return (
    <Box
      component="fieldset"
      disabled={disabled}
      sx={{ border: 0, margin: 0, padding: 0, minInlineSize: 0, display: 'grid', gap: 1 }}
    >
      <Typography component="legend" variant="h3" sx={{ padding: 0, marginBlockEnd: 0.5 }}>
        {texts.heading}
      </Typography>
      <OneOf
        label={texts.paper}
        value={pageSize}
        options={[
          { value: 'A4', label: texts.papers.A4 },
          { value: 'LETTER', label: texts.papers.LETTER },
        ]}
        onChange={onPageSize}
      />
      <Box>
        <FormControlLabel
          sx={{ margin: 0, marginInlineStart: -1, gap: 0.5 }}
          control={
            <Switch
              checked={redact}
              onChange={(_, checked) => onRedact(checked)}
              slotProps={{ input: { 'aria-describedby': hint } }}
            />
          }
          label={reportText.redaction.label}
        />
        <Box id={hint} sx={{ typography: 'caption', color: 'text.secondary' }}>
          {reportText.redaction.hint}
        </Box>
      </Box>
    </Box>
  );
}
