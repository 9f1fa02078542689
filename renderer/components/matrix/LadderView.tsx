import { Box, Paper, Typography } from '@mui/material';
import { useId } from 'react';
import type { Ladder, LadderEnd, Rung } from '../../../shared/environment/ladder.ts';
import { hiddenFromSight } from '../../theme/hidden.ts';
import { monoFont } from '../../theme/theme.ts';
import { CellMark } from './CellMark.tsx';
import { ShapeMark } from './ShapeMark.tsx';

/** Three columns: one end, the wire, the other end; in a narrow window the wire stands over both. */
const columns = {
  display: 'grid',
  columnGap: 2.5,
  gridTemplateColumns: {
    xs: 'repeat(2, minmax(0, 1fr))',
    md: 'minmax(0, 1fr) minmax(240px, 320px) minmax(0, 1fr)',
  },
  alignItems: 'end',
} as const;

/** The order of the parts where there is room for three columns, and where there is not. */
const places = {
  left: { order: { xs: 1, md: 0 }, textAlign: { xs: 'start', md: 'end' } },
  wire: { order: { xs: 0, md: 1 }, gridColumn: { xs: '1 / -1', md: 'auto' } },
  right: { order: 2, textAlign: { xs: 'end', md: 'start' } },
} as const;

const head = 8;

/** The head of an arrow: hollow where nothing gets through. */
function Arrow({ isBroken, isToLeft }: { readonly isBroken: boolean; readonly isToLeft: boolean }) {
  return (
    <Box
      component="svg"
      viewBox="0 0 8 8"
      focusable="false"
      sx={{
        inlineSize: head,
        blockSize: head,
        flexShrink: 0,
        overflow: 'visible',
        ...(isToLeft ? { transform: 'scaleX(-1)' } : {}),
      }}
    >
      <path
        d="M0 0L8 4L0 8Z"
        stroke="currentColor"
        fill={isBroken ? 'none' : 'currentColor'}
        strokeWidth={isBroken ? 1 : 0}
      />
    </Box>
  );
}

/** One wire with its port above and its mark in the middle. */
function Wire({ rung }: { readonly rung: Rung }) {
  const { towards, port, requirements, look, isBroken } = rung;
  const isToLeft = towards === 'left';
  const segment = (isBeyond: boolean) => (
    <Box
      sx={{
        flex: 1,
        borderBlockStart: 2,
        borderBlockStartStyle: isBeyond && isBroken ? 'dotted' : 'solid',
        borderColor: 'currentColor',
      }}
    />
  );
  return (
    <Box sx={places.wire} aria-hidden="true">
      <Box sx={{ paddingInline: 1.5, textAlign: isToLeft ? 'end' : 'start', typography: 'caption' }}>
        <Box component="span" sx={{ fontFamily: monoFont, fontWeight: 'fontWeightBold' }}>
          {port}
        </Box>{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {requirements}
        </Box>
      </Box>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          blockSize: 20,
          flexDirection: isToLeft ? 'row-reverse' : 'row',
          color: isBroken ? `hues.${look.hue}.mark` : 'border',
        }}
      >
        {segment(false)}
        <Box
          component="span"
          sx={{
            display: 'inline-flex',
            alignItems: 'center',
            gap: 0.25,
            paddingInline: 0.5,
            color: `hues.${look.hue}.ink`,
            typography: 'caption',
            fontWeight: 'fontWeightBold',
          }}
        >
          <ShapeMark shape={look.shape} hue={look.hue} size={18} />
          {look.text}
        </Box>
        {segment(true)}
        <Arrow isBroken={isBroken} isToLeft={isToLeft} />
      </Box>
    </Box>
  );
}

function RungRow({ rung }: { readonly rung: Rung }) {
  const words = {
    typography: 'body2',
    overflowWrap: 'anywhere',
    fontWeight: rung.isBroken ? 'fontWeightBold' : 'fontWeightRegular',
  } as const;
  return (
    <Box component="li" sx={{ ...columns, paddingBlockEnd: { xs: 1.5, md: 0.5 } }}>
      <Box component="span" sx={hiddenFromSight}>
        {rung.text}
      </Box>
      <Box sx={{ ...places.left, ...words }}>{rung.left}</Box>
      <Wire rung={rung} />
      <Box sx={{ ...places.right, ...words }}>{rung.right}</Box>
    </Box>
  );
}

type EndProps = { readonly end: LadderEnd; readonly side: 'left' | 'right' };

function End({ end: { name, detail }, side }: EndProps) {
  return (
    <Box sx={{ ...places[side], overflowWrap: 'anywhere' }}>
      <Box sx={{ typography: 'subtitle1', fontFamily: monoFont, fontWeight: 'fontWeightBold' }}>{name}</Box>
      <Box sx={{ color: 'text.secondary', typography: 'caption' }}>{detail}</Box>
    </Box>
  );
}

/** Two servers and what each of them says of every connection between them, wire by wire; everybody else below. */
export function LadderView({ ladder }: { readonly ladder: Ladder }) {
  const { left, right, directions, outside, note } = ladder;
  const id = useId();
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Paper sx={{ padding: 2, display: 'grid', gap: 1.5 }}>
        <Box sx={columns}>
          <End end={left} side="left" />
          <Box sx={{ display: { xs: 'none', md: 'block' }, order: 1 }} />
          <End end={right} side="right" />
        </Box>
        {directions.map(({ title, rungs }, index) => (
          <Box key={title}>
            <Box
              id={`${id}-${index}`}
              sx={{
                textAlign: 'center',
                color: 'text.secondary',
                typography: 'caption',
                marginBlockEnd: 0.5,
              }}
            >
              {title}
            </Box>
            <Box
              component="ul"
              aria-labelledby={`${id}-${index}`}
              sx={{ margin: 0, padding: 0, listStyle: 'none' }}
            >
              {rungs.map((rung) => (
                <RungRow key={`${rung.port} ${rung.requirements}`} rung={rung} />
              ))}
            </Box>
          </Box>
        ))}
        <Box sx={{ color: 'text.secondary', typography: 'caption' }}>{note}</Box>
      </Paper>
      {outside.rows.length === 0 ? null : (
        <Box component="section" aria-labelledby={`${id}-outside`}>
          <Typography component="h3" variant="h3" id={`${id}-outside`} sx={{ marginBlockEnd: 0.5 }}>
            {outside.heading}
          </Typography>
          <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
            {outside.rows.map(({ look, text }) => (
              <Box component="li" key={text} sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
                <CellMark look={look} />
                <Box component="span" sx={{ minInlineSize: 0, overflowWrap: 'anywhere' }}>
                  {text}
                </Box>
              </Box>
            ))}
          </Box>
        </Box>
      )}
    </Box>
  );
}
