import type { PaletteOptions } from '@mui/material/styles';
import {
  type Hue,
  type HueColours,
  hues,
  type Palette,
  palettes,
  type Scheme,
} from '../../shared/theme/tokens.ts';

/** What the tokens know beyond MUI's own palette; every leaf becomes a CSS variable. */
export type TokenPalette = {
  /** Behind headers, table heads and quiet blocks. */
  readonly raised: string;
  /** The edge of something that can be operated. */
  readonly border: string;
  /** Behind what is chosen, and behind this machine in a drawing. */
  readonly accentTint: string;
  readonly hues: Readonly<Record<Hue, HueColours>>;
};

declare module '@mui/material/styles' {
  interface Palette extends TokenPalette {}
  interface PaletteOptions extends Partial<TokenPalette> {}
}

const colour = (colours: HueColours, contrastText: string) => ({
  main: colours.ink,
  light: colours.mark,
  dark: colours.ink,
  contrastText,
});

function paletteOf(tokens: Palette, scheme: Scheme): PaletteOptions {
  return {
    mode: scheme,
    primary: {
      main: tokens.accent,
      light: tokens.accent,
      dark: tokens.accent,
      contrastText: tokens.onAccent,
    },
    secondary: { main: tokens.muted, light: tokens.muted, dark: tokens.text, contrastText: tokens.surface },
    success: colour(tokens.hues.green, tokens.surface),
    error: colour(tokens.hues.red, tokens.surface),
    warning: colour(tokens.hues.amber, tokens.surface),
    info: colour(tokens.hues['blue-grey'], tokens.surface),
    text: { primary: tokens.text, secondary: tokens.muted, disabled: tokens.muted },
    background: { default: tokens.page, paper: tokens.surface },
    divider: tokens.line,
    raised: tokens.raised,
    border: tokens.border,
    accentTint: tokens.accentTint,
    hues: Object.fromEntries(hues.map((hue) => [hue, tokens.hues[hue]])) as Record<Hue, HueColours>,
  };
}

/** Both designed schemes as MUI palettes. The system's setting chooses, unless the person does. */
export const colorSchemes = {
  light: { palette: paletteOf(palettes.light, 'light') },
  dark: { palette: paletteOf(palettes.dark, 'dark') },
} as const;
