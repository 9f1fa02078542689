import type { Failure, Reply } from '../../shared/contract/reply.ts';

/** The answer of an operation that a page waits for. */
export type Loadable<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A reply as a page draws it. */
export const loaded = <T>(reply: Reply<T>): Loadable<T> =>
  reply.ok ? { kind: 'ready', value: reply.value } : { kind: 'failed', failure: reply.error };
