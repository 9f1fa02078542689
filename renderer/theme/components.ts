import type { Components, CssVarsTheme, Theme } from '@mui/material/styles';
import { radii } from '../../shared/theme/tokens.ts';

/** The ring around what has the keyboard's focus: an outline, so that forced colours keep it (WCAG 2.2, 2.4.11). */
export const focusRing = {
  outline: '2px solid var(--nr-palette-primary-main)',
  outlineOffset: '2px',
} as const;

/** An edge that only forced colours show, for what is otherwise told by its background alone. */
const quietEdge = '1px solid transparent';

type ThemeComponents = Components<Omit<Theme, 'components' | 'palette'> & CssVarsTheme>;

const base: ThemeComponents = {
  MuiCssBaseline: {
    styleOverrides: {
      html: { height: '100%', textSizeAdjust: '100%' },
      body: { height: '100%', fontFeatureSettings: "'cv05', 'ss03'" },
      '#root': { height: '100%' },
      'table, .tabular': { fontVariantNumeric: 'tabular-nums' },
      ':focus-visible': focusRing,
      '::selection': {
        backgroundColor: 'var(--nr-palette-primary-main)',
        color: 'var(--nr-palette-primary-contrastText)',
      },
      '@media print': {
        'html, body, #root': { height: 'auto' },
        'main .MuiButton-root, main [role="search"]': { display: 'none' },
        '@page': { margin: '12mm' },
      },
      '@media (prefers-reduced-motion: reduce)': {
        '*, *::before, *::after': {
          animationDuration: '1ms !important',
          animationIterationCount: '1 !important',
          transitionDuration: '1ms !important',
          scrollBehavior: 'auto !important',
        },
      },
    },
  },
  MuiButtonBase: {
    defaultProps: { disableRipple: true, disableTouchRipple: true },
    styleOverrides: { root: { '&.Mui-focusVisible': focusRing } },
  },
};

const buttons: ThemeComponents = {
  MuiButton: {
    defaultProps: { disableElevation: true, variant: 'outlined' },
    styleOverrides: {
      root: {
        minHeight: 36,
        paddingInline: 16,
        borderRadius: radii.small,
        transitionDuration: '80ms',
        '&.Mui-focusVisible': focusRing,
        variants: [
          {
            props: { variant: 'contained', color: 'primary' },
            style: {
              border: quietEdge,
              '&:hover': {
                backgroundColor:
                  'color-mix(in srgb, var(--nr-palette-primary-main) 88%, var(--nr-palette-text-primary))',
              },
            },
          },
          {
            props: { variant: 'outlined' },
            style: {
              borderColor: 'var(--nr-palette-border)',
              backgroundColor: 'var(--nr-palette-background-paper)',
              '&:hover': {
                borderColor: 'var(--nr-palette-primary-main)',
                backgroundColor: 'var(--nr-palette-accentTint)',
              },
            },
          },
          {
            props: { variant: 'text' },
            style: { '&:hover': { backgroundColor: 'var(--nr-palette-accentTint)' } },
          },
          { props: { size: 'small' }, style: { minHeight: 32, paddingInline: 12, fontSize: '0.875rem' } },
        ],
        '&.Mui-disabled': {
          color: 'var(--nr-palette-text-secondary)',
          borderColor: 'var(--nr-palette-divider)',
        },
      },
    },
  },
  MuiIconButton: {
    styleOverrides: {
      root: {
        borderRadius: radii.small,
        color: 'var(--nr-palette-text-secondary)',
        '&:hover': {
          backgroundColor: 'var(--nr-palette-accentTint)',
          color: 'var(--nr-palette-primary-main)',
        },
        '&.Mui-focusVisible': focusRing,
      },
    },
  },
  MuiLink: { defaultProps: { underline: 'always' } },
};

const fields: ThemeComponents = {
  MuiTextField: { defaultProps: { size: 'small', fullWidth: true, variant: 'outlined' } },
  MuiFormControl: { defaultProps: { size: 'small' } },
  MuiInputLabel: { defaultProps: { shrink: true } },
  MuiOutlinedInput: {
    defaultProps: { notched: false },
    styleOverrides: {
      root: {
        backgroundColor: 'var(--nr-palette-background-paper)',
        '&.Mui-focused': focusRing,
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderWidth: 1 },
        '&.Mui-error .MuiOutlinedInput-notchedOutline': { borderWidth: 2 },
      },
      notchedOutline: { borderColor: 'var(--nr-palette-border)' },
    },
  },
  MuiFormHelperText: { styleOverrides: { root: { marginInline: 0, marginTop: 4 } } },
  MuiFormLabel: {
    styleOverrides: {
      root: {
        color: 'var(--nr-palette-text-primary)',
        '&.Mui-focused': { color: 'var(--nr-palette-text-primary)' },
      },
      asterisk: { color: 'var(--nr-palette-error-main)' },
    },
  },
  MuiRadio: {
    defaultProps: { size: 'small' },
    styleOverrides: { root: { color: 'var(--nr-palette-border)' } },
  },
  MuiSwitch: { styleOverrides: { track: { border: quietEdge }, thumb: { border: quietEdge } } },
  MuiCheckbox: {
    defaultProps: { size: 'small' },
    styleOverrides: { root: { color: 'var(--nr-palette-border)' } },
  },
};

const surfaces: ThemeComponents = {
  MuiPaper: {
    defaultProps: { elevation: 0, variant: 'outlined' },
    styleOverrides: { root: { backgroundImage: 'none' }, rounded: { borderRadius: radii.medium } },
  },
  MuiTooltip: {
    defaultProps: { arrow: false, describeChild: true },
    styleOverrides: {
      tooltip: {
        fontSize: '0.75rem',
        backgroundColor: 'var(--nr-palette-text-primary)',
        color: 'var(--nr-palette-background-paper)',
        border: quietEdge,
      },
    },
  },
  MuiTableCell: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: {
        borderColor: 'var(--nr-palette-divider)',
        verticalAlign: 'top',
        'tbody:last-child > tr:last-child > &': { borderBottom: 0 },
      },
      head: { backgroundColor: 'var(--nr-palette-raised)', fontWeight: 600, lineHeight: 1.4 },
    },
  },
  MuiChip: { styleOverrides: { root: { borderRadius: radii.small, border: quietEdge } } },
  MuiLinearProgress: {
    styleOverrides: {
      root: {
        height: 8,
        borderRadius: radii.small,
        border: quietEdge,
        backgroundColor: 'var(--nr-palette-raised)',
        forcedColorAdjust: 'none',
      },
    },
  },
};

/** How each control looks and behaves wherever it stands: dense, one radius, one focus ring, no ripple. */
export const components: ThemeComponents = { ...base, ...buttons, ...fields, ...surfaces };
