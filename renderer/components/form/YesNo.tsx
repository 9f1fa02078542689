import { Box, Checkbox, FormControlLabel } from '@mui/material';
import { useId } from 'react';

type YesNoProps = {
  /** The id of the whole question, where something leads to it. */
  readonly id?: string;
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

/** A statement that holds or does not. */
export function YesNo({ id: ownId, label, hint, checked, onChange }: YesNoProps) {
  const id = useId();
  return (
    <Box id={ownId}>
      <FormControlLabel
        label={label}
        control={
          <Checkbox
            checked={checked}
            onChange={(event) => onChange(event.target.checked)}
            slotProps={{ input: hint === undefined ? {} : { 'aria-describedby': id } }}
          />
        }
      />
      {hint === undefined ? null : (
        <Box
          id={id}
          sx={{
            typography: 'caption',
            color: 'text.secondary',
            paddingInlineStart: '27px',
            marginTop: '-4px',
            maxWidth: '72ch',
          }}
        >
          {hint}
        </Box>
      )}
    </Box>
  );
}
