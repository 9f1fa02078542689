import type { ReactNode } from 'react';
import {
  AboutPage,
  CompareDesk,
  HistoryPage,
  MergePage,
  SignersDesk,
  SymptomsPage,
  VerifyDesk,
} from '../app/pages/index.ts';
import type { IconName } from '../components/icons/icon-paths.ts';
import { symptomsMemory } from '../symptoms/symptoms-memory.ts';
import type { Commands } from '../wizard/effects.ts';
import type { StateOf } from '../wizard/wizard-state.ts';
import type { DeskMemory } from './desk-memory.ts';
import type { DeskPage } from './desk-page.ts';
import { givenFiles } from './given-files.ts';

/** What every page of the support desk is given. */
export type DeskPageProps = {
  readonly state: StateOf<DeskPage>;
  readonly commands: Commands;
  /** What is to outlive the page, such as a list that somebody comes back to. */
  readonly memory: DeskMemory;
};

type DeskRow = { readonly icon: IconName; readonly draw: (props: DeskPageProps) => ReactNode };

/** How each page of the support desk is found and drawn. What is drawn is loaded when it is needed. */
export const deskRows: Readonly<Record<DeskPage, DeskRow>> = {
  verify: {
    icon: 'shield',
    draw: (props) => <VerifyDesk {...props} />,
  },
  merge: {
    icon: 'layers',
    draw: ({ state, commands, memory }) => (
      <MergePage
        onBack={null}
        merging={commands.merging}
        pageSize={state.pageSize}
        given={memory.of(givenFiles)}
      />
    ),
  },
  compare: {
    icon: 'cycle',
    draw: (props) => <CompareDesk {...props} />,
  },
  signers: {
    icon: 'user',
    draw: (props) => <SignersDesk {...props} />,
  },
  symptoms: {
    icon: 'search',
    draw: ({ commands, memory }) => <SymptomsPage kept={memory.of(symptomsMemory)} {...commands} />,
  },
  history: {
    icon: 'clock',
    draw: ({ state, commands }) => <HistoryPage pageSize={state.pageSize} {...commands} />,
  },
  about: {
    icon: 'info',
    draw: ({ state, commands }) => <AboutPage described={state.about} knowing={commands.knowing} />,
  },
};
