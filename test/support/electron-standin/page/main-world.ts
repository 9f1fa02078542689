import { createBorderEnd } from './bridge-codec.ts';

/** Freezes a value and all that it holds, as Electron does with what it exposes. */
function deepFreeze(value: unknown): unknown {
  if (value === null || !['object', 'function'].includes(typeof value) || Object.isFrozen(value))
    return value;
  Object.freeze(value);
  for (const item of Object.values(value as object)) deepFreeze(item);
  return value;
}

/**
 * The page's side of the border: puts what the preload exposes into the page's `window`.
 * @param secret a text that the page does not know, so that it cannot speak in the preload's name
 */
export function startMainWorld(secret: string): void {
  if (window !== window.top) return;
  const send = (text: string): void => {
    document.dispatchEvent(new CustomEvent(`${secret}:from-main`, { detail: text }));
  };
  const end = createBorderEnd(send);
  document.addEventListener(`${secret}:from-preload`, (event) => {
    const message = JSON.parse((event as CustomEvent<string>).detail);
    if (end.receive(message)) return;
    if ('expose' in message) {
      if (message.expose in window) throw new Error('Cannot bind an API on top of an existing property.');
      const value = deepFreeze(end.decode(message.value));
      Object.defineProperty(window, message.expose, { value, enumerable: true });
    }
    if ('areYouThere' in message) send(JSON.stringify({ ready: true }));
  });
  send(JSON.stringify({ ready: true }));
}
