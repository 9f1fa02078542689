import { Box } from '@mui/material';
import { placeWords, type Role } from '../../../shared/profile/roles.ts';
import { listed } from '../../../shared/words/phrases.ts';
import type { Phase } from '../../../shared/words/verdict.ts';
import { frameText } from '../../text/en/frame.ts';
import { hiddenFromSight } from '../../theme/hidden.ts';
import { Mono } from '../Mono.tsx';
import { narrow } from './narrow.ts';

export type HeaderProps = {
  readonly machineName: string;
  /** All roles, implied ones included. */
  readonly roles: readonly Role[];
  readonly phase: Phase;
};

const headerBar = {
  gridArea: 'header',
  borderBottom: 1,
  borderColor: 'divider',
  backgroundColor: 'background.paper',
  paddingInline: { xs: 2, md: 4 },
} as const;

/**
 * Which machine this is about, as what, and in which phase: on every page. A narrow window shows the machine and its roles
 * beside the steps' button; the phase is read aloud there.
 */
export function Header({ machineName, roles, phase }: HeaderProps) {
  const roleText = roles.length === 0 ? frameText.noRoles : listed(roles.map((role) => placeWords[role]));
  const facts = [
    { label: frameText.machine, value: <Mono>{machineName}</Mono>, shrink: 100, isWide: false },
    { label: frameText.roles, value: roleText, shrink: 0, isWide: false },
    { label: frameText.phase, value: frameText.phaseWords[phase], shrink: 0, isWide: true },
  ];
  return (
    <Box
      component="header"
      sx={{
        ...headerBar,
        paddingBlock: { xs: 0.5, md: 1 },
        [narrow]: { display: 'flex', alignItems: 'center', paddingInline: '0 12px' },
      }}
    >
      <Box
        component="dl"
        sx={{
          margin: 0,
          display: 'flex',
          flexWrap: { xs: 'wrap', md: 'nowrap' },
          justifyContent: { xs: 'flex-end', md: 'start' },
          flex: 1,
          columnGap: { xs: 1, md: 4 },
          minWidth: 0,
          // What is hidden from sight is placed absolutely: it stays beside what it explains.
          position: 'relative',
        }}
      >
        {facts.map(({ label, value, shrink, isWide }) => (
          <Box
            key={label}
            sx={{
              display: 'flex',
              flexDirection: { xs: 'row', md: 'column' },
              flexShrink: { xs: 1, md: shrink },
              minWidth: 0,
              maxWidth: { md: '60%' },
              alignItems: { xs: 'baseline', md: 'start' },
              ...(isWide ? { [narrow]: hiddenFromSight } : {}),
            }}
          >
            <Box
              component="dt"
              sx={{
                typography: 'caption',
                color: 'text.secondary',
                flexShrink: 0,
                [narrow]: hiddenFromSight,
              }}
            >
              {label}
            </Box>
            <Box
              component="dd"
              sx={{
                margin: 0,
                typography: 'subtitle2',
                minWidth: 0,
                overflowWrap: 'anywhere',
                [narrow]: { textAlign: 'end', typography: 'caption', textWrap: 'balance' },
              }}
            >
              {value}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
