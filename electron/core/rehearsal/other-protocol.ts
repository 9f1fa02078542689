import { type OwnCode, ProbeError } from '../probes/probe-error.ts';

const code: OwnCode = 'OTHER_PROTOCOL';

/** Bytes that are no message of a rehearsal: whoever sent them is somebody else. */
export const otherProtocol = (): ProbeError => new ProbeError(code);
