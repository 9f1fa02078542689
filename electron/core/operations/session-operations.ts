import type { HandlersOf, OperationDeps } from './deps.ts';

/** The answers of the wizard between two starts. */
export function sessionOperations({
  sessions,
}: OperationDeps): HandlersOf<'session.load' | 'session.save' | 'session.clear'> {
  return {
    'session.load': () => sessions.load(),
    'session.save': async ({ session }) => {
      await sessions.save(session);
      return {};
    },
    'session.clear': async () => {
      await sessions.clear();
      return {};
    },
  };
}
