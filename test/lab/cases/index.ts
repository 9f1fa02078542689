import type { LabCase } from '../support/lab-case.ts';
import { cloudCases } from './cloud.ts';
import { databaseCases } from './databases.ts';
import { overlayCases } from './overlays.ts';
import { nameCases, pathCases } from './paths.ts';
import { latencyCases, serviceCases } from './services.ts';
import { localhostCases, localWebCases, portCases } from './this-machine.ts';
import { httpCases, lifetimeCases, stoppedCases, tlsCases } from './web.ts';

/** Every case of the lab. */
export const labCases: readonly LabCase[] = [
  ...pathCases,
  ...nameCases,
  ...localhostCases,
  ...portCases,
  ...localWebCases,
  ...httpCases,
  ...tlsCases,
  ...lifetimeCases,
  ...stoppedCases,
  ...serviceCases,
  ...latencyCases,
  ...databaseCases,
  ...cloudCases,
  ...overlayCases,
];
