import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { Icon } from '../../../components/icons/Icon.tsx';
import type { IconName } from '../../../components/icons/icon-paths.ts';

type WayProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly detail: ReactNode;
  readonly action: ReactNode;
  /** It takes files that are dropped: whether some are being held over the page. */
  readonly target?: 'waiting' | 'over';
};

/** One way to begin. */
export function Way({ icon, title, detail, action, target }: WayProps) {
  return (
    <Box
      component="section"
      aria-label={title}
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '24px minmax(0, 1fr)', sm: '24px minmax(0, 1fr) auto' },
        columnGap: 2,
        rowGap: 1,
        alignItems: 'center',
        padding: 2,
        border: 1,
        borderColor: target === 'over' ? 'primary.main' : target === 'waiting' ? 'border' : 'divider',
        ...(target === undefined ? {} : { borderStyle: 'dashed' }),
        borderRadius: 2,
        backgroundColor: target === 'over' ? 'accentTint' : 'background.paper',
      }}
    >
      <Box sx={{ color: 'primary.main' }}>
        <Icon name={icon} size={24} />
      </Box>
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box component="h2" sx={{ margin: 0, typography: 'h3' }}>
          {title}
        </Box>
        <Box sx={{ color: 'text.secondary' }}>{detail}</Box>
      </Box>
      <Box sx={{ gridColumn: { xs: '2', sm: 'auto' }, '& > .MuiButton-root': { minWidth: 200 } }}>
        {action}
      </Box>
    </Box>
  );
}
