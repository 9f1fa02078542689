import { z } from 'zod';
import { outcomeSchema } from './outcome.ts';

/** An instant as ISO 8601 in UTC with milliseconds. */
export const instantSchema = z.iso.datetime({ offset: false, precision: 3 });

const port = z.int().min(1).max(65535);

/** What every fact carries: when (UTC), how long (ms), between which addresses, and the system's error code. */
const common = {
  outcome: outcomeSchema,
  startedAt: instantSchema,
  durationMs: z.number().min(0),
  localAddress: z.string().optional(),
  localPort: port.optional(),
  remoteAddress: z.string().optional(),
  remotePort: port.optional(),
  /** The system's or library's error code, for example `ECONNREFUSED`. */
  code: z.string().optional(),
};

/** The operating system's answer for a name: every address, in the order in which it was given. */
export const resolveFactSchema = z.strictObject({
  kind: z.literal('resolve'),
  ...common,
  host: z.string(),
  addresses: z.array(z.string()),
});

/** The lines of the hosts file that name `localhost`, with their line numbers. */
export const hostsFileFactSchema = z.strictObject({
  kind: z.literal('hosts-file'),
  ...common,
  path: z.string(),
  lines: z.array(z.strictObject({ number: z.int().min(1), address: z.string(), names: z.array(z.string()) })),
});

/** What one DNS server itself answers for a name, without the hosts file. `remoteAddress` is the server. */
export const dnsFactSchema = z.strictObject({
  kind: z.literal('dns'),
  ...common,
  name: z.string(),
  recordType: z.enum(['A', 'AAAA']),
  addresses: z.array(z.string()),
});

/** One TCP connection attempt to one address. */
export const tcpFactSchema = z.strictObject({ kind: z.literal('tcp'), ...common, host: z.string() });

/** One certificate of a chain, leaf first; a chain that this machine trusts ends with its root, sent or not. */
export const certificateSchema = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  validFrom: instantSchema,
  validTo: instantSchema,
  altNames: z.array(z.string()),
  /** SHA-256 of the certificate, lower-case hex without separators. */
  sha256: z.string(),
});

/** One TLS handshake. Verification is judged from what was observed; nothing is sent over the connection. */
export const tlsFactSchema = z.strictObject({
  kind: z.literal('tls'),
  ...common,
  host: z.string(),
  protocol: z.string().optional(),
  chain: z.array(certificateSchema),
});

/** One HTTP request and the head of its answer. `hostHeader` is null when none was sent. */
export const httpFactSchema = z.strictObject({
  kind: z.literal('http'),
  ...common,
  host: z.string(),
  hostHeader: z.string().nullable(),
  path: z.string(),
  status: z.int().optional(),
  server: z.string().optional(),
  location: z.string().optional(),
});

/** An attempt to listen on a local port, given back at once. */
export const bindFactSchema = z.strictObject({
  kind: z.literal('bind'),
  ...common,
  address: z.string(),
  port,
});

/** Who listens on a local port, where the system tells. */
export const portOwnerFactSchema = z.strictObject({
  kind: z.literal('port-owner'),
  ...common,
  port,
  owners: z.array(
    z.strictObject({
      address: z.string(),
      pid: z.int().min(0).optional(),
      process: z.string().optional(),
    }),
  ),
});

/** Several TCP connects, one after the other, to one address. Times in ms; a lost sample is null. */
export const latencyFactSchema = z.strictObject({
  kind: z.literal('latency'),
  ...common,
  host: z.string(),
  samplesMs: z.array(z.number().min(0).nullable()),
});

export const factSchema = z.discriminatedUnion('kind', [
  resolveFactSchema,
  hostsFileFactSchema,
  dnsFactSchema,
  tcpFactSchema,
  tlsFactSchema,
  httpFactSchema,
  bindFactSchema,
  portOwnerFactSchema,
  latencyFactSchema,
]);

export type Fact = Readonly<z.infer<typeof factSchema>>;
export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;
export type Certificate = Readonly<z.infer<typeof certificateSchema>>;

/** The facts of one kind, in order. */
export function factsOf<K extends FactKind>(facts: readonly Fact[], kind: K): readonly FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}
