import type { HandlersOf, OperationDeps } from './deps.ts';

type SessionOperation =
  | 'session.load'
  | 'session.revision'
  | 'session.save'
  | 'session.forget'
  | 'session.clear';

/** The answers of the wizard between two starts, and between two windows. */
export function sessionOperations({ sessions }: OperationDeps): HandlersOf<SessionOperation> {
  return {
    'session.load': async () => {
      const { aside, ...loaded } = await sessions.load();
      return { ...loaded, aside: [...aside] };
    },
    'session.revision': async () => ({ revision: await sessions.revision() }),
    'session.save': async ({ session, base, window }) => ({
      revision: await sessions.save(session, base, window),
    }),
    'session.forget': async ({ window }) => {
      await sessions.forget(window);
      return {};
    },
    'session.clear': async ({ base }) => {
      await sessions.clear(base);
      return {};
    },
  };
}
