import { Box } from '@mui/material';
import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from './icons/Icon.tsx';

type DisclosureProps = {
  readonly title: string;
  /** What stands beside the title, for example how much is inside. */
  readonly summary?: string;
  readonly children: ReactNode;
  /** Opens it whenever this becomes true, for example because something inside is wrong. */
  readonly forceOpen?: boolean;
};

/** Something that most people pass over, one line until it is opened. */
export function Disclosure({ title, summary, children, forceOpen = false }: DisclosureProps) {
  const [isOpen, setOpen] = useState(forceOpen);
  useEffect(() => {
    if (forceOpen) setOpen(true);
  }, [forceOpen]);
  return (
    <Box
      component="details"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        backgroundColor: 'background.paper',
        marginBottom: 2,
      }}
    >
      <Box
        component="summary"
        sx={{
          display: 'flex',
          flexWrap: { xs: 'wrap', sm: 'nowrap' },
          alignItems: 'center',
          columnGap: 1,
          paddingInline: 1.5,
          paddingBlock: 1,
          cursor: 'pointer',
          listStyle: 'none',
          borderRadius: 2,
          '&::-webkit-details-marker': { display: 'none' },
          '&:hover': { backgroundColor: 'accentTint' },
        }}
      >
        <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} />
        <Box
          component="span"
          sx={{ typography: 'subtitle2', minWidth: 0, flex: { xs: '1', sm: '0 1 auto' } }}
        >
          {title}
        </Box>
        {summary === undefined ? null : (
          <Box
            component="span"
            sx={{
              color: 'text.secondary',
              minWidth: 0,
              flexBasis: { xs: '100%', sm: 'auto' },
              paddingInlineStart: { xs: 3, sm: 0 },
            }}
          >
            {summary}
          </Box>
        )}
      </Box>
      <Box sx={{ padding: 2, paddingTop: 1 }}>{children}</Box>
    </Box>
  );
}
