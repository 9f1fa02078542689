import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Hue } from '../../shared/theme/tokens.ts';
import { Icon } from './icons/Icon.tsx';
import type { IconName } from './icons/icon-paths.ts';

/** `problem`: something must be corrected. `caution`: worth knowing before going on. `note`: plain information. `done`: it worked. */
export type MessageKind = 'problem' | 'caution' | 'note' | 'done';

type InlineMessageProps = {
  readonly kind: MessageKind;
  readonly title?: string;
  readonly children?: ReactNode;
  /** Buttons or links that answer the message. */
  readonly actions?: ReactNode;
  /** They stand beside it where there is room, so that a message above every page takes little of it. */
  readonly isBar?: boolean;
  /** Read aloud as soon as it appears; for answers to what the person just did. */
  readonly announce?: boolean;
  readonly id?: string;
};

const looks: Readonly<Record<MessageKind, { readonly hue: Hue; readonly icon: IconName }>> = {
  problem: { hue: 'red', icon: 'alert' },
  caution: { hue: 'amber', icon: 'alert' },
  note: { hue: 'blue-grey', icon: 'info' },
  done: { hue: 'green', icon: 'tick' },
};

const actionsClass = 'message-actions';

/** Text on the left, what answers it on the right, level with the middle of it. */
const besideText = {
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) auto' },
  [`& > .${actionsClass}`]: {
    gridColumn: { lg: 2 },
    gridRow: { lg: '1 / span 2' },
    alignSelf: 'center',
    marginTop: { lg: 0 },
  },
} as const;

/** A message where it belongs: in the page, beside what it is about. Stands in for every dialog. */
export function InlineMessage(props: InlineMessageProps) {
  const { kind, title, children, actions, isBar = false, announce = false, id } = props;
  const { hue, icon } = looks[kind];
  const live = announce ? { role: kind === 'problem' ? 'alert' : 'status' } : {};
  return (
    <Box
      id={id}
      {...live}
      sx={{
        display: 'flex',
        gap: 1.5,
        padding: 1.5,
        borderRadius: 1,
        border: 1,
        borderColor: `hues.${hue}.mark`,
        backgroundColor: `hues.${hue}.tint`,
        overflowWrap: 'anywhere',
      }}
    >
      <Box component="span" sx={{ color: `hues.${hue}.ink`, paddingTop: '2px' }}>
        <Icon name={icon} />
      </Box>
      <Box
        sx={{
          flex: 1,
          minWidth: 0,
          display: 'grid',
          columnGap: 2,
          rowGap: 0.5,
          ...(isBar ? besideText : {}),
        }}
      >
        {title === undefined ? null : (
          <Typography component="p" variant="subtitle2" sx={{ color: `hues.${hue}.ink` }}>
            {title}
          </Typography>
        )}
        {children === undefined ? null : (
          <Typography component="div" variant="body2">
            {children}
          </Typography>
        )}
        {actions === undefined ? null : (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, marginTop: 0.5 }} className={actionsClass}>
            {actions}
          </Box>
        )}
      </Box>
    </Box>
  );
}
