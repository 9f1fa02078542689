import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import { checksInForce } from '../../../shared/catalogue/in-force.ts';
import { relabelRun } from '../../../shared/run/relabel.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';
import type { KeptRuns } from './kept-runs.ts';

/** Corrected names in a run that was made before they were corrected. */
export function labelOperations({ world }: OperationDeps, kept: KeptRuns): HandlersOf<'run.relabel'> {
  return {
    'run.relabel': async ({ id, profile }) => {
      const definitions = checksInForce(catalogue, profile);
      const machine = await world.platform.machine();
      const renamed = relabelRun(await kept.read(id), profile, definitions, machine);
      await kept.keep(renamed);
      return renamed;
    },
  };
}
