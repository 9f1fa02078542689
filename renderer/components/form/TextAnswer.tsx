import { Box, FormControl, FormLabel, OutlinedInput } from '@mui/material';
import type { ClipboardEvent, ReactNode } from 'react';
import { commonText } from '../../text/en/common.ts';
import { monoFont } from '../../theme/theme.ts';
import { FieldNotes, notesId } from './FieldNotes.tsx';
import type { FieldProps } from './use-fields.ts';

type TextAnswerProps = FieldProps & {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Called before a text is pasted, which it can prevent. */
  readonly onPaste?: (event: ClipboardEvent) => void;
  readonly hint?: ReactNode;
  /** Shown in grey while nothing is typed: the default that then holds. */
  readonly placeholder?: string;
  readonly optional?: boolean;
  /** Set in the typeface of what is typed or compared. */
  readonly typed?: boolean;
  /** How many lines a list shows at first; one line of text unless set. */
  readonly rows?: number;
  /** CSS width; the whole column unless set. */
  readonly width?: number | string;
  /** Numbers: shows the digits on a touch keyboard. */
  readonly numeric?: boolean;
  /** What is made of what was typed, between the input and its notes. */
  readonly reading?: ReactNode;
};

/** A question that is answered by typing: label above, input, and what it means or what is wrong below. */
export function TextAnswer({
  id,
  label,
  value,
  onChange,
  onPaste,
  onLeave,
  problems,
  hint,
  placeholder,
  optional = false,
  typed = false,
  rows,
  width = '100%',
  numeric = false,
  reading,
}: TextAnswerProps) {
  const described = hint === undefined && problems.length === 0 ? undefined : notesId(id);
  return (
    <FormControl error={problems.length > 0} sx={{ width, maxWidth: '100%' }}>
      <FormLabel htmlFor={id} sx={{ typography: 'subtitle2', marginBottom: 0.5 }}>
        {label}
        {optional ? (
          <Box component="span" sx={{ typography: 'caption', color: 'text.secondary' }}>
            {' '}
            {commonText.optionalMark}
          </Box>
        ) : null}
      </FormLabel>
      <OutlinedInput
        id={id}
        size="small"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
        onPaste={onPaste}
        placeholder={placeholder}
        {...(rows === undefined ? {} : { multiline: true, minRows: rows, maxRows: 12 })}
        inputProps={{
          'aria-describedby': described,
          'aria-invalid': problems.length > 0,
          autoComplete: 'off',
          autoCapitalize: 'off',
          spellCheck: false,
          ...(numeric ? { inputMode: 'numeric' } : {}),
        }}
        sx={{
          ...(typed ? { fontFamily: monoFont, fontVariantLigatures: 'none' } : {}),
          '& ::placeholder': { color: 'border', opacity: 1 },
        }}
      />
      {reading}
      <FieldNotes id={id} hint={hint} problems={problems} />
    </FormControl>
  );
}
