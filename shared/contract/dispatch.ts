import type { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { formatPath } from '../profile/problems.ts';
import { type OperationName, operations } from './operations.ts';
import { type Reply, toFailure } from './reply.ts';

type Operations = typeof operations;
export type OperationInput<N extends OperationName> = z.output<Operations[N]['input']>;
export type OperationEvent<N extends OperationName> = z.output<Operations[N]['event']>;
export type OperationOutput<N extends OperationName> = z.output<Operations[N]['output']>;

/** What carries out one operation: a function of its checked input. `Signal` is the host's AbortSignal. */
export type Handler<N extends OperationName, Signal> = (
  input: OperationInput<N>,
  call: { readonly emit: (event: OperationEvent<N>) => void; readonly signal: Signal },
) => Promise<OperationOutput<N>>;

/** One handler for each operation: a missing one does not compile. */
export type Handlers<Signal> = { readonly [N in OperationName]: Handler<N, Signal> };

/** Whether a text names an operation. */
export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

function parseOrRefuse(name: string, schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? 'the input' : formatPath(issue.path, 'the input');
  throw new AppError(
    'input-invalid',
    `${name}: ${where} is not as it must be (${issue?.code ?? 'no code'}).`,
  );
}

function parseOwn(name: string, schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const where = formatPath(parsed.error.issues[0]?.path ?? [], 'all of it');
  throw new AppError('internal', `${name} gave something that the contract does not allow (${where}).`);
}

/**
 * Carries out one operation for any transport. The only place that checks inputs, events and outputs: nothing is
 * validated twice or by hand. Never throws; a refusal or failure is a value.
 * @param emit takes events while the operation works; an event that the contract does not allow ends the operation
 */
export async function dispatch<Signal>(
  handlers: Handlers<Signal>,
  name: string,
  input: unknown,
  call: { readonly emit: (event: unknown) => void; readonly signal: Signal },
): Promise<Reply<unknown>> {
  try {
    if (!isOperationName(name)) throw new AppError('operation-unknown', 'There is no such operation.');
    const operation = operations[name];
    const checked = parseOrRefuse(name, operation.input, input);
    const handler = handlers[name] as (input: unknown, call: unknown) => Promise<unknown>;
    const emit = (event: unknown): void => call.emit(parseOwn(name, operation.event, event));
    const value = await handler(checked, { emit, signal: call.signal });
    return { ok: true, value: parseOwn(name, operation.output, value) };
  } catch (error) {
    return { ok: false, error: toFailure(error) };
  }
}
