/** The channels between the desktop's page and its main process. There are no others. */
export const channels = {
  /** Page to main, answered with a `Reply`: carries out one operation. Takes a `CallMessage`. */
  call: 'netready:call',
  /** Page to main: asks a call to stop. Takes the call's id. */
  cancel: 'netready:cancel',
  /** Main to page: something that a call tells while it works. Brings an `EventMessage`. */
  event: 'netready:event',
  /** Main to page: an item of the menu was chosen. Brings a `Command`. */
  command: 'netready:command',
} as const;

/** A call: `id` is the page's own number for it, never used twice by the same document. */
export type CallMessage = { readonly id: number; readonly name: string; readonly input: unknown };

/** An event of the call with this id. */
export type EventMessage = { readonly id: number; readonly event: unknown };
