import { Box, Button } from '@mui/material';
import { useCallback, useState } from 'react';
import { type ReportFormat, reportFormats } from '../../../../shared/report/report-formats.ts';
import { Busy } from '../../../components/Busy.tsx';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { commonText } from '../../../text/en/common.ts';
import { reportText } from '../../../text/en/report.ts';
import type { ReportStepProps } from '../props.ts';
import { PdfPreview, PreviewFrame } from './PdfPreview.tsx';
import { RedactionChanges } from './RedactionChanges.tsx';
import { ReportOptions } from './ReportOptions.tsx';
import { InsidePart, KeyPart, NextPart } from './ReportParts.tsx';
import { ReportTimeNotice } from './ReportTimeNotice.tsx';
import { FormatChoice, type Saving, SavingOutcome } from './SaveReport.tsx';

function primaryLabel(chosen: readonly ReportFormat[], saving: Saving): string {
  const { save: texts } = reportText;
  const only = chosen.length === 1 ? chosen[0] : undefined;
  if (saving.kind === 'saving') return texts.saving;
  return only === undefined ? texts.primary(chosen.length) : texts.saveOne[only];
}

/** Beside the preview from 900 pixels on, else in the order in which it is needed. */
const layout = {
  display: 'grid',
  columnGap: 4,
  rowGap: 3,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 21rem' },
  gridTemplateRows: { xs: 'auto', md: 'auto 1fr' },
  gridTemplateAreas: { xs: '"save" "preview" "about"', md: '"preview save" "preview about"' },
} as const;

type PreviewProps = Pick<ReportStepProps, 'preview' | 'onPreviewAgain'> & {
  readonly onOpened: (pageCount: number) => void;
};

/** The report itself, or what keeps it from being shown. It takes the same room in both cases. */
function Preview({ preview, onPreviewAgain, onOpened }: PreviewProps) {
  switch (preview.kind) {
    case 'loading':
      return (
        <PreviewFrame>
          <Busy>{reportText.making}</Busy>
        </PreviewFrame>
      );
    case 'failed':
      return (
        <PreviewFrame>
          <FailureMessage
            failure={preview.failure}
            actions={<Button onClick={onPreviewAgain}>{commonText.tryAgain}</Button>}
          />
        </PreviewFrame>
      );
    case 'ready':
      return <PdfPreview pdf={preview.value.pdf} name={preview.value.name} onOpened={onOpened} />;
  }
}

/** The signed report as it will be saved: its pages, what is inside, the fingerprint to read out, and where it went. */
export function ReportStep(props: ReportStepProps) {
  const { result, stale, preview, onSave, onBack } = props;
  const report = preview.kind === 'ready' ? preview.value : null;
  const [pageCount, setPageCount] = useState<number | null>(null);
  const onOpened = useCallback((count: number) => setPageCount(count), []);
  const [chosen, setChosen] = useState<readonly ReportFormat[]>(reportFormats.slice(0, 1));
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const isSaving = saving.kind === 'saving';
  const save = async (): Promise<void> => {
    setSaving({ kind: 'saving' });
    const reply = await onSave(chosen);
    setSaving(reply.ok ? { kind: 'saved', saved: reply.value } : { kind: 'failed', failure: reply.error });
  };
  return (
    <StepPage
      heading={reportText.heading}
      onBack={onBack}
      wide
      status={chosen.length === 0 ? reportText.save.none : undefined}
      primary={{
        label: primaryLabel(chosen, saving),
        onPress: () => void save(),
        disabled: chosen.length === 0 || report === null,
        isBusy: isSaving,
        icon: <Icon name="save" />,
      }}
    >
      {stale ? (
        <Box sx={{ marginBlockEnd: 2 }}>
          <InlineMessage kind="caution" title={reportText.stale.title}>
            {reportText.stale.text}
          </InlineMessage>
        </Box>
      ) : null}
      <Box sx={layout}>
        <Box sx={{ gridArea: 'save', display: 'grid', gap: 3, alignContent: 'start' }}>
          <Box sx={{ display: 'grid', gap: 1.5 }}>
            <FormatChoice chosen={chosen} disabled={isSaving} onChoose={setChosen} />
            <SavingOutcome saving={saving} {...props} />
            {report === null ? null : <ReportTimeNotice time={report.time} />}
          </Box>
          <ReportOptions {...props} disabled={isSaving} />
        </Box>
        <Box sx={{ gridArea: 'preview', minInlineSize: 0, display: 'grid', gap: 1.5, alignContent: 'start' }}>
          <RedactionChanges {...props} />
          <Preview {...props} onOpened={onOpened} />
        </Box>
        <Box sx={{ gridArea: 'about', display: 'grid', gap: 3, alignContent: 'start' }}>
          {report === null ? null : <KeyPart {...report} />}
          <InsidePart result={result} sizeBytes={report?.sizeBytes ?? null} pageCount={pageCount} />
          <NextPart {...props} />
        </Box>
      </Box>
    </StepPage>
  );
}
