import type { Framing, Step } from './framing.ts';
import { otherProtocol } from './other-protocol.ts';

const magic = Buffer.from('NRH1');
const headBytes = magic.length + 3;
const steps: readonly Step[] = ['knock', 'challenge', 'checker', 'listener'];

/** The longest message, in bytes; no step has more. */
const maxPayload = 2048;

/** A protocol of our own, for ports whose services speak none that could be imitated: name, step, length, bytes. */
export const plainFraming: Framing = {
  opening: null,
  write: (step, payload) => {
    const head = Buffer.alloc(headBytes);
    magic.copy(head);
    head.writeUInt8(steps.indexOf(step), magic.length);
    head.writeUInt16BE(payload.length, magic.length + 1);
    return Buffer.concat([head, payload]);
  },
  read: (step, bytes) => {
    const begun = bytes.subarray(0, magic.length);
    if (!begun.equals(magic.subarray(0, begun.length))) throw otherProtocol();
    if (bytes.length < headBytes) return null;
    const length = bytes.readUInt16BE(magic.length + 1);
    if (bytes[magic.length] !== steps.indexOf(step) || length > maxPayload) throw otherProtocol();
    const used = headBytes + length;
    return bytes.length < used
      ? null
      : { payload: bytes.subarray(headBytes, used), used, head: null, isLast: false };
  },
};
