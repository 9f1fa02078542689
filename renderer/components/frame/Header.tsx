import { Box } from '@mui/material';
import { placeWords, type Role } from '../../../shared/profile/roles.ts';
import { listed } from '../../../shared/words/phrases.ts';
import type { Phase } from '../../../shared/words/verdict.ts';
import { frameText } from '../../text/en/frame.ts';
import { Mono } from '../Mono.tsx';

export type HeaderProps = {
  readonly machineName: string;
  /** All roles, implied ones included. */
  readonly roles: readonly Role[];
  readonly phase: Phase;
};

/** The bar above a page. */
export const headerBar = {
  gridArea: 'header',
  borderBottom: 1,
  borderColor: 'divider',
  backgroundColor: 'background.paper',
  paddingInline: { xs: 2, md: 4 },
} as const;

/** Which machine this is about, as what, and in which phase: in sight on every page. */
export function Header({ machineName, roles, phase }: HeaderProps) {
  const roleText = roles.length === 0 ? frameText.noRoles : listed(roles.map((role) => placeWords[role]));
  const facts = [
    { label: frameText.machine, value: <Mono>{machineName}</Mono>, shrink: 100 },
    { label: frameText.roles, value: roleText, shrink: 0 },
    { label: frameText.phase, value: frameText.phaseWords[phase], shrink: 0 },
  ];
  return (
    <Box component="header" sx={{ ...headerBar, paddingBlock: { xs: 0.5, md: 1 } }}>
      <Box
        component="dl"
        sx={{
          margin: 0,
          display: 'flex',
          flexWrap: { xs: 'wrap', md: 'nowrap' },
          columnGap: 4,
          rowGap: 0.5,
          minWidth: 0,
        }}
      >
        {facts.map(({ label, value, shrink }) => (
          <Box
            key={label}
            sx={{
              display: 'flex',
              flexDirection: { xs: 'row', md: 'column' },
              flexShrink: { xs: 1, md: shrink },
              gap: { xs: 1, md: 0 },
              minWidth: 0,
              maxWidth: { md: '60%' },
              alignItems: { xs: 'baseline', md: 'start' },
            }}
          >
            <Box component="dt" sx={{ typography: 'caption', color: 'text.secondary', flexShrink: 0 }}>
              {label}
            </Box>
            <Box
              component="dd"
              sx={{ margin: 0, typography: 'subtitle2', minWidth: 0, overflowWrap: 'anywhere' }}
            >
              {value}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
