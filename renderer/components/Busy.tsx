import { Box, LinearProgress } from '@mui/material';

type BusyProps = {
  /** What is being done, without an end: `Working out the plan`. */
  readonly children: string;
};

/** Says that something is being worked on and takes a moment, where its outcome will stand. */
export function Busy({ children }: BusyProps) {
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1, inlineSize: '100%', maxInlineSize: 320 }}>
      <Box sx={{ color: 'text.secondary' }}>{children}</Box>
      <LinearProgress aria-hidden="true" />
    </Box>
  );
}
