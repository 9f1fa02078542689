import { FormControl, FormLabel, Select } from '@mui/material';
import { useId } from 'react';

type ChoiceProps<T extends string> = {
  readonly label: string;
  /** Null for the first entry, which chooses nothing. */
  readonly value: T | null;
  readonly choices: readonly T[];
  readonly wordOf: (choice: T) => string;
  /** What the entry says that chooses nothing. */
  readonly nothing: string;
  /** CSS width that the list takes at first; it gives way where there is little room. */
  readonly width: string;
  readonly onChoose: (choice: T | null) => void;
};

/** A list to choose one entry from, with its label above. The system draws the list, so that typing finds an entry. */
export function Choice<T extends string>({
  label,
  value,
  choices,
  wordOf,
  nothing,
  width,
  onChoose,
}: ChoiceProps<T>) {
  const id = useId();
  const chosen = value === null ? -1 : choices.indexOf(value);
  return (
    <FormControl sx={{ flex: `1 1 ${width}`, minInlineSize: 0 }}>
      <FormLabel htmlFor={id} sx={{ typography: 'caption', marginBlockEnd: 0.25 }}>
        {label}
      </FormLabel>
      <Select
        native
        size="small"
        value={chosen}
        onChange={(event) => onChoose(choices[Number(event.target.value)] ?? null)}
        inputProps={{ id }}
      >
        <option value={-1}>{nothing}</option>
        {choices.map((choice, index) => (
          <option key={choice} value={index}>
            {wordOf(choice)}
          </option>
        ))}
      </Select>
    </FormControl>
  );
}
