import { Box, Button, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { useId, useState } from 'react';
import type { Failure } from '../../../../shared/contract/reply.ts';
import { type ReportFormat, reportFormats } from '../../../../shared/report/report-formats.ts';
import { CopyButton } from '../../../components/CopyButton.tsx';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { Mono } from '../../../components/Mono.tsx';
import { reportText } from '../../../text/en/report.ts';
import type { ReportStepProps, SavedReport } from '../props.ts';

const { save: texts } = reportText;

/** What came of saving. */
export type Saving =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly saved: SavedReport }
  | { readonly kind: 'failed'; readonly failure: Failure };

type ChoiceProps = {
  readonly chosen: readonly ReportFormat[];
  readonly disabled: boolean;
  readonly onChoose: (formats: readonly ReportFormat[]) => void;
};

/** Which files are saved. */
export function FormatChoice({ chosen, disabled, onChoose }: ChoiceProps) {
  const id = useId();
  const toggle = (format: ReportFormat): void =>
    onChoose(reportFormats.filter((entry) => chosen.includes(entry) !== (entry === format)));
  return (
    <Box component="fieldset" sx={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 0.5 }}>
      <Typography component="legend" variant="h3" sx={{ padding: 0, marginBlockEnd: 0.5 }}>
        {texts.heading}
      </Typography>
      {reportFormats.map((format) => (
        <FormControlLabel
          key={format}
          disabled={disabled}
          sx={{ alignItems: 'flex-start', margin: 0 }}
          control={
            <Checkbox
              checked={chosen.includes(format)}
              onChange={() => toggle(format)}
              slotProps={{ input: { 'aria-describedby': `${id}-${format}` } }}
              sx={{ padding: 0.5, marginInlineStart: -0.5 }}
            />
          }
          label={
            <Box sx={{ paddingBlock: '3px' }}>
              {texts.format[format]}
              <Box id={`${id}-${format}`} sx={{ typography: 'caption', color: 'text.secondary' }}>
                {texts.formatHint[format]}
              </Box>
            </Box>
          }
        />
      ))}
    </Box>
  );
}

type AliasesProps = { readonly aliases: NonNullable<SavedReport['aliases']> };

/** Where what stands for what is kept, which is nowhere near the files. */
function KeptAliases({ aliases }: AliasesProps) {
  const { redaction } = reportText;
  if (aliases.kind === 'not-kept') return <Box>{redaction.notKept(aliases.why)}</Box>;
  return (
    <Box>
      {redaction.kept}
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Box sx={{ flex: 1, minInlineSize: 0 }}>
          <Mono>{aliases.path}</Mono>
        </Box>
        <CopyButton compact text={aliases.path} what={texts.path} />
      </Box>
    </Box>
  );
}

type FilesProps = { readonly saved: SavedReport } & Pick<ReportStepProps, 'canReveal' | 'onReveal'>;

function SavedFiles({ saved, canReveal, onReveal }: FilesProps) {
  const [reveal, setReveal] = useState<'not-asked' | 'shown' | 'not-shown'>('not-asked');
  if (saved.dismissed) return <InlineMessage kind="note" title={texts.dismissed} announce />;
  const isOffered = saved.files.some(({ download }) => download !== null);
  const show = async (): Promise<void> => {
    const reply = await onReveal();
    setReveal(reply.ok && reply.value.shown ? 'shown' : 'not-shown');
  };
  return (
    <InlineMessage
      kind="done"
      announce
      title={isOffered ? texts.offered(saved.files.length) : texts.saved(saved.files.length)}
      actions={
        canReveal && !isOffered ? (
          <Button size="small" onClick={() => void show()} startIcon={<Icon name="folder" />}>
            {texts.reveal}
          </Button>
        ) : undefined
      }
    >
      <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
        {saved.files.map(({ name, path }) => (
          <Box component="li" key={name} sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
            <Box sx={{ flex: 1, minInlineSize: 0 }}>
              <Mono>{path ?? name}</Mono>
            </Box>
            {path === null ? null : <CopyButton compact text={path} what={texts.path} />}
          </Box>
        ))}
      </Box>
      {isOffered ? texts.offeredNote : null}
      {saved.aliases === null ? null : <KeptAliases aliases={saved.aliases} />}
      {reveal === 'not-shown' ? <Box role="status">{texts.notShown}</Box> : null}
    </InlineMessage>
  );
}

type OutcomeProps = { readonly saving: Saving } & Pick<ReportStepProps, 'canReveal' | 'onReveal'>;

/** What came of saving: where the files are, or why there are none. */
export function SavingOutcome({ saving, ...rest }: OutcomeProps) {
  switch (saving.kind) {
    case 'idle':
      return null;
    case 'saving':
      return <Box role="status">{texts.saving}</Box>;
    case 'saved':
      return <SavedFiles saved={saving.saved} {...rest} />;
    case 'failed':
      return <FailureMessage failure={saving.failure} />;
  }
}
