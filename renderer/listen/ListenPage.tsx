import { useEffect, useRef } from 'react';
import type { Role } from '../../shared/profile/roles.ts';
import type { HeldListenView } from '../../shared/run/listen-view.ts';
import { pageHeadingId } from '../components/page-heading-id.ts';
import type { ListenChoice } from '../wizard/effects.ts';
import type { ListenAs, Listened, Listening } from '../wizard/listening.ts';
import type { Loadable } from '../wizard/loadable.ts';
import { ListenOpen } from './ListenOpen.tsx';
import { ListenSetup } from './ListenSetup.tsx';

export type ListenPageProps = {
  /** What would be listened at. */
  readonly ports: Loadable<HeldListenView>;
  readonly listening: Listening | null;
  readonly listened: Listened | null;
  /** What others would find here, and the roles that the answers give this machine. */
  readonly as: ListenAs;
  readonly roles: readonly Role[];
  readonly onAs: (as: ListenAs) => void;
  readonly onLonger: (minutes: number) => void;
  readonly onPlanAgain: () => void;
  readonly onListen: (choice: ListenChoice) => void;
  readonly onStop: () => void;
  readonly onOpenResult: (id: string) => void;
  readonly onNote: () => void;
  readonly onBack: () => void;
};

/**
 * The page on which this machine listens for others: first what would be opened, then who comes. When what had the focus is gone with
 * what was shown before, reading goes on at the heading.
 */
export function ListenPage(props: ListenPageProps) {
  const opened = props.listening?.opened ?? null;
  const isOpen = opened !== null;
  const shown = isOpen ? 'open' : props.ports.kind;
  const drawn = useRef(shown);
  useEffect(() => {
    if (drawn.current === shown) return;
    drawn.current = shown;
    if (document.activeElement === document.body)
      document.getElementById(pageHeadingId)?.focus({ preventScroll: true });
  }, [shown]);
  return props.listening === null || opened === null ? (
    <ListenSetup {...props} />
  ) : (
    <ListenOpen {...props} listening={props.listening} opened={opened} />
  );
}
