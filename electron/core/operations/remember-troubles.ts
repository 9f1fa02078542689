import type { Handlers } from '../../../shared/contract/dispatch.ts';
import { operationNames } from '../../../shared/contract/operations.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { troubleOf } from '../diagnostics/trouble-log.ts';
import type { OperationDeps } from './deps.ts';

type AnyHandler = (input: unknown, call: unknown) => Promise<unknown>;

/**
 * The same handlers, which remember their own failures in codes. What cannot be remembered is told, and the failure itself goes
 * on to whoever asked.
 */
export function rememberTroubles(
  handlers: Handlers<AbortSignal>,
  { troubles, world, notice }: Pick<OperationDeps, 'troubles' | 'world' | 'notice'>,
): Handlers<AbortSignal> {
  const remember = async (operation: string, error: unknown): Promise<void> => {
    const trouble = troubleOf(operation, error, world.clock.now());
    if (trouble === null) return;
    await troubles.note(trouble).catch((failure: unknown) => {
      if (!(failure instanceof AppError)) throw failure;
      notice(`A failure could not be noted: ${failure.message}`);
    });
  };
  const wrapped = operationNames.map((name) => {
    const handler = handlers[name] as AnyHandler;
    const watched: AnyHandler = async (input, call) => {
      try {
        return await handler(input, call);
      } catch (error) {
        await remember(name, error);
        throw error;
      }
    };
    return [name, watched] as const;
  });
  return Object.fromEntries(wrapped) as Handlers<AbortSignal>;
}
