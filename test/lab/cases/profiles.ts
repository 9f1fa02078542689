import type { ProfileFields } from '../support/run-in.ts';

/** A front-end of the farm. */
export const frontEnd: ProfileFields = {
  machine: { roles: ['front-end'] },
  controller: { host: 'controller.lab' },
  frontEnds: [{ host: 'fe1.lab' }],
  databases: [{ purpose: 'platform', host: 'db.lab' }],
};

/** The controller of the farm. */
export const controller: ProfileFields = { ...frontEnd, machine: { roles: ['controller'] } };

/** A workstation from which the farm's servers are administered. */
export const operator: ProfileFields = { ...frontEnd, machine: { roles: ['sysops'] } };

/** A front-end whose LifeTime server has a certain name. */
export const managedBy = (host: string): ProfileFields => ({ ...frontEnd, lifetime: { host } });

/** A front-end that watches IIS on a server of a certain name. */
export const watching = (host: string): ProfileFields => ({ ...frontEnd, frontEnds: [{ host }] });

/** A front-end whose controller has a certain name. */
export const controlledBy = (host: string): ProfileFields => ({ ...frontEnd, controller: { host } });
