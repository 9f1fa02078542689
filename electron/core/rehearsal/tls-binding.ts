import type { TLSSocket } from 'node:tls';
import type { TlsBinding } from '../../../shared/probe/rehearsal-view.ts';
import { sha256 } from './bodies.ts';
import { toBase64url } from './views.ts';

const label = 'EXPORTER-netready-rehearsal-1';
const exporterBytes = 16;

/**
 * What both ends of one TLS connection know and nobody between them: whoever ends TLS on the way has two connections, each
 * with keys of its own (RFC 5705, RFC 8446 section 7.5).
 * @param certificate the one that the server showed, DER
 */
export const tlsBinding = (socket: TLSSocket, certificate: Uint8Array): TlsBinding => ({
  certificate: toBase64url(sha256(certificate)),
  exporter: toBase64url(socket.exportKeyingMaterial(exporterBytes, label, Buffer.alloc(0))),
});
