import { Box } from '@mui/material';
import { fingerprintGroups } from '../../../shared/words/phrases.ts';
import { monoFont } from '../../theme/theme.ts';
import { placed } from './placed.ts';

type FingerprintProps = {
  /** SHA-256 in lower-case hex. */
  readonly fingerprint: string;
  /** Large enough to be read out over the telephone. */
  readonly large?: boolean;
};

/** A fingerprint in groups of four, as it is read out and compared; one group never breaks. */
export function Fingerprint({ fingerprint, large = false }: FingerprintProps) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-grid',
        gridTemplateColumns: 'repeat(4, max-content)',
        columnGap: large ? 2 : 1,
        rowGap: large ? 0.5 : 0,
        fontFamily: monoFont,
        fontVariantLigatures: 'none',
        typography: large ? 'subtitle1' : 'caption',
        '& > span': { fontFamily: monoFont },
      }}
    >
      {placed(fingerprintGroups(fingerprint)).map(({ place, item }) => (
        <span key={place}>{`${item} `}</span>
      ))}
    </Box>
  );
}
