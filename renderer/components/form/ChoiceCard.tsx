import { Box, Checkbox, Radio } from '@mui/material';
import { type ReactNode, useId } from 'react';

type ChoiceCardProps = {
  /** `many`: a box to tick. `one`: one of a group. */
  readonly kind: 'many' | 'one';
  readonly name: string;
  readonly title: string;
  readonly detail: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** It cannot be changed; `detail` says why. */
  readonly fixed?: boolean;
  readonly drawing?: ReactNode;
  readonly id?: string;
};

/** One choice as a large card: all of it can be pressed, and what it means stands in it. */
export function ChoiceCard({
  kind,
  name,
  title,
  detail,
  checked,
  onChange,
  fixed = false,
  drawing,
  id,
}: ChoiceCardProps) {
  const own = useId();
  const inputId = id ?? own;
  const Control = kind === 'many' ? Checkbox : Radio;
  return (
    <Box
      component="label"
      htmlFor={inputId}
      sx={{
        display: 'flex',
        gap: 1,
        minWidth: 0,
        padding: 1.5,
        paddingInlineStart: 0.5,
        border: 1,
        borderColor: checked ? 'primary.main' : 'border',
        borderRadius: 2,
        backgroundColor: checked ? 'accentTint' : 'background.paper',
        boxShadow: checked ? 'inset 0 0 0 1px var(--nr-palette-primary-main)' : 'none',
        cursor: fixed ? 'default' : 'pointer',
        ...(fixed ? {} : { '&:hover': { borderColor: 'primary.main', backgroundColor: 'accentTint' } }),
        '&:has(:focus-visible)': {
          outline: '2px solid var(--nr-palette-primary-main)',
          outlineOffset: '2px',
        },
        '& :focus-visible': { outline: 'none' },
      }}
    >
      <Control
        id={inputId}
        name={name}
        checked={checked}
        disabled={fixed}
        onChange={(event) => onChange(event.target.checked)}
        slotProps={{
          input: { 'aria-labelledby': `${inputId}-title`, 'aria-describedby': `${inputId}-detail` },
        }}
        sx={{ alignSelf: 'start', marginTop: '-4px', '&.Mui-disabled': { color: 'primary.main' } }}
      />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box id={`${inputId}-title`} sx={{ typography: 'h3' }}>
          {title}
        </Box>
        <Box id={`${inputId}-detail`} sx={{ typography: 'body2', color: 'text.secondary' }}>
          {detail}
        </Box>
      </Box>
      {drawing === undefined ? null : (
        <Box sx={{ flexShrink: 0, alignSelf: 'center', display: { xs: 'none', sm: 'block' } }}>{drawing}</Box>
      )}
    </Box>
  );
}
