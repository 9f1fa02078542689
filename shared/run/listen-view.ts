import { z } from 'zod';
import { rehearsedStates } from '../probe/fact.ts';
import { carrierSchema } from '../probe/rehearsal-view.ts';
import { placeSchema } from '../profile/roles.ts';
import { differenceKinds } from '../rehearsal/differences.ts';
import { listenPlanSchemaId } from './schema-ids.ts';

const port = z.int().min(1).max(65_535);

/** Somebody who should come: a host of the profile, or everybody in a role of which it names none. */
const expectedPeerSchema = z.strictObject({ name: z.string(), isHost: z.boolean(), ports: z.array(port) });

/** What `netready listen` would open, as data for people and programs. */
export const listenViewSchema = z.strictObject({
  schema: z.literal(listenPlanSchemaId),
  hostname: z.string(),
  /** Ports, with the protocol in whose clothes the listener is spoken to and the checks that it decides. */
  ports: z.array(z.strictObject({ port, carrier: carrierSchema, checks: z.array(z.string()) })),
  /** Who should come to which of these ports. */
  expected: z.array(expectedPeerSchema),
  /** Addresses of this machine at which each port is opened by itself. */
  addresses: z.array(z.string()),
  /** The only connections that are opened: to each end of this machine, to see that this program answers there. */
  knocks: z.array(z.string()),
});
export type ListenView = Readonly<z.infer<typeof listenViewSchema>>;

/** The same with who has each port now: what is in use is left alone. */
export const heldListenViewSchema = listenViewSchema.extend({
  held: z.array(
    z.strictObject({
      port,
      owners: z.array(z.string()),
      /** Whether a rule of the firewall lets the service in and not this program; null where nobody tells. */
      isForServiceAlone: z.boolean().nullable(),
    }),
  ),
});
export type HeldListenView = Readonly<z.infer<typeof heldListenViewSchema>>;

/** What listeners tell while they are open. */
export const listenEventSchema = z.discriminatedUnion('kind', [
  /** They are open, or not; the first event. */
  z.strictObject({
    kind: z.literal('opened'),
    tag: z.string(),
    /** When they end by themselves. */
    until: z.iso.datetime({ offset: false, precision: 3 }),
    /** The latest time to which that can be put off. */
    latest: z.iso.datetime({ offset: false, precision: 3 }),
    /** Who should come to which of these ports. */
    expected: z.array(expectedPeerSchema),
    ports: z.array(
      z.strictObject({
        port,
        state: z.enum(rehearsedStates),
        /** Where it listens; empty where it does not. */
        addresses: z.array(z.string()),
        /** Who has the port, as far as the system names it. */
        owners: z.array(z.string()),
        /** Why it could not be opened; null where it could, or where somebody has it. */
        code: z.string().nullable(),
        /** Whether a rule of the firewall lets the service in and not this program; null where nobody tells. */
        isForServiceAlone: z.boolean().nullable(),
      }),
    ),
  }),
  /** They end at another time than was told before. */
  z.strictObject({
    kind: z.literal('put-off'),
    until: z.iso.datetime({ offset: false, precision: 3 }),
  }),
  /** How many connections proved nothing, and of how many addresses; those of whoever has the code are left out. */
  z.strictObject({ kind: z.literal('strangers'), connections: z.int().min(0), addresses: z.int().min(0) }),
  /** Somebody came who has the code. */
  z.strictObject({
    kind: z.literal('visit'),
    at: z.iso.datetime({ offset: false, precision: 3 }),
    port,
    name: z.string(),
    roles: z.array(placeSchema),
    /** The address that it came from. */
    from: z.string(),
    /** Which of those who should come to this port it is, by name; empty for somebody whom nobody expects there. */
    as: z.array(z.string()),
    /** The id of the run that came: one comes to several ports. */
    run: z.uuid(),
    /** What the network changed on the way; empty where nothing was seen. */
    changes: z.array(z.enum(differenceKinds)),
  }),
]);
export type ListenEvent = Readonly<z.infer<typeof listenEventSchema>>;
