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

/** A message where it belongs: in the page, beside what it is about. Stands in for every dialog. */
export function InlineMessage({ kind, title, children, actions, announce = false, id }: InlineMessageProps) {
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
      <Box sx={{ flex: 1, minWidth: 0, display: 'grid', gap: 0.5 }}>
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
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, marginTop: 0.5 }}>{actions}</Box>
        )}
      </Box>
    </Box>
  );
}
