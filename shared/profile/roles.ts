import { z } from 'zod';
import { platformServices } from './services.ts';

/** What a machine is for, in OutSystems' words. */
export const serverRoles = ['controller', 'front-end', 'lifetime', 'container-runtime'] as const;

/** Where somebody stands who tests the environment from outside its servers. */
export const vantageRoles = ['end-user', 'development-tools', 'sysops'] as const;

export const roles = [...serverRoles, ...vantageRoles] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** Everything that can stand at the end of a connection in the source document. */
export const places = [...roles, 'database', 'cache', 'server', 'outsystems-cloud'] as const;
export const placeSchema = z.enum(places);
export type Place = z.infer<typeof placeSchema>;

/** The name of each place as it is shown. */
export const placeWords: Readonly<Record<Place, string>> = {
  controller: 'Deployment Controller',
  'front-end': 'Front-end',
  lifetime: 'LifeTime',
  'container-runtime': 'Container runtime',
  'end-user': 'End users',
  'development-tools': 'Development tools',
  sysops: 'System operators',
  database: 'Database',
  cache: platformServices.cache.title,
  server: 'Server',
  'outsystems-cloud': 'OutSystems cloud',
};

/** What each role means, for somebody who has to choose. */
export const roleMeanings: Readonly<Record<Role, string>> = {
  controller: 'Compiles and deploys applications. One in each environment.',
  'front-end': 'Runs the applications that users open. One or several in each environment.',
  lifetime: 'Manages all environments. A dedicated server that is also controller and front-end of its own.',
  'container-runtime': 'Runs applications in containers instead of on front-end servers.',
  'end-user': 'A workstation from which people use the applications.',
  'development-tools': 'A workstation with Service Studio or Integration Studio.',
  sysops: 'A workstation from which servers are administered.',
};

/**
 * All roles that a set of chosen roles stands for, in a fixed order. A LifeTime server is always a Deployment
 * Controller and a front-end too (OutSystems installation checklist).
 */
export function effectiveRoles(chosen: readonly Role[]): readonly Role[] {
  const all = new Set<Role>(chosen);
  if (all.has('lifetime')) {
    all.add('controller');
    all.add('front-end');
  }
  return roles.filter((role) => all.has(role));
}
