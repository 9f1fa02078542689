import { Box, Typography } from '@mui/material';
import type { Certificate, Fact } from '../../../shared/probe/fact.ts';
import { factText } from '../../../shared/report/evidence.ts';
import { resultsText } from '../../text/en/results.ts';
import { CopyButton } from '../CopyButton.tsx';
import { LabelledValue } from '../LabelledValue.tsx';
import { Mono } from '../Mono.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import { placed } from './placed.ts';

const { evidence: texts } = resultsText;

const pairs = {
  display: 'grid',
  gridTemplateColumns: '5rem minmax(0, 1fr)',
  columnGap: 1.5,
  rowGap: 0.5,
  margin: 0,
  typography: 'caption',
} as const;

function CertificateFacts({
  certificate,
  index,
}: {
  readonly certificate: Certificate;
  readonly index: number;
}) {
  const { subject, issuer, validFrom, validTo, altNames, sha256 } = certificate;
  return (
    <Box component="li" sx={{ borderLeft: 2, borderColor: 'divider', paddingInlineStart: 1.5 }}>
      <Box sx={{ typography: 'caption', fontWeight: 'fontWeightBold', marginBlockEnd: 0.5 }}>
        {texts.certificate(index)}
      </Box>
      <Box component="dl" sx={pairs}>
        <LabelledValue label={texts.subject}>
          <Mono>{subject}</Mono>
        </LabelledValue>
        <LabelledValue label={texts.issuer}>
          <Mono>{issuer}</Mono>
        </LabelledValue>
        <LabelledValue label={texts.valid}>
          <Mono>{texts.validity(validFrom, validTo)}</Mono>
        </LabelledValue>
        {altNames.length === 0 ? null : (
          <LabelledValue label={texts.names}>
            {placed(altNames).map(({ place, item }) => (
              <Box key={place}>
                <Mono>{item}</Mono>
              </Box>
            ))}
          </LabelledValue>
        )}
        <LabelledValue label={texts.sha256}>
          <Fingerprint fingerprint={sha256} />
        </LabelledValue>
      </Box>
    </Box>
  );
}

/** A fact without its certificates, which are drawn by themselves. */
const withoutChain = (fact: Fact): Fact => (fact.kind === 'tls' ? { ...fact, chain: [] } : fact);

function FactItem({ fact }: { readonly fact: Fact }) {
  const text = factText(withoutChain(fact));
  const chain = fact.kind === 'tls' ? fact.chain : [];
  return (
    <Box
      component="li"
      sx={{ display: 'grid', gap: 0.5, paddingBlock: 1.25, borderTop: 1, borderColor: 'divider' }}
    >
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'baseline' }}>
        <Box component="span" sx={{ fontWeight: 'fontWeightBold', flex: 1 }}>
          {text.probe}
        </Box>
        <Box component="span" sx={{ color: 'text.secondary', typography: 'caption' }}>
          <Mono keepTogether>{text.time}</Mono>
        </Box>
      </Box>
      <Box sx={{ overflowWrap: 'anywhere' }}>
        <Mono>{text.target}</Mono>
      </Box>
      <Box className="tabular">
        {text.outcome}
        {text.code === null ? null : (
          <>
            {' · '}
            <Mono>{text.code}</Mono>
          </>
        )}
      </Box>
      {placed(text.details).map(({ place, item }) => (
        <Box key={place} sx={{ color: 'text.secondary', typography: 'caption', overflowWrap: 'anywhere' }}>
          <Mono>{item}</Mono>
        </Box>
      ))}
      {chain.length === 0 ? null : (
        <Box
          component="ol"
          aria-label={texts.chain}
          sx={{ display: 'grid', gap: 1, margin: 0, marginBlockStart: 0.5, padding: 0, listStyle: 'none' }}
        >
          {placed(chain).map(({ place, item }) => (
            <CertificateFacts key={place} certificate={item} index={place} />
          ))}
        </Box>
      )}
    </Box>
  );
}

/** Every fact in one line, as it can be sent to somebody. */
const plainFacts = (facts: readonly Fact[]): string =>
  facts
    .map(factText)
    .map(({ time, probe, target, outcome, code, details }) =>
      [`${time} UTC`, probe, target, outcome, ...(code === null ? [] : [code]), ...details].join('; '),
    )
    .join('\n');

/** What a check's verdict rests on, in the order in which it was observed. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <Box component="section" aria-label={texts.facts}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minBlockSize: 32 }}>
        <Typography component="h3" variant="h3">
          {texts.facts}
        </Typography>
        {facts.length === 0 ? null : <CopyButton compact text={plainFacts(facts)} what={texts.copyFacts} />}
      </Box>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', marginBlockEnd: 0.5 }}>
        {facts.length === 0 ? texts.noFacts : texts.factsNote}
      </Typography>
      <Box component="ol" sx={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {placed(facts).map(({ place, item }) => (
          <FactItem key={place} fact={item} />
        ))}
      </Box>
    </Box>
  );
}
