import { isThisMachine } from '../../shared/catalogue/targets.ts';
import { isAsked } from '../../shared/profile/questions.ts';
import { effectiveRoles, type Role } from '../../shared/profile/roles.ts';
import type { Answers } from './answers.ts';
import { parseHostList } from './host-list.ts';
import type { About } from './own-name.ts';

/**
 * Whether the servers that were named tell which of them is this machine. `clear`: one is, by its name or its addresses, or
 * nothing was named that this machine could be. `unclear`: none is known to be. `chosen`: the person has said which, or
 * that none is (null).
 */
export type OwnPlace =
  | { readonly kind: 'clear' }
  | { readonly kind: 'unclear'; readonly candidates: readonly string[] }
  | { readonly kind: 'chosen'; readonly host: string | null };

/** The lists in which a machine of each role stands. */
const lists = [
  { role: 'controller', question: 'controllerHost' },
  { role: 'front-end', question: 'frontEnds' },
  { role: 'container-runtime', question: 'containerRuntimes' },
] as const satisfies readonly { readonly role: Role; readonly question: keyof Answers }[];

/** Which of the servers that were named is this machine, as far as that is known. */
export function ownPlaceOf(answers: Answers, { machine }: About): OwnPlace {
  const roles = effectiveRoles(answers.roles);
  const unclear = lists
    .filter(({ role, question }) => roles.includes(role) && isAsked(question, answers))
    .map(({ question }) => parseHostList(answers[question]).hosts)
    .filter((hosts) => hosts.length > 0 && !hosts.some((host) => isThisMachine(host, machine)));
  const candidates = [...new Set(unclear.flat())];
  if (candidates.length === 0) return { kind: 'clear' };
  const name = answers.machineName.trim();
  if (name === machine.hostname) return { kind: 'chosen', host: null };
  const chosen = candidates.find((host) => host === name.toLowerCase());
  return chosen === undefined ? { kind: 'unclear', candidates } : { kind: 'chosen', host: chosen };
}
