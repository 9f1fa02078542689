import type { Font } from 'fontkit';

/** A place on a glyph; null where the font has none for it. */
type Anchor = object | null;

/** What of fontkit 2.0.4 applies the positions of a font (GPOS), beyond its public interface. */
type Positions = {
  applyLookup: (type: number, table: unknown) => boolean;
  applyAnchor: (mark: { readonly markAnchor: Anchor }, base: Anchor, baseIndex: number) => void;
};
type Internals = {
  readonly GPOS?: object;
  readonly _layoutEngine: { readonly engine: { readonly GPOSProcessor: Positions | null } | null };
};

/**
 * The same font, also for marks that it has no anchor for. OpenType lets a font leave out the anchor of a base for a class
 * of marks, which fontkit reads anyway and fails: such a subtable does not apply, the next ones of its lookup are tried, and
 * where none applies the mark is not attached. That is what HarfBuzz does.
 */
export function withMissingAnchors(font: Font): Font {
  const internals = font as unknown as Internals;
  const positions =
    internals.GPOS === undefined ? null : (internals._layoutEngine.engine?.GPOSProcessor ?? null);
  if (positions === null) return font;
  const applyLookup = positions.applyLookup.bind(positions);
  const applyAnchor = positions.applyAnchor.bind(positions);
  let isMissing = false;
  positions.applyAnchor = (mark, base, baseIndex) => {
    isMissing = base === null || mark.markAnchor === null;
    if (!isMissing) applyAnchor(mark, base, baseIndex);
  };
  positions.applyLookup = (type, table) => {
    isMissing = false;
    const isApplied = applyLookup(type, table) && !isMissing;
    isMissing = false;
    return isApplied;
  };
  return font;
}
