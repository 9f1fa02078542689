/**
 * Calls back when the page is about to go away. The last event of a page, `pagehide`, is too late for its history, which
 * is closed by then; the first one, `beforeunload`, does not come everywhere.
 * @returns what ends it
 */
export function listenForLeaving(view: Window, onLeave: () => void): () => void {
  view.addEventListener('beforeunload', onLeave);
  view.addEventListener('pagehide', onLeave);
  return () => {
    view.removeEventListener('beforeunload', onLeave);
    view.removeEventListener('pagehide', onLeave);
  };
}
