import { Box, Button } from '@mui/material';
import { useState } from 'react';
import type { TrustedSigner } from '../../shared/report/trust-file.ts';
import { Mono } from '../components/Mono.tsx';
import { Fingerprint } from '../components/results/Fingerprint.tsx';
import { TableFrame } from '../components/TableFrame.tsx';
import { signersText as texts } from '../text/en/signers.ts';
import { visibleControls } from '../text/visible-controls.ts';
import { hiddenFromSight } from '../theme/hidden.ts';

type SignerTableProps = {
  readonly signers: readonly TrustedSigner[];
  readonly onRemove: (signer: TrustedSigner) => void;
};

type RemoveProps = {
  readonly signer: TrustedSigner;
  readonly isAsked: boolean;
  readonly onAsk: (fingerprint: string | null) => void;
  readonly onRemove: () => void;
};

/** Takes a signer off the list, in two presses: what was read out once would have to be read out again. */
function Remove({ signer: { name, fingerprint }, isAsked, onAsk, onRemove }: RemoveProps) {
  if (!isAsked)
    return (
      <Button
        size="small"
        variant="text"
        aria-label={texts.removeOf(name)}
        onClick={() => onAsk(fingerprint)}
      >
        {texts.remove}
      </Button>
    );
  return (
    <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start' }}>
      <Box sx={{ typography: 'caption', color: 'text.secondary' }}>{texts.removeNote}</Box>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button size="small" autoFocus aria-label={texts.removeSure(name)} onClick={onRemove}>
          {texts.remove}
        </Button>
        <Button size="small" variant="text" onClick={() => onAsk(null)}>
          {texts.keep}
        </Button>
      </Box>
    </Box>
  );
}

const narrow = { xs: 'none', md: 'table-cell' } as const;

/** Who is known, by name, each with its key as it is read out. */
export function SignerTable({ signers, onRemove }: SignerTableProps) {
  const [asked, setAsked] = useState<string | null>(null);
  const sorted = [...signers].sort((left, right) =>
    left.name.localeCompare(right.name, 'en', { numeric: true }),
  );
  const { columns } = texts;
  return (
    <TableFrame>
      <Box
        component="table"
        aria-label={texts.label}
        sx={{
          inlineSize: '100%',
          borderCollapse: 'collapse',
          '& th, & td': {
            textAlign: 'start',
            verticalAlign: 'top',
            paddingInline: 1.5,
            paddingBlock: 1,
            overflowWrap: 'anywhere',
          },
          '& thead': { backgroundColor: 'raised' },
          '& tbody tr': { borderTop: 1, borderColor: 'divider' },
        }}
      >
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <Box component="th" scope="col" sx={{ display: narrow }}>
              {columns.machine}
            </Box>
            <Box component="th" scope="col" sx={{ display: narrow }}>
              {columns.fingerprint}
            </Box>
            <Box component="th" scope="col" sx={{ display: narrow }}>
              {columns.added}
            </Box>
            <th scope="col">
              <Box component="span" sx={hiddenFromSight}>
                {columns.actions}
              </Box>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((signer) => (
            <tr key={signer.fingerprint}>
              <Box component="th" scope="row" sx={{ fontWeight: 'fontWeightBold' }}>
                {visibleControls(signer.name)}
                {[signer.customer, signer.note].map((text) =>
                  text === undefined || text === '' ? null : (
                    <Box
                      key={text}
                      sx={{ typography: 'caption', color: 'text.secondary', fontWeight: 'fontWeightRegular' }}
                    >
                      {visibleControls(text)}
                    </Box>
                  ),
                )}
                <Box sx={{ display: { xs: 'block', md: 'none' }, fontWeight: 'fontWeightRegular' }}>
                  <Fingerprint fingerprint={signer.fingerprint} />
                </Box>
              </Box>
              <Box component="td" sx={{ display: narrow }}>
                {signer.machine === undefined ? null : <Mono>{visibleControls(signer.machine)}</Mono>}
              </Box>
              <Box component="td" sx={{ display: narrow }}>
                <Fingerprint fingerprint={signer.fingerprint} />
              </Box>
              <Box component="td" className="tabular" sx={{ display: narrow }}>
                {signer.addedAt.slice(0, 10)}
              </Box>
              <td>
                <Remove
                  signer={signer}
                  isAsked={asked === signer.fingerprint}
                  onAsk={setAsked}
                  onRemove={() => {
                    setAsked(null);
                    onRemove(signer);
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </Box>
    </TableFrame>
  );
}
