/** Asks for a turn; what it gives takes the question back. */
export type HandshakeTurns = {
  readonly ask: (address: string, begin: () => void) => () => void;
  /** Lets nobody wait any more. */
  readonly close: () => void;
};

type Waiting = { readonly address: string; readonly begin: () => void };

/**
 * A handshake costs a hundred times what it costs whoever asks for it. Each address has so many a second, and what comes
 * sooner waits, so that a flood from one address holds up no other one; servers behind one address all come to their turn.
 * @param nowMs a clock that never goes back
 */
export function createHandshakeTurns(perSecond: number, nowMs: () => number): HandshakeTurns {
  const waiting = new Set<Waiting>();
  /** Until when the turns that an address has had are used up, as with a bucket that holds those of a second. */
  const usedUntil = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  const costMs = 1000 / perSecond;

  const dueAt = (address: string): number => (usedUntil.get(address) ?? 0) + costMs - 1000;
  const forget = (now: number): void => {
    for (const [address, until] of usedUntil) if (until <= now) usedUntil.delete(address);
  };
  const proceed = (): void => {
    clearTimeout(timer);
    const now = nowMs();
    forget(now);
    const due = [...waiting].filter(({ address }) => {
      if (dueAt(address) > now) return false;
      usedUntil.set(address, Math.max(usedUntil.get(address) ?? 0, now) + costMs);
      return true;
    });
    for (const entry of due) waiting.delete(entry);
    const next = Math.min(...[...waiting].map(({ address }) => dueAt(address)));
    if (Number.isFinite(next)) timer = setTimeout(proceed, Math.max(1, Math.ceil(next - now)));
    for (const { begin } of due) begin();
  };

  return {
    ask: (address, begin) => {
      const entry = { address, begin };
      waiting.add(entry);
      proceed();
      return () => void waiting.delete(entry);
    },
    close: () => {
      waiting.clear();
      clearTimeout(timer);
    },
  };
}
