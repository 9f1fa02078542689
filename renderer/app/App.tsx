import { Button } from '@mui/material';
import { useCallback, useEffect, useState } from 'react';
import type { Bridge } from '../../shared/contract/bridge.ts';
import type { CommandSource } from '../../shared/contract/commands.ts';
import { Busy } from '../components/Busy.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { commonText } from '../text/en/common.ts';
import { createWizard, type Wizard } from '../wizard/effects.ts';
import type { Loadable } from '../wizard/loadable.ts';
import { usualPageSize } from '../wizard/paper.ts';
import { startUp } from '../wizard/start-up.ts';
import { Alone } from './Alone.tsx';
import { type FileFetch, pageSurroundings } from './surroundings.ts';
import { WizardView } from './WizardView.tsx';

export type AppProps = {
  readonly bridge: Bridge;
  readonly fetchFile: FileFetch;
  readonly menu: CommandSource | null;
};

/** Asks the host who it is and what it kept, then shows the wizard. */
export function App({ bridge, fetchFile, menu }: AppProps) {
  const [wizard, setWizard] = useState<Loadable<Wizard>>({ kind: 'loading' });
  const [surroundings] = useState(() => pageSurroundings(document, window, fetchFile));
  const start = useCallback(() => {
    setWizard({ kind: 'loading' });
    const { first, unsaved } = surroundings.history;
    const left = first === null ? null : { place: first, unsaved };
    void startUp(bridge, usualPageSize(navigator.language), left).then((reply) =>
      setWizard(
        reply.ok
          ? { kind: 'ready', value: createWizard(bridge, reply.value, surroundings) }
          : { kind: 'failed', failure: reply.error },
      ),
    );
  }, [bridge, surroundings]);
  useEffect(start, [start]);

  switch (wizard.kind) {
    case 'loading':
      return (
        <Alone>
          <Busy>{commonText.loading}</Busy>
        </Alone>
      );
    case 'failed':
      return (
        <Alone>
          <FailureMessage
            failure={wizard.failure}
            actions={<Button onClick={start}>{commonText.tryAgain}</Button>}
          />
        </Alone>
      );
    case 'ready':
      return <WizardView wizard={wizard.value} menu={menu} />;
  }
}
