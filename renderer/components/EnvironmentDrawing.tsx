import { Box } from '@mui/material';
import { useId } from 'react';
import {
  type EnvironmentDrawing as Drawing,
  type DrawingEdge,
  type DrawingNode,
  edgeLabelLine,
  edgeMark,
  type Point,
} from '../../shared/report/environment-drawing.ts';
import { radii } from '../../shared/theme/tokens.ts';
import { markBox, shapePaths, verdictLooks } from '../../shared/theme/verdicts.ts';
import { monoFont } from '../theme/theme.ts';

type EnvironmentDrawingProps = {
  readonly drawing: Drawing;
  /** Whether lines and nodes carry their verdicts; before a run there are none. */
  readonly verdicts?: boolean;
  /** What the drawing says, in words; its own description unless given. */
  readonly description?: string;
};

const pathOf = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');

const arrowLength = 7;

/** The arrow head at the end of a line, as a triangle along its last part. */
function arrowOf(points: readonly Point[]): string {
  const end = points.at(-1);
  const from = points.at(-2);
  if (end === undefined || from === undefined) return '';
  const length = Math.hypot(end.x - from.x, end.y - from.y) || 1;
  const dx = ((end.x - from.x) / length) * arrowLength;
  const dy = ((end.y - from.y) / length) * arrowLength;
  return `M${end.x} ${end.y}L${end.x - dx - dy / 2} ${end.y - dy + dx / 2}L${end.x - dx + dy / 2} ${end.y - dy - dx / 2}Z`;
}

type LabelPlace = { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' };

const edgeTextSize = 12;

/** Where the first line of an edge's ports stands on its baseline. */
function labelPlace({ mark, labelLines, labelSide }: DrawingEdge): LabelPlace {
  const height = labelLines.length * edgeLabelLine;
  const clear = edgeMark / 2 + 1;
  const baseline = edgeTextSize + 1;
  switch (labelSide) {
    case 'above':
      return { x: mark.x, y: mark.y - clear - height + baseline, anchor: 'middle' };
    case 'below':
      return { x: mark.x, y: mark.y + clear + baseline, anchor: 'middle' };
    case 'left':
      return { x: mark.x - clear - 2, y: mark.y - height / 2 + baseline, anchor: 'end' };
    case 'right':
      return { x: mark.x + clear + 2, y: mark.y - height / 2 + baseline, anchor: 'start' };
  }
}

function Edge({ edge, verdicts }: { readonly edge: DrawingEdge; readonly verdicts: boolean }) {
  const look = verdictLooks[edge.verdict];
  const colour = verdicts ? `var(--nr-palette-hues-${look.hue}-mark)` : 'var(--nr-palette-border)';
  const place = labelPlace(edge);
  return (
    <g>
      <Box component="path" d={pathOf(edge.points)} sx={{ fill: 'none', stroke: colour, strokeWidth: 1.5 }} />
      <Box component="path" d={arrowOf(edge.points)} sx={{ fill: colour }} />
      {verdicts ? (
        <g
          transform={`translate(${edge.mark.x - edgeMark / 2} ${edge.mark.y - edgeMark / 2}) scale(${edgeMark / markBox})`}
        >
          <Box
            component="circle"
            cx={markBox / 2}
            cy={markBox / 2}
            r={markBox / 2 + 2}
            sx={{ fill: 'var(--nr-palette-background-paper)' }}
          />
          <Box component="path" d={shapePaths[look.shape]} fillRule="evenodd" sx={{ fill: colour }} />
        </g>
      ) : null}
      {edge.labelLines.map((line, index) => (
        <Box
          component="text"
          key={line}
          x={place.x}
          y={place.y + index * edgeLabelLine}
          textAnchor={place.anchor}
          sx={{
            fontFamily: monoFont,
            fontSize: edgeTextSize,
            fill: 'var(--nr-palette-text-primary)',
            stroke: 'var(--nr-palette-background-paper)',
            strokeWidth: 3,
            paintOrder: 'stroke',
          }}
        >
          {line}
        </Box>
      ))}
    </g>
  );
}

const nodeMark = 12;

/** The longest label, in characters, that fits into its box at the usual size; longer ones are set smaller. */
const usualLabel = 13;

function Node({ node, verdicts }: { readonly node: DrawingNode; readonly verdicts: boolean }) {
  const { rect, isThisMachine: here } = node;
  const textX = rect.x + 8;
  const middle = rect.y + rect.height / 2;
  const hasDetail = node.detail !== '';
  return (
    <g>
      <Box
        component="rect"
        x={rect.x}
        y={rect.y}
        width={rect.width}
        height={rect.height}
        rx={radii.small}
        sx={{
          fill: here ? 'var(--nr-palette-accentTint)' : 'var(--nr-palette-background-paper)',
          stroke: here ? 'var(--nr-palette-primary-main)' : 'var(--nr-palette-border)',
          strokeWidth: here ? 2 : 1,
        }}
      />
      <Box
        component="text"
        x={textX}
        y={middle + (hasDetail ? -4 : 5)}
        sx={{
          fontSize: node.label.length > usualLabel ? 12 : 14,
          fontWeight: 600,
          fill: 'var(--nr-palette-text-primary)',
        }}
      >
        {node.label}
      </Box>
      {hasDetail ? (
        <Box
          component="text"
          x={textX}
          y={middle + 14}
          sx={{ fontSize: 12, fontFamily: monoFont, fill: 'var(--nr-palette-text-secondary)' }}
        >
          {node.detail}
        </Box>
      ) : null}
      {verdicts && node.verdict !== null ? (
        <g
          transform={`translate(${rect.x + rect.width - 8 - nodeMark} ${middle - (hasDetail ? 15 : 6)}) scale(${nodeMark / markBox})`}
        >
          <Box
            component="path"
            d={shapePaths[verdictLooks[node.verdict].shape]}
            fillRule="evenodd"
            sx={{ fill: `var(--nr-palette-hues-${verdictLooks[node.verdict].hue}-mark)` }}
          />
        </g>
      ) : null}
    </g>
  );
}

/**
 * Where this machine stands in its environment: the same picture on the review page, with the results and on paper.
 * Scrolls sideways rather than shrink until it cannot be read.
 */
export function EnvironmentDrawing({ drawing, verdicts = true, description }: EnvironmentDrawingProps) {
  const id = useId();
  const margin = 2;
  const width = drawing.width + 2 * margin;
  return (
    <Box
      role="img"
      aria-labelledby={id}
      sx={{
        overflowX: 'auto',
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        backgroundColor: 'background.paper',
        padding: 2,
      }}
    >
      <Box
        component="svg"
        viewBox={`${-margin} ${-margin} ${width} ${drawing.height + 2 * margin}`}
        focusable="false"
        aria-hidden="true"
        sx={{
          display: 'block',
          inlineSize: '100%',
          minInlineSize: 560,
          maxInlineSize: width,
          marginInline: 'auto',
          blockSize: 'auto',
        }}
      >
        {drawing.edges.map((edge) => (
          <Edge key={`${edge.from} ${edge.to}`} edge={edge} verdicts={verdicts} />
        ))}
        {drawing.nodes.map((node) => (
          <Node key={node.key} node={node} verdicts={verdicts} />
        ))}
      </Box>
      <Box id={id} sx={{ display: 'none' }}>
        {description ?? drawing.description}
      </Box>
    </Box>
  );
}
