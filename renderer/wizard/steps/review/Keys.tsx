import { Box } from '@mui/material';
import { Mono } from '../../../components/Mono.tsx';
import { reviewText } from '../../../text/en/review.ts';

/** The requirements behind a line, by their keys in the source document; nothing where none stands behind it. */
export function Keys({ keys }: { readonly keys: readonly string[] }) {
  if (keys.length === 0) return null;
  return (
    <Box component="span" title={reviewText.requirements(keys.join(', '))} sx={{ color: 'text.secondary' }}>
      <Mono keepTogether>{keys.join(', ')}</Mono>
    </Box>
  );
}
