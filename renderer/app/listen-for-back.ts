/** The buttons of a mouse that lead back and forward (UI Events, `MouseEvent.button`). */
const mouseBack = 3;
const mouseForward = 4;

const isMac = (view: Window): boolean => /Mac/.test(view.navigator.userAgent);

/** Which way a key leads: as in the browsers of the system. 0 for any other key. */
function wayOfKey(event: KeyboardEvent, mac: boolean): -1 | 0 | 1 {
  if (event.ctrlKey || event.shiftKey || event.altKey === mac || event.metaKey !== mac) return 0;
  if (event.key === (mac ? '[' : 'ArrowLeft')) return -1;
  return event.key === (mac ? ']' : 'ArrowRight') ? 1 : 0;
}

/**
 * Leads back and forward by the keys and mouse buttons that a browser has for it. For a window without a browser around
 * it, where they would do nothing.
 * @returns what ends it
 */
export function listenForBack(view: Window): () => void {
  const mac = isMac(view);
  const onKey = (event: KeyboardEvent): void => {
    const way = wayOfKey(event, mac);
    if (way === 0) return;
    event.preventDefault();
    view.history.go(way);
  };
  const onButton = (event: MouseEvent): void => {
    if (event.button !== mouseBack && event.button !== mouseForward) return;
    event.preventDefault();
    view.history.go(event.button === mouseBack ? -1 : 1);
  };
  view.addEventListener('keydown', onKey);
  view.addEventListener('mouseup', onButton);
  return () => {
    view.removeEventListener('keydown', onKey);
    view.removeEventListener('mouseup', onButton);
  };
}
