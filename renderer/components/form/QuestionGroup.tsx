import { Box } from '@mui/material';
import { type ReactNode, useId } from 'react';
import { FieldNotes, notesId } from './FieldNotes.tsx';

type QuestionGroupProps = {
  /** The id of the whole question, where all of them are one. */
  readonly id?: string;
  readonly legend: string;
  readonly hint?: ReactNode;
  /** What is wrong with the answer that all of them make together. */
  readonly problems?: readonly string[];
  readonly children: ReactNode;
};

/** Questions that belong together, under one heading that is read with each of them. */
export function QuestionGroup({ id: ownId, legend, hint, problems = [], children }: QuestionGroupProps) {
  const id = useId();
  const described = [...(hint === undefined ? [] : [id]), ...(problems.length === 0 ? [] : [notesId(id)])];
  return (
    <Box
      component="fieldset"
      id={ownId}
      aria-describedby={described.length === 0 ? undefined : described.join(' ')}
      sx={{ border: 0, margin: 0, padding: 0, minWidth: 0, marginBottom: 4 }}
    >
      <Box
        component="legend"
        sx={{ padding: 0, typography: 'h2', marginBottom: hint === undefined ? 1.5 : 0.5 }}
      >
        {legend}
      </Box>
      {hint === undefined ? null : (
        <Box id={id} sx={{ color: 'text.secondary', marginBottom: 1.5, maxWidth: '72ch' }}>
          {hint}
        </Box>
      )}
      <FieldNotes id={id} problems={problems} below />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>{children}</Box>
    </Box>
  );
}
