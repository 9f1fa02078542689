import { Box } from '@mui/material';
import type { Role } from '../../../shared/profile/roles.ts';
import { iconBox } from '../icons/Icon.tsx';
import { type IconName, iconPaths } from '../icons/icon-paths.ts';

type Spot = { readonly x: number; readonly y: number; readonly icon: IconName; readonly here: boolean };

const spotSize = 26;
const step = 40;
const upper = spotSize / 2 + 1;
const lower = upper + 34;
const width = 3 * step + spotSize + 2;
const height = lower + spotSize / 2 + 1;

const left = (column: number): number => spotSize / 2 + 1 + column * step;

const visitorIcons: Partial<Readonly<Record<Role, IconName>>> = {
  'development-tools': 'code',
  sysops: 'terminal',
};

/** Users, front-end or containers, controller and database in a row, LifeTime above: where each stands in every drawing. */
function spotsOf(role: Role): readonly Spot[] {
  const inContainers = role === 'container-runtime';
  const isVisitor = role === 'end-user' || role === 'development-tools' || role === 'sysops';
  return [
    { x: left(0), y: lower, icon: visitorIcons[role] ?? 'user', here: isVisitor },
    {
      x: left(1),
      y: lower,
      icon: inContainers ? 'box' : 'window',
      here: role === 'front-end' || inContainers,
    },
    { x: left(2), y: lower, icon: 'gear', here: role === 'controller' },
    { x: left(3), y: lower, icon: 'database', here: false },
    { x: left(1), y: upper, icon: 'layers', here: role === 'lifetime' },
  ];
}

const half = spotSize / 2;
const links = [
  ...[0, 1, 2].map((column) => `M${left(column) + half} ${lower}H${left(column + 1) - half}`),
  `M${left(1)} ${upper + half}V${lower - half}`,
  `M${left(1) + half} ${upper}H${left(2)}V${lower - half}`,
].join('');

/** A small drawing of where a machine of a role stands in the environment. Decoration: the words beside it say the same. */
export function RoleSketch({ role }: { readonly role: Role }) {
  const inset = (spotSize - iconBox) / 2;
  return (
    <Box
      component="svg"
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      focusable="false"
      sx={{
        display: 'block',
        inlineSize: width,
        blockSize: height,
        fill: 'none',
        strokeLinecap: 'round',
        strokeLinejoin: 'round',
      }}
    >
      <Box component="path" d={links} sx={{ stroke: 'var(--nr-palette-border)' }} />
      {spotsOf(role).map(({ x, y, icon, here }) => (
        <Box
          component="g"
          key={`${x} ${y}`}
          transform={`translate(${x - half} ${y - half})`}
          sx={{ color: here ? 'primary.contrastText' : 'text.secondary' }}
        >
          <Box
            component="rect"
            width={spotSize}
            height={spotSize}
            rx={4}
            sx={{
              fill: here ? 'var(--nr-palette-primary-main)' : 'var(--nr-palette-background-paper)',
              stroke: here ? 'var(--nr-palette-primary-main)' : 'var(--nr-palette-border)',
            }}
          />
          <path
            d={iconPaths[icon]}
            transform={`translate(${inset} ${inset})`}
            stroke="currentColor"
            strokeWidth={1.4}
          />
        </Box>
      ))}
    </Box>
  );
}
