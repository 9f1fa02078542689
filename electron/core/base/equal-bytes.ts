/** Whether two runs of bytes are the same. Takes as long as they agree, so it is not for secrets. */
export const equalBytes = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;
