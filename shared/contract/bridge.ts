import type { z } from 'zod';
import type { OperationEvent, OperationOutput } from './dispatch.ts';
import type { OperationName, operations } from './operations.ts';
import type { Reply } from './reply.ts';

/** An operation under way. */
export type Call<N extends OperationName> = {
  /** Never rejects: a refusal, a failure or a cancellation is a value. */
  readonly reply: Promise<Reply<OperationOutput<N>>>;
  /** Asks the operation to stop. It still answers, with what was done until then or with `cancelled`. */
  readonly cancel: () => void;
};

/** Everything that a page can do: one function for each operation of the contract, and nothing else. */
export type Bridge = {
  readonly [N in OperationName]: (
    input: z.input<(typeof operations)[N]['input']>,
    onEvent?: (event: OperationEvent<N>) => void,
  ) => Call<N>;
};

/** The name under which the desktop's preload offers the bridge to the page. */
export const bridgeKey = 'netready';
