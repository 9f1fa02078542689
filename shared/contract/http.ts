/** Where the loopback host carries out operations: POST, JSON in, one JSON value a line (NDJSON) out. */
export const operationPath = '/op/';

/** Where the loopback host takes the wish to stop a call: POST, with the call's id after it. */
export const cancelPath = '/cancel/';

/** Where the loopback host leads to the links of the contract: GET, with the link's id after it. */
export const linkPath = '/link/';

/** The request header that carries the id of a call, which the page makes. Lower-case, as Node gives it. */
export const callHeader = 'netready-call';
