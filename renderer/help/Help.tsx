import { lazy, Suspense, useEffect, useState } from 'react';
import { areKeysOn, switchKeys } from './kept-keys.ts';
import { followShortcut, listenForShortcuts } from './listen-for-shortcuts.ts';

const HelpDialog = lazy(async () => ({ default: (await import('./HelpDialog.tsx')).HelpDialog }));

type HelpProps = {
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
};

/** The help, and the keys that work on every page. */
export function Help({ isOpen, onOpen, onClose }: HelpProps) {
  const [hasKeys, setKeys] = useState(() => areKeysOn(window));
  useEffect(() => {
    if (!hasKeys) return undefined;
    return listenForShortcuts(window, (shortcut) =>
      shortcut === 'help' ? onOpen() : followShortcut(document, shortcut),
    );
  }, [hasKeys, onOpen]);
  if (!isOpen) return null;
  return (
    <Suspense>
      <HelpDialog
        hasKeys={hasKeys}
        onKeys={(isOn) => {
          switchKeys(window, isOn);
          setKeys(isOn);
        }}
        onClose={onClose}
      />
    </Suspense>
  );
}
