import { Box } from '@mui/material';
import { Fragment } from 'react';
import { Mono } from '../../../components/Mono.tsx';
import { reviewText } from '../../../text/en/review.ts';

/** The requirements behind a line, by their keys in the source document; nothing where none stands behind it. */
export function Keys({ keys }: { readonly keys: readonly string[] }) {
  if (keys.length === 0) return null;
  return (
    <Box component="span" title={reviewText.requirements(keys.join(', '))} sx={{ color: 'text.secondary' }}>
      {keys.map((key, index) => (
        <Fragment key={key}>
          {index === 0 ? null : ', '}
          <Mono keepTogether>{key}</Mono>
        </Fragment>
      ))}
    </Box>
  );
}
