import { Box } from '@mui/material';
import { type IconName, iconPaths } from './icon-paths.ts';

/** The side of the square in which the paths are drawn. */
export const iconBox = 16;

type IconProps = {
  readonly name: IconName;
  /** CSS pixels; 16 unless given. */
  readonly size?: number;
};

/**
 * A small drawing in the colour of the text around it. Decoration: the words beside it, or the label of its button,
 * say the same.
 */
export function Icon({ name, size = iconBox }: IconProps) {
  return (
    <Box
      component="svg"
      viewBox={`0 0 ${iconBox} ${iconBox}`}
      aria-hidden="true"
      focusable="false"
      sx={{
        inlineSize: size,
        blockSize: size,
        flexShrink: 0,
        display: 'block',
        fill: 'none',
        stroke: 'currentColor',
        strokeWidth: 1.5,
        strokeLinecap: 'round',
        strokeLinejoin: 'round',
      }}
    >
      <path d={iconPaths[name]} />
    </Box>
  );
}
