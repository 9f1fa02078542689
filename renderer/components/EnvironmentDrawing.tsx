import { Box } from '@mui/material';
import { useId, useMemo, useRef } from 'react';
import { type DrawnStyle, type DrawnText, drawnSizes } from '../../shared/report/drawn-text.ts';
import {
  type EnvironmentDrawing as Drawing,
  type DrawingForm,
  type DrawnLane,
  type DrawnMark,
  leastDrawingWidth,
  type Rect,
  screenForm,
} from '../../shared/report/environment-drawing.ts';
import { radii } from '../../shared/theme/tokens.ts';
import { markBox, shapePaths, verdictLooks } from '../../shared/theme/verdicts.ts';
import { monoFont } from '../theme/theme.ts';
import { useWidth } from './use-width.ts';

type EnvironmentDrawingProps = {
  /** Makes the drawing in a form: its width is that of the page. */
  readonly draw: (form: DrawingForm) => Drawing;
  /** Whether wires and ports carry their verdicts; before a run there are none. */
  readonly verdicts?: boolean;
  /** What it is called where it can be scrolled. */
  readonly label: string;
};

const hueOf = ({ verdict }: Pick<DrawnMark, 'verdict'>): string => verdictLooks[verdict].hue;

const isMono = (style: DrawnStyle): boolean => style === 'mono' || style === 'mono-muted';
const isStrong = (style: DrawnStyle): boolean => style === 'name' || style === 'label' || style === 'cause';

function colourOf(style: DrawnStyle, hue: string | null): string {
  if (style === 'cause' && hue !== null) return `var(--nr-palette-hues-${hue}-ink)`;
  return style === 'muted' || style === 'mono-muted'
    ? 'var(--nr-palette-text-secondary)'
    : 'var(--nr-palette-text-primary)';
}

function Text({ text, hue = null }: { readonly text: DrawnText; readonly hue?: string | null }) {
  const { style, x, y } = text;
  return (
    <Box
      component="text"
      x={x}
      y={y}
      sx={{
        fontFamily: isMono(style) ? monoFont : undefined,
        fontSize: drawnSizes[style],
        fontWeight: isStrong(style) ? 600 : 400,
        whiteSpace: 'pre',
        fill: colourOf(style, hue),
      }}
    >
      {text.text}
    </Box>
  );
}

function Mark({ mark }: { readonly mark: DrawnMark }) {
  const { x, y, side } = mark;
  return (
    <g transform={`translate(${x - side / 2} ${y - side / 2}) scale(${side / markBox})`}>
      <Box
        component="path"
        d={shapePaths[verdictLooks[mark.verdict].shape]}
        fillRule="evenodd"
        sx={{ fill: `var(--nr-palette-hues-${hueOf(mark)}-mark)` }}
      />
    </g>
  );
}

function Frame({
  rect,
  fill,
  edge,
  width = 1,
}: {
  readonly rect: Rect;
  readonly fill: string;
  readonly edge: string;
  readonly width?: number;
}) {
  return (
    <Box
      component="rect"
      x={rect.x}
      y={rect.y}
      width={rect.width}
      height={rect.height}
      rx={radii.small}
      sx={{ fill: `var(--nr-palette-${fill})`, stroke: `var(--nr-palette-${edge})`, strokeWidth: width }}
    />
  );
}

const headLength = 8;

/** A wire with its mark: whole where a connection comes about, dotted beyond the mark where it does not. */
function Wire({ lane }: { readonly lane: DrawnLane }) {
  const { from, to, mark, texts } = lane;
  const colour = mark === null ? 'var(--nr-palette-border)' : `var(--nr-palette-hues-${hueOf(mark)}-mark)`;
  const isFailed = mark !== null && lane.verdict === 'fail';
  const number = texts.find(({ style }) => style === 'cause');
  const end = to.x - headLength;
  const half = mark === null ? 0 : mark.side / 2 + 4;
  const parts =
    mark === null
      ? [{ left: from.x, right: end, isDotted: false }]
      : [
          { left: from.x, right: mark.x - half, isDotted: false },
          {
            left: Math.max(mark.x + half, number === undefined ? 0 : number.x + number.room),
            right: end,
            isDotted: isFailed,
          },
        ];
  return (
    <>
      {parts
        .filter(({ left, right }) => left < right)
        .map(({ left, right, isDotted }) => (
          <Box
            component="path"
            key={left}
            d={`M${left} ${from.y}H${right}`}
            strokeDasharray={isDotted ? '1.5 3' : undefined}
            sx={{ fill: 'none', stroke: colour, strokeWidth: 1.5 }}
          />
        ))}
      <Box
        component="path"
        d={`M${to.x} ${to.y}l${-headLength} -4v8z`}
        sx={
          isFailed
            ? { fill: 'var(--nr-palette-background-paper)', stroke: colour, strokeWidth: 1 }
            : { fill: colour }
        }
      />
      {mark === null ? null : <Mark mark={mark} />}
    </>
  );
}

function Lane({ lane }: { readonly lane: DrawnLane }) {
  const hue = lane.mark === null ? null : hueOf(lane.mark);
  return (
    <g>
      {lane.stack === null ? null : <Frame rect={lane.stack} fill="background-paper" edge="border" />}
      <Frame rect={lane.box} fill="background-paper" edge="border" />
      <Wire lane={lane} />
      {lane.texts.map((text) => (
        <Text key={`${text.x} ${text.y}`} text={text} hue={hue} />
      ))}
    </g>
  );
}

/** The edge of the drawing, that no line is cut. */
const margin = 2;

/**
 * Where this machine stands in its environment: the same picture on the review page, with the results and on paper, laid
 * out for the width that there is. Below its least width it scrolls sideways, by keyboard too, rather than shrink until it
 * cannot be read.
 */
export function EnvironmentDrawing({ draw, verdicts = true, label }: EnvironmentDrawingProps) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const room = useWidth(frame);
  const { width: drawn } = screenForm(room - 2 * margin);
  const drawing = useMemo(() => draw(screenForm(drawn, verdicts)), [draw, drawn, verdicts]);
  const scrolls = room > 0 && room < leastDrawingWidth + 2 * margin;
  const { machine } = drawing;
  const width = drawing.width + 2 * margin;
  return (
    <Box
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        backgroundColor: 'background.paper',
        padding: 1,
      }}
    >
      <Box
        ref={frame}
        {...(scrolls ? { role: 'group', 'aria-label': label, tabIndex: 0 } : {})}
        sx={{ overflowX: 'auto' }}
      >
        <Box
          component="svg"
          role="img"
          aria-labelledby={id}
          viewBox={`${-margin} ${-margin} ${width} ${drawing.height + 2 * margin}`}
          focusable="false"
          sx={{ display: 'block', inlineSize: width, marginInline: 'auto', blockSize: 'auto' }}
        >
          <Frame rect={machine.rect} fill="accentTint" edge="primary-main" width={2} />
          {[...drawing.texts, ...machine.texts].map((text) => (
            <Text key={`${text.x} ${text.y}`} text={text} hue={text.style === 'cause' ? 'red' : null} />
          ))}
          {machine.marks.map((mark) => (
            <Mark key={`${mark.x} ${mark.y}`} mark={mark} />
          ))}
          {drawing.lanes.map((lane) => (
            <Lane key={`${lane.side} ${lane.box.y}`} lane={lane} />
          ))}
        </Box>
        <Box id={id} sx={{ display: 'none' }}>
          {drawing.description}
        </Box>
      </Box>
    </Box>
  );
}
