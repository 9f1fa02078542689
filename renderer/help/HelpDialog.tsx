import { Box, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { useColorScheme } from '@mui/material/styles';
import { type ReactNode, useId } from 'react';
import { OneOf } from '../components/form/OneOf.tsx';
import { Modal } from '../components/Modal.tsx';
import { Mono } from '../components/Mono.tsx';
import { helpText } from '../text/en/help.ts';
import { type Appearance, appearances } from '../theme/kept-scheme.ts';

type KeysProps = {
  /** Whether single keys do something. */
  readonly hasKeys: boolean;
  readonly onKeys: (isOn: boolean) => void;
};
type HelpDialogProps = KeysProps & { readonly onClose: () => void };

function Part({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id} sx={{ display: 'grid', gap: 1 }}>
      <Typography component="h3" variant="h3" id={id}>
        {heading}
      </Typography>
      {children}
    </Box>
  );
}

const pairs = {
  display: 'grid',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '11rem minmax(0, 1fr)' },
  columnGap: 2,
  rowGap: { xs: 0.25, sm: 1 },
  margin: 0,
  '& dt': { fontWeight: 'fontWeightBold', overflowWrap: 'anywhere' },
  '& dd': { margin: 0, marginBlockEnd: { xs: 1, sm: 0 } },
} as const;

function Keys({ hasKeys, onKeys }: KeysProps) {
  return (
    <Part heading={helpText.keys.heading}>
      <Box component="dl" sx={pairs}>
        {helpText.keys.rows.map(({ key, does }) => (
          <Box key={key} sx={{ display: 'contents' }}>
            <dt>
              <Mono>{key}</Mono>
            </dt>
            <dd>{does}</dd>
          </Box>
        ))}
      </Box>
      <FormControlLabel
        label={helpText.keys.switch}
        control={<Checkbox checked={hasKeys} onChange={(_, checked) => onKeys(checked)} />}
      />
    </Part>
  );
}

function Look() {
  const { mode = 'system', setMode } = useColorScheme();
  return (
    <Part heading={helpText.look.heading}>
      <OneOf<Appearance>
        label={helpText.look.label}
        value={mode}
        options={appearances.map((value) => ({ value, label: helpText.look.words[value] }))}
        onChange={setMode}
      />
    </Part>
  );
}

function Words() {
  return (
    <Part heading={helpText.words.heading}>
      <Box component="dl" sx={pairs}>
        {helpText.words.rows.map(({ word, means }) => (
          <Box key={word} sx={{ display: 'contents' }}>
            <dt>{word}</dt>
            <dd>{means}</dd>
          </Box>
        ))}
      </Box>
    </Part>
  );
}

/** Keys, look and words. */
export function HelpDialog({ onClose, ...keys }: HelpDialogProps) {
  return (
    <Modal heading={helpText.heading} close={helpText.close} onClose={onClose}>
      <Box sx={{ display: 'grid', gap: 3, padding: 3 }}>
        <Look />
        <Keys {...keys} />
        <Words />
      </Box>
    </Modal>
  );
}
