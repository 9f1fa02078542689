/* By which a file says what it is. A change that an old reader would misread gets a new number. */

/** The schema id of this version's results. */
export const runSchemaId = 'netready.run/1';

/** The schema id of a plan as it is shown: before a run, or instead of one. */
export const planSchemaId = 'netready.plan/1';

/** The schema id of what a listener would open. */
export const listenPlanSchemaId = 'netready.listen-plan/1';
