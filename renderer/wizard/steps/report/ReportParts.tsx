import { Box, Link, Paper, Typography } from '@mui/material';
import { type ReactNode, useId } from 'react';
import { firewallRequest } from '../../../../shared/report/firewall-request.ts';
import { firewallRules } from '../../../../shared/report/firewall-rules.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { fingerprintGroups } from '../../../../shared/words/phrases.ts';
import { CopyButton } from '../../../components/CopyButton.tsx';
import { Mono } from '../../../components/Mono.tsx';
import { Fingerprint } from '../../../components/results/Fingerprint.tsx';
import { reportText } from '../../../text/en/report.ts';
import type { ReportPreview, ReportStepProps } from '../props.ts';

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

/** The fingerprint to read out, and whose key it is. */
export function KeyPart({ signerName, fingerprint }: Pick<ReportPreview, 'signerName' | 'fingerprint'>) {
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
  /** Null while the report is being made. */
  readonly sizeBytes: number | null;
  /** Null until the preview has counted them. */
  readonly pageCount: number | null;
};

/** What somebody finds in the report, in the order of its pages. */
export function InsidePart({ result, sizeBytes, pageCount }: InsideProps) {
  const { inside: texts } = reportText;
  const { counts, checks, coverage, contacted } = result;
  const items = [
    texts.first,
    texts.failures(counts.fail),
    ...(counts.waived === 0 ? [] : [texts.waived(counts.waived)]),
    texts.firewall(firewallRules(firewallRequest(result)).rules.length),
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
          {sizeBytes === null ? '' : texts.pagesOf(pageCount, sizeBytes)}
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

/** Where the wizard leads from its last page. */
export function NextPart({
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
