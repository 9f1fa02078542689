import { describe, expect, it } from 'vitest';
import {
  hues,
  lineHeights,
  type Palette,
  palettes,
  pointsPerPixel,
  schemes,
  spacing,
  typeSizes,
} from '../../../../shared/theme/tokens.ts';

/** Relative luminance (WCAG 2.2, definition of relative luminance). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: string, right: string): number {
  const [darker = 0, lighter = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

type Pair = { readonly name: string; readonly front: string; readonly back: string };

const backgrounds = (palette: Palette) =>
  Object.entries({ page: palette.page, surface: palette.surface, raised: palette.raised });

/** Every text colour on every background that it stands on. */
function textPairs(palette: Palette): readonly Pair[] {
  const onPages = backgrounds(palette).flatMap(([name, back]) => [
    { name: `text on ${name}`, front: palette.text, back },
    { name: `muted on ${name}`, front: palette.muted, back },
    { name: `accent on ${name}`, front: palette.accent, back },
    ...hues.map((hue) => ({ name: `${hue} ink on ${name}`, front: palette.hues[hue].ink, back })),
  ]);
  const onTints = hues.flatMap((hue) => {
    const { ink, tint } = palette.hues[hue];
    return [
      { name: `${hue} ink on its tint`, front: ink, back: tint },
      { name: `text on the tint of ${hue}`, front: palette.text, back: tint },
      { name: `muted on the tint of ${hue}`, front: palette.muted, back: tint },
    ];
  });
  return [
    ...onPages,
    ...onTints,
    { name: 'text on the accent', front: palette.onAccent, back: palette.accent },
    { name: 'accent on its tint', front: palette.accent, back: palette.accentTint },
    { name: 'text on the tint of the accent', front: palette.text, back: palette.accentTint },
    { name: 'muted on the tint of the accent', front: palette.muted, back: palette.accentTint },
  ];
}

/** Every mark, border and ring on every background that it stands on. */
function markPairs(palette: Palette): readonly Pair[] {
  const onPages = backgrounds(palette).flatMap(([name, back]) => [
    { name: `border on ${name}`, front: palette.border, back },
    { name: `accent on ${name}`, front: palette.accent, back },
    ...hues.map((hue) => ({ name: `${hue} mark on ${name}`, front: palette.hues[hue].mark, back })),
  ]);
  const onTints = hues.flatMap((hue) => [
    { name: `${hue} mark on its tint`, front: palette.hues[hue].mark, back: palette.hues[hue].tint },
    {
      name: `${hue} mark on the tint of the accent`,
      front: palette.hues[hue].mark,
      back: palette.accentTint,
    },
  ]);
  return [...onPages, ...onTints];
}

const tooLow = (pairs: readonly Pair[], least: number) =>
  pairs.filter(({ front, back }) => contrast(front, back) < least).map(({ name }) => name);

describe('the palettes', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
    expect(tooLow([{ name: 'grey', front: '#777777', back: '#FFFFFF' }], 4.5)).toEqual(['grey']);
  });

  it.each(schemes)('give text a contrast of at least 4.5:1: %s', (scheme) => {
    expect(tooLow(textPairs(palettes[scheme]), 4.5)).toEqual([]);
  });

  it.each(schemes)('give marks and borders a contrast of at least 3:1: %s', (scheme) => {
    expect(tooLow(markPairs(palettes[scheme]), 3)).toEqual([]);
  });

  it.each(schemes)('write every colour as #RRGGBB: %s', (scheme) => {
    const { hues: ofVerdicts, ...colours } = palettes[scheme];
    const all = [
      ...Object.values(colours),
      ...Object.values(ofVerdicts).flatMap((hue) => Object.values(hue)),
    ];
    expect(all.filter((colour) => !/^#[0-9A-F]{6}$/.test(colour))).toEqual([]);
  });
});

describe('the scales', () => {
  it('keep to the 8-pixel grid and to five type sizes', () => {
    expect([0.5, 1, 3].map(spacing)).toEqual([4, 8, 24]);
    expect(Object.values(typeSizes)).toEqual([12, 14, 16, 20, 28]);
    expect(Object.keys(lineHeights)).toEqual(Object.keys(typeSizes));
  });

  it('print no text smaller than 9 points', () => {
    expect(Math.min(...Object.values(typeSizes)) * pointsPerPixel).toBe(9);
  });
});
