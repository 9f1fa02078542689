import { FormControl, FormControlLabel, FormLabel, Radio, RadioGroup } from '@mui/material';
import { type ReactNode, useId } from 'react';
import { FieldNotes, notesId } from './FieldNotes.tsx';

type OneOfProps<V extends string> = {
  /** The id of the whole question, where something leads to it. */
  readonly id?: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
};

/** A question with a few short answers, one of which holds. */
export function OneOf<V extends string>({ id: ownId, label, hint, value, options, onChange }: OneOfProps<V>) {
  const id = useId();
  return (
    <FormControl id={ownId}>
      <FormLabel id={id} sx={{ typography: 'subtitle2' }}>
        {label}
      </FormLabel>
      <RadioGroup
        row
        aria-labelledby={id}
        aria-describedby={hint === undefined ? undefined : notesId(id)}
        value={value}
        onChange={(_, chosen) => {
          const option = options.find((entry) => entry.value === chosen);
          if (option !== undefined) onChange(option.value);
        }}
      >
        {options.map((option) => (
          <FormControlLabel
            key={option.value}
            value={option.value}
            label={option.label}
            control={<Radio />}
          />
        ))}
      </RadioGroup>
      <FieldNotes id={id} hint={hint} problems={[]} />
    </FormControl>
  );
}
