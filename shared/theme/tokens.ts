/** The colour schemes that are designed; a forced-colours mode of the system replaces both with its own. */
export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

/** The neutral scale that carries every page, from paper white to night. */
export const slate = {
  0: '#FFFFFF',
  50: '#F7F9FA',
  100: '#EEF2F4',
  200: '#DDE4E8',
  300: '#C3CDD4',
  400: '#93A1AB',
  500: '#667683',
  600: '#4C5B67',
  700: '#36434D',
  800: '#232D35',
  850: '#1C252C',
  900: '#151C22',
  950: '#0D1216',
} as const;

/** What a colour may mean; several verdicts share a hue, never a shape. */
export const hues = ['green', 'red', 'amber', 'blue-grey', 'violet', 'slate'] as const;
export type Hue = (typeof hues)[number];

/** `ink` for words, `mark` for shapes and rules, `tint` for backgrounds behind `text`, `muted`, `ink` and `mark`. */
export type HueColours = { readonly ink: string; readonly mark: string; readonly tint: string };

/**
 * One scheme. Text colours reach a contrast of 4.5:1 and marks, borders and the focus ring 3:1 on `page`, `surface`
 * and `raised` (WCAG 2.2, 1.4.3 and 1.4.11). `line` separates and carries no meaning.
 */
export type Palette = {
  readonly page: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  /** The edge of something that can be operated. */
  readonly border: string;
  readonly text: string;
  readonly muted: string;
  /** What can be acted on, and this machine in a drawing. */
  readonly accent: string;
  readonly accentTint: string;
  readonly onAccent: string;
  readonly hues: Readonly<Record<Hue, HueColours>>;
};

/** Colours as `#RRGGBB`. Paper uses `light`. */
export const palettes: Readonly<Record<Scheme, Palette>> = {
  light: {
    page: slate[50],
    surface: slate[0],
    raised: slate[100],
    line: slate[200],
    border: slate[500],
    text: slate[900],
    muted: slate[600],
    accent: '#0B5E63',
    accentTint: '#E2F0F0',
    onAccent: slate[0],
    hues: {
      green: { ink: '#1A6B3C', mark: '#21894E', tint: '#E7F4EC' },
      red: { ink: '#A51D1D', mark: '#C42B2B', tint: '#FBEBEA' },
      amber: { ink: '#7E4C00', mark: '#B06A00', tint: '#FCF3E0' },
      'blue-grey': { ink: '#3B566E', mark: '#557390', tint: '#EAF0F5' },
      violet: { ink: '#5A3B9C', mark: '#7654B8', tint: '#F0ECF9' },
      slate: { ink: slate[600], mark: slate[500], tint: slate[100] },
    },
  },
  dark: {
    page: slate[950],
    surface: slate[900],
    raised: slate[850],
    line: slate[700],
    border: '#7A8A96',
    text: slate[100],
    muted: '#A7B4BD',
    accent: '#5FC7C4',
    accentTint: '#12302F',
    onAccent: slate[950],
    hues: {
      green: { ink: '#7FD6A0', mark: '#4DBB7B', tint: '#12301F' },
      red: { ink: '#FF9C94', mark: '#F0675F', tint: '#3A1715' },
      amber: { ink: '#F2C063', mark: '#DE9F2E', tint: '#33260A' },
      'blue-grey': { ink: '#A9C3DA', mark: '#83A5C2', tint: '#1A2935' },
      violet: { ink: '#C6B1F5', mark: '#A88BE8', tint: '#271D3F' },
      slate: { ink: '#B4C0C9', mark: slate[400], tint: slate[800] },
    },
  },
};

/** Font families; both are shipped with their licences (OFL 1.1). `mono` sets what is typed or compared. */
export const fontFamilies = { text: 'Inter', mono: 'JetBrains Mono' } as const;

/** The two weights. */
export const fontWeights = { regular: 400, strong: 600 } as const;

/** Type sizes in CSS pixels. */
export const typeSizes = { small: 12, body: 14, lead: 16, heading: 20, title: 28 } as const;
export type TypeSize = keyof typeof typeSizes;

/** Line height as a multiple of the type size. */
export const lineHeights = {
  small: 1.4,
  body: 1.45,
  lead: 1.4,
  heading: 1.3,
  title: 1.2,
} as const satisfies Record<TypeSize, number>;

/** CSS pixels for a number of steps on the 8-pixel grid; half a step is the smallest distance. */
export const spacing = (steps: number): number => steps * 8;

/** Corner radii in CSS pixels. */
export const radii = { small: 4, medium: 8 } as const;

/** Points on paper for one CSS pixel: both are defined from the inch (72 and 96). */
export const pointsPerPixel = 0.75;

/** The margin of every printed page, in millimetres. */
export const pageMarginMm = 18;
