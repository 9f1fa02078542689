import { Box, Button } from '@mui/material';
import { type ComponentType, useCallback, useEffect, useState } from 'react';
import type { Bridge } from '../../shared/contract/bridge.ts';
import type { CommandSource } from '../../shared/contract/commands.ts';
import type { Failure, Reply } from '../../shared/contract/reply.ts';
import { Busy } from '../components/Busy.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { wholeScrolls } from '../components/frame/whole-scrolls.ts';
import { Icon } from '../components/icons/Icon.tsx';
import { commonText } from '../text/en/common.ts';
import { entryText } from '../text/en/entry.ts';
import { lost } from '../transport/failures.ts';
import { type Loadable, loaded } from '../wizard/loadable.ts';
import { Alone } from './Alone.tsx';
import type { AppProps } from './App.tsx';
import type { FileFetch } from './surroundings.ts';

function Loading() {
  return (
    <Alone>
      <Busy>{commonText.loading}</Busy>
    </Alone>
  );
}

/** A way to the host that is open. */
export type Connection = {
  readonly bridge: Bridge;
  readonly fetchFile: FileFetch;
  /** Who was just let in; null when there is nothing to say. */
  readonly told: string | null;
};

/** Opens the way to the host. */
export type Connect = () => Promise<Reply<Connection>>;

type Opened = { readonly connection: Connection; readonly App: ComponentType<AppProps> };

/** Opens the way to the host, then loads what is behind it: a file of its own, so that the first words stand there sooner. */
async function open(connect: Connect): Promise<Reply<Opened>> {
  const reply = await connect();
  if (!reply.ok) return reply;
  try {
    const { App } = await import('./App.tsx');
    return { ok: true, value: { connection: reply.value, App } };
  } catch {
    return lost();
  }
}

/** Why there is no way in. Trying again is of use only where the host did not answer. */
function Refused({ failure, onTryAgain }: { readonly failure: Failure; readonly onTryAgain: () => void }) {
  const again = <Button onClick={onTryAgain}>{commonText.tryAgain}</Button>;
  return (
    <Alone>
      <FailureMessage failure={failure} actions={failure.code === 'host-lost' ? again : undefined} />
    </Alone>
  );
}

type InsideProps = Opened & { readonly menu: CommandSource | null };

/** The wizard, and below it who was let in, until somebody has read it. */
function Inside({ connection, App, menu }: InsideProps) {
  const [told, setTold] = useState(connection.told);
  return (
    <Box
      sx={{
        height: '100%',
        display: 'flex',
        flexDirection: 'column',
        [wholeScrolls]: { height: 'auto', minHeight: '100%' },
      }}
    >
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <App bridge={connection.bridge} fetchFile={connection.fetchFile} menu={menu} />
      </Box>
      {told === null ? null : (
        <Box
          role="status"
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            minHeight: 36,
            paddingInline: 2,
            borderTop: 1,
            borderColor: 'hues.blue-grey.mark',
            backgroundColor: 'hues.blue-grey.tint',
            typography: 'body2',
          }}
        >
          <Box component="span" sx={{ color: 'hues.blue-grey.ink', display: 'inline-flex' }}>
            <Icon name="info" />
          </Box>
          <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{told}</Box>
          <Button size="small" variant="text" onClick={() => setTold(null)}>
            {entryText.close}
          </Button>
        </Box>
      )}
    </Box>
  );
}

type EntranceProps = { readonly connect: Connect; readonly menu: CommandSource | null };

/** Opens the way to the host, then shows the wizard; says why where the host does not let this page in. */
export function Entrance({ connect, menu }: EntranceProps) {
  const [opened, setOpened] = useState<Loadable<Opened>>({ kind: 'loading' });
  const enter = useCallback(() => {
    setOpened({ kind: 'loading' });
    void open(connect).then((reply) => setOpened(loaded(reply)));
  }, [connect]);
  useEffect(enter, [enter]);

  switch (opened.kind) {
    case 'loading':
      return <Loading />;
    case 'failed':
      return <Refused failure={opened.failure} onTryAgain={enter} />;
    case 'ready':
      return <Inside {...opened.value} menu={menu} />;
  }
}
