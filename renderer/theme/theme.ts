import { createTheme } from '@mui/material/styles';
import {
  fontFamilies,
  fontWeights,
  lineHeights,
  radii,
  spacing,
  type TypeSize,
  typeSizes,
} from '../../shared/theme/tokens.ts';
import { components } from './components.ts';
import { colorSchemes } from './palette.ts';

const rem = (size: TypeSize) => `${typeSizes[size] / 16}rem`;

const style = (size: TypeSize, weight: number = fontWeights.regular) => ({
  fontSize: rem(size),
  lineHeight: lineHeights[size],
  fontWeight: weight,
  letterSpacing: 0,
});

/** The system's fonts stand in for scripts that the shipped fonts do not cover. */
export const textFont = `'${fontFamilies.text}', 'Segoe UI', system-ui, sans-serif`;
export const monoFont = `'${fontFamilies.mono}', Consolas, ui-monospace, monospace`;

/** Where the page says which of both schemes is shown: the system's, or the one that the person has chosen. */
export const schemeAttribute = 'data-nr-scheme';

/**
 * The look of the wizard as MUI reads it: colours of both schemes as CSS variables, type
 * sizes, the 8-pixel grid, and how each control looks. Everything comes from `shared/theme`, as on paper.
 */
export const theme = createTheme({
  cssVariables: { cssVarPrefix: 'nr', colorSchemeSelector: `[${schemeAttribute}="%s"]` },
  colorSchemes,
  spacing: spacing(1),
  shape: { borderRadius: radii.small },
  breakpoints: { values: { xs: 0, sm: 600, md: 900, lg: 1200, xl: 1536 } },
  typography: {
    fontFamily: textFont,
    fontSize: typeSizes.body,
    fontWeightLight: fontWeights.regular,
    fontWeightRegular: fontWeights.regular,
    fontWeightMedium: fontWeights.strong,
    fontWeightBold: fontWeights.strong,
    h1: style('title', fontWeights.strong),
    h2: style('heading', fontWeights.strong),
    h3: style('lead', fontWeights.strong),
    h4: style('body', fontWeights.strong),
    h5: style('body', fontWeights.strong),
    h6: style('body', fontWeights.strong),
    subtitle1: style('lead'),
    subtitle2: style('body', fontWeights.strong),
    body1: style('body'),
    body2: style('body'),
    caption: style('small'),
    overline: { ...style('small', fontWeights.strong), textTransform: 'none' },
    button: { ...style('body', fontWeights.strong), textTransform: 'none' },
  },
  components,
});
