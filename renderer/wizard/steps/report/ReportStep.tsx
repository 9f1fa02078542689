import { Box, Button, Link, Paper, Typography } from '@mui/material';
import { type ReactNode, useCallback, useId, useState } from 'react';
import { firewallRequest } from '../../../../shared/report/firewall-request.ts';
import { fingerprintGroups } from '../../../../shared/report/words.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { CopyButton } from '../../../components/CopyButton.tsx';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { Mono } from '../../../components/Mono.tsx';
import { Fingerprint } from '../../../components/results/Fingerprint.tsx';
import { commonText } from '../../../text/en/common.ts';
import { reportText } from '../../../text/en/report.ts';
import type { ReportFormat, ReportPreview, ReportStepProps } from '../props.ts';
import { PdfPreview } from './PdfPreview.tsx';
import { RedactionChoice } from './RedactionChoice.tsx';
import { FormatChoice, formats, type Saving, SavingOutcome } from './SaveReport.tsx';

type PartProps = { readonly heading: string; readonly aside?: ReactNode; readonly children: ReactNode };

function Part({ heading, aside, children }: PartProps) {
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id} sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', minBlockSize: 32 }}>
        <Typography component="h2" variant="h3" id={id} sx={{ flex: 1 }}>
          {heading}
        </Typography>
        {aside}
      </Box>
      {children}
    </Box>
  );
}

function KeyPart({ signerName, fingerprint }: Pick<ReportPreview, 'signerName' | 'fingerprint'>) {
  const { key: texts } = reportText;
  const spoken = fingerprintGroups(fingerprint).join(' ');
  return (
    <Part heading={texts.heading} aside={<CopyButton compact text={spoken} what={texts.what} />}>
      <Paper sx={{ padding: 1.5, display: 'grid', gap: 1, justifyItems: 'start' }}>
        <Fingerprint fingerprint={fingerprint} large />
        <Box sx={{ typography: 'caption' }}>
          {texts.signer} <Mono>{signerName}</Mono>
        </Box>
      </Paper>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {texts.explain}
      </Typography>
    </Part>
  );
}

type InsideProps = {
  readonly result: RunResult;
  readonly sizeBytes: number;
  readonly pageCount: number | null;
};

function InsidePart({ result, sizeBytes, pageCount }: InsideProps) {
  const { inside: texts } = reportText;
  const { counts, checks, coverage, contacted } = result;
  const items = [
    texts.first,
    texts.failures(counts.fail),
    ...(counts.waived === 0 ? [] : [texts.waived(counts.waived)]),
    texts.firewall(firewallRequest(result).length),
    texts.checks(checks.length, coverage.length),
    texts.contacted(contacted.length),
    texts.attached,
    texts.signature,
  ];
  return (
    <Part
      heading={texts.heading}
      aside={
        <Box component="span" className="tabular" sx={{ typography: 'caption', color: 'text.secondary' }}>
          {texts.pagesOf(pageCount, sizeBytes)}
        </Box>
      }
    >
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5, display: 'grid', gap: 0.25 }}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </Box>
    </Part>
  );
}

function NextPart({
  onVerify,
  onStartOver,
  onQuit,
}: Pick<ReportStepProps, 'onVerify' | 'onStartOver' | 'onQuit'>) {
  const { next: texts } = reportText;
  const link = (label: string, onClick: () => void) => (
    <li>
      <Link component="button" type="button" variant="body2" onClick={onClick}>
        {label}
      </Link>
    </li>
  );
  return (
    <Part heading={texts.heading}>
      <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
        {link(texts.verify, onVerify)}
        {link(texts.startOver, onStartOver)}
        {link(texts.quit, onQuit)}
      </Box>
    </Part>
  );
}

function primaryLabel(chosen: readonly ReportFormat[], saving: Saving): string {
  const { save: texts } = reportText;
  const only = chosen.length === 1 ? chosen[0] : undefined;
  if (saving.kind === 'saving') return texts.saving;
  return only === undefined ? texts.primary(chosen.length) : texts.saveOne[only];
}

type ReadyProps = ReportStepProps & {
  readonly report: ReportPreview;
  readonly chosen: readonly ReportFormat[];
  readonly saving: Saving;
  readonly onChoose: (formats: readonly ReportFormat[]) => void;
};

function ReadyReport({ report, chosen, saving, onChoose, ...props }: ReadyProps) {
  const [pageCount, setPageCount] = useState<number | null>(null);
  const onOpened = useCallback((count: number) => setPageCount(count), []);
  return (
    <Box
      sx={{
        display: 'grid',
        columnGap: 4,
        rowGap: 3,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 21rem' },
        gridTemplateRows: { xs: 'auto', md: 'auto 1fr' },
        gridTemplateAreas: { xs: '"save" "preview" "about"', md: '"preview save" "preview about"' },
      }}
    >
      <Box sx={{ gridArea: 'save', display: 'grid', gap: 1.5, alignContent: 'start' }}>
        <FormatChoice chosen={chosen} disabled={saving.kind === 'saving'} onChoose={onChoose} />
        <SavingOutcome saving={saving} {...props} />
      </Box>
      <Box sx={{ gridArea: 'preview', minInlineSize: 0 }}>
        <PdfPreview pdf={report.pdf} name={report.name} onOpened={onOpened} />
      </Box>
      <Box sx={{ gridArea: 'about', display: 'grid', gap: 3, alignContent: 'start' }}>
        <KeyPart {...report} />
        <InsidePart result={props.result} sizeBytes={report.sizeBytes} pageCount={pageCount} />
        <NextPart {...props} />
      </Box>
    </Box>
  );
}

/** The signed report as it will be saved: its pages, what is inside, the fingerprint to read out, and where it went. */
export function ReportStep(props: ReportStepProps) {
  const { stale, preview, onPreviewAgain, onSave, onBack } = props;
  const [chosen, setChosen] = useState<readonly ReportFormat[]>(formats.slice(0, 1));
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
        disabled: isSaving || chosen.length === 0 || preview.kind !== 'ready',
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
      <RedactionChoice {...props} disabled={isSaving} />
      {preview.kind === 'loading' ? <Box role="status">{reportText.making}</Box> : null}
      {preview.kind === 'failed' ? (
        <FailureMessage
          failure={preview.failure}
          actions={<Button onClick={onPreviewAgain}>{commonText.tryAgain}</Button>}
        />
      ) : null}
      {preview.kind !== 'ready' ? null : (
        <ReadyReport {...props} report={preview.value} chosen={chosen} saving={saving} onChoose={setChosen} />
      )}
    </StepPage>
  );
}
