import { z } from 'zod';
import { owners } from '../catalogue/check.ts';
import { requirementKeySchema } from '../catalogue/requirements.ts';
import { causeKinds, counterproofs } from '../causes/cause.ts';
import { layers } from '../causes/layers.ts';
import { outcomeSchema } from '../probe/outcome.ts';
import { placeSchema } from '../profile/roles.ts';
import { countsSchema } from '../run/result.ts';
import { instantSchema } from '../words/instant.ts';
import { longest, most } from '../words/lengths.ts';
import { text } from '../words/text-schema.ts';
import { phaseSchema, severitySchema, verdictSchema } from '../words/verdict.ts';

/** The schema id of this version's environment results. A change that an old reader would misread gets a new number. */
export const environmentSchemaId = 'netready.environment/1';

const host = text(longest.host);
const address = text(longest.address);
const word = text(longest.word);
const port = z.int().min(1).max(65_535);
const count = z.int().min(0);
/** SHA-256 in lower-case hex. */
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .max(64);

/** The place of a machine, an input or a cause in its list. */
const machineIndex = z.int().min(0).max(most.environmentMachines);
const inputIndex = z.int().min(0).max(most.inputs);
const causeIndex = z.int().min(0).max(most.environmentCauses);

/**
 * How an input lies in the merged file. `data`: its data and its signature, without its pages. `whole`: its file as it is.
 * `vouched`: its data alone, for which nobody stands but whoever merged.
 */
export const carriages = ['data', 'whole', 'vouched'] as const;
export const carriageSchema = z.enum(carriages);
export type Carriage = z.infer<typeof carriageSchema>;

/** Whose key signed an input. The name is the one under which the verifier knows the key; null for an unknown one. */
export const inputSignerSchema = z.strictObject({
  /** SHA-256 of the certificate, lower-case hex. */
  fingerprint: sha256,
  name: text(longest.name).nullable(),
  isKnown: z.boolean(),
});

/** `check`: what a machine asked of others. `listener`: who came to its listeners while it stood in for its services. */
export const inputKinds = ['check', 'listener'] as const;

/**
 * What became of an input. Only what is `used` decides anything. `replaced`: a newer report of the same machine stands for
 * it. `other-phase`, `other-edition`: the same facts mean something else there. `not-of-environment`: the machine is none of
 * the profile's. `unmatched`: it is redacted, and no key tells whose it is. `other-environment`: it is used in an
 * environment beside this one.
 */
export const inputUses = [
  'used',
  'replaced',
  'other-phase',
  'other-edition',
  'not-of-environment',
  'unmatched',
  'other-environment',
] as const;

/** What is to be known of a report before it is relied on. */
export const remarkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unknown-signer') }),
  z.strictObject({ kind: z.literal('vouched-only') }),
  z.strictObject({ kind: z.literal('redacted-before') }),
  /** It is so many days older than the newest one. */
  z.strictObject({ kind: z.literal('out-of-date'), days: z.int().min(1) }),
  /** The clock of the machine is so far ahead of the others', in seconds; negative where it is behind. */
  z.strictObject({ kind: z.literal('clock'), seconds: z.int() }),
  /** Its profile differs from the one that most reports have, at these paths. */
  z.strictObject({ kind: z.literal('other-profile'), fields: z.array(word).max(most.profileFields) }),
  z.strictObject({ kind: z.literal('other-catalogue'), version: word }),
  /** The run ended before it was through. */
  z.strictObject({ kind: z.literal('ended-early') }),
  /** Others find the machine at addresses that it does not name as its own. */
  z.strictObject({
    kind: z.literal('other-address'),
    claimed: z.array(address).max(most.addresses),
    seen: z.array(address).max(most.addresses),
  }),
  /** Another machine names the same address as its own. */
  z.strictObject({ kind: z.literal('shared-address'), address, machine: machineIndex }),
  /** Another report of the same machine was signed with another key. */
  z.strictObject({ kind: z.literal('other-key'), fingerprint: sha256.nullable() }),
  /** So many signed views of the rehearsal do not fit their counterparts in other reports. */
  z.strictObject({ kind: z.literal('views-differ'), count: z.int().min(1) }),
]);

export const environmentInputSchema = z.strictObject({
  /** SHA-256 of the file that was merged. */
  fileSha256: sha256,
  /** Under which name the file came; absent where it was redacted. */
  file: text(longest.name).optional(),
  run: z.uuid(),
  kind: z.enum(inputKinds),
  /** The machine that it is about; null where it is none of the environment. */
  machine: machineIndex.nullable(),
  /** What the machine calls itself. */
  hostname: host,
  roles: z.array(placeSchema).max(most.roles),
  phase: phaseSchema,
  startedAt: instantSchema,
  finishedAt: instantSchema,
  toolVersion: word,
  catalogueVersion: word,
  edition: word,
  /** The fingerprint is null where names were replaced. */
  signer: inputSignerSchema.extend({ fingerprint: sha256.nullable() }),
  /** Whether its pages were compared with its data. */
  pages: z.enum(['match', 'not-checked']),
  /** What a time-stamping authority that is known confirmed; absent where the time is only claimed. */
  confirmedAt: instantSchema.optional(),
  carriage: carriageSchema,
  use: z.enum(inputUses),
  /** The input that stands for it, where it was replaced. */
  replacedBy: inputIndex.optional(),
  remarks: z.array(remarkSchema).max(most.remarks),
});

/** A file that was not intact or no report: nothing of it is drawn from, it is only named. */
export const refusedInputSchema = z.strictObject({
  /** Absent where names were replaced. */
  file: text(longest.name).optional(),
  fileSha256: sha256,
  /** The code under which the verifier refused it. */
  code: word,
});

/**
 * What is expected of a machine. `report`: the profile names it among those on which Netready runs. `nothing`: databases and
 * services in the Internet, which are only reached. `clients`: people's machines, of which one report stands for all.
 */
export const machineExpectations = ['report', 'nothing', 'clients'] as const;

export const environmentMachineSchema = z.strictObject({
  /** What it is called everywhere: by the profile, else by itself. For clients, the words of their place. */
  name: host,
  /** What it is first of all. */
  place: placeSchema,
  roles: z.array(placeSchema).max(most.roles),
  /** Every name and address by which the profile calls it. */
  hosts: z.array(host).max(most.machineHosts),
  /** As it says itself, else as others found it. */
  addresses: z.array(address).max(most.addresses),
  expects: z.enum(machineExpectations),
  /** The inputs in use that are about it. */
  inputs: z.array(inputIndex).max(most.inputsOfMachine),
  /** How many connections are undecided for want of a report of it. */
  undecided: count,
});

/** What proves a way: the service itself, or a listener of Netready in its place. */
export const bases = ['service', 'rehearsal'] as const;

/** What the end says that opens the connection. */
export const sourceEvidenceSchema = z.strictObject({
  input: inputIndex,
  /** The gravest of the checks that are about this connection. */
  check: text(longest.checkId),
  finding: word,
  verdict: verdictSchema,
  outcome: outcomeSchema.optional(),
  /** Where it connected to, and from which of its addresses. */
  address: address.optional(),
  from: address.optional(),
  /** From which address it was seen to come, where that is another one. */
  seenAs: address.optional(),
  at: instantSchema.optional(),
  durationMs: z.number().min(0).optional(),
});

/**
 * What the end says that accepts the connection. `came`: its listener was reached by the source. `nobody-came`: its listener
 * was up while the source tried, and the source did not come. `blocked`: its own firewall keeps the connection out.
 * `listens`, `listens-not`: whether its service holds the port. `listens-inside`: on a loopback address alone.
 * `held-by-other`: another program has the port.
 */
export const destinationSays = [
  'came',
  'nobody-came',
  'blocked',
  'listens',
  'listens-not',
  'listens-inside',
  'held-by-other',
] as const;

/** When a destination looked, as against the source's attempt. */
export const destinationLooked = ['before', 'meanwhile', 'after'] as const;

export const destinationEvidenceSchema = z.strictObject({
  input: inputIndex,
  says: z.enum(destinationSays),
  /** The check that tells it. */
  check: text(longest.checkId),
  /** When it looked, or the source came; until when nobody did. And from which address the source came. */
  at: instantSchema.optional(),
  /** Absent where an end tells no time, or its clock is wrong. */
  looked: z.enum(destinationLooked).optional(),
  from: address.optional(),
});

/**
 * How the verdict on a connection came about. `source`, `destination`: one end told, and the other one says nothing against
 * it. `both`: both ends agree. `nobody-came`: the source was answered, while the listener of the destination was up and says
 * that it did not come. `other-answered`: whoever answered signed with a key that the destination's report does not have.
 * `rejected`: refused, though the listener or the service of the destination was up. `service-absent`: the source was
 * answered, and the destination says that its service is not there. `blocked-there`: the source was answered, and the
 * destination's own firewall is said to keep it out. `answer-lost`: the source failed, and the destination's listener says
 * that it came. `none`: nobody told.
 */
export const decisions = [
  'source',
  'destination',
  'both',
  'nobody-came',
  'other-answered',
  'rejected',
  'service-absent',
  'blocked-there',
  'answer-lost',
  'none',
] as const;

/** One way that the requirements ask for: from one machine to a port of another one. */
export const connectionSchema = z.strictObject({
  from: machineIndex,
  to: machineIndex,
  /** What the ends are to each other: a server can be a controller here and a front-end there. */
  fromPlace: placeSchema,
  toPlace: placeSchema,
  /** Null where nobody knows it: an instance of SQL Server tells it during the run. */
  port: port.nullable(),
  requirements: z.array(requirementKeySchema).max(most.requirements),
  severity: severitySchema,
  /** `not-testable-here` where no report decides it. */
  verdict: verdictSchema,
  decision: z.enum(decisions),
  /** What proved the way; absent where it is not proven. */
  basis: z.enum(bases).optional(),
  source: sourceEvidenceSchema.optional(),
  destination: destinationEvidenceSchema.optional(),
  /** The cause of its failure; absent where it did not fail, or where nothing explains it and there are too many. */
  cause: causeIndex.optional(),
});

/** A question that is about one machine alone, and did not pass. */
export const ownCheckSchema = z.strictObject({
  machine: machineIndex,
  input: inputIndex,
  check: text(longest.checkId),
  requirements: z.array(requirementKeySchema).max(most.requirements),
  severity: severitySchema,
  verdict: verdictSchema,
  finding: word,
  cause: causeIndex.optional(),
});

const sourceScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('machine'), name: host }),
  z.strictObject({ kind: z.literal('network'), network: address }),
  z.strictObject({ kind: z.literal('wide-network'), network: address }),
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('elsewhere') }),
]);

const attribute = text(longest.parameter);

const destinationScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('port'), host, port }),
  z.strictObject({ kind: z.literal('web'), host }),
  z.strictObject({ kind: z.literal('host'), host }),
  z.strictObject({ kind: z.literal('called'), name: host, host }),
  z.strictObject({ kind: z.literal('network-port'), network: address, port }),
  z.strictObject({ kind: z.literal('network'), network: address }),
  z.strictObject({ kind: z.literal('any-port'), port }),
  z.strictObject({ kind: z.literal('family'), family: z.enum(['ipv4', 'ipv6']) }),
  z.strictObject({ kind: z.literal('suffix'), suffix: host }),
  z.strictObject({ kind: z.literal('attribute'), attribute }),
  z.strictObject({ kind: z.literal('attribute-host'), attribute, host }),
  z.strictObject({ kind: z.literal('question'), question: text(longest.checkId) }),
  z.strictObject({ kind: z.literal('everything') }),
]);

/** A probable cause, as `shared/causes/` has it, with what it explains counted in connections. */
export const environmentCauseSchema = z.strictObject({
  kind: z.enum(causeKinds),
  /** Whether it says more than that something failed. */
  isExplained: z.boolean(),
  layer: z.enum(layers),
  source: sourceScopeSchema,
  destination: destinationScopeSchema,
  symptoms: z.array(z.strictObject({ finding: word, count })).max(most.symptoms),
  failures: count,
  passes: count,
  reaches: count,
  reachedBy: count,
  machines: z.array(host).max(most.environmentMachines),
  hosts: z.array(host).max(most.environmentMachines),
  ports: z.array(port).max(most.causePorts),
  alternatives: z.strictObject({
    source: sourceScopeSchema.nullable(),
    destination: destinationScopeSchema.nullable(),
  }),
  counterproof: z.enum(counterproofs),
  /** Who takes the next step, as most of its checks say. */
  owner: z.enum(owners),
  /** How many failed connections and questions of single machines it explains, and how many of these are required. */
  explains: count,
  required: count,
});

/** What the environment comes to for one requirement. */
export const environmentRequirementSchema = z.strictObject({
  requirement: requirementKeySchema,
  verdict: verdictSchema,
  /** How many connections and answers of machines it is made of, by their verdicts. */
  counts: countsSchema,
  /** The machines whose reports would decide what is undecided. */
  needs: z.array(machineIndex).max(most.environmentMachines),
});

/** Why a machine does not belong to the set that works as a whole. */
export const outsiderSchema = z.strictObject({
  machine: machineIndex,
  /** The causes of its failures, by their numbers; empty where it only lacks reports. */
  causes: z.array(causeIndex).max(most.causesOfOutsider),
});

/**
 * What the reports of many machines come to together: one verdict for each connection that the requirements ask for, with
 * what both ends say. Everything visible is drawn from it. Names are fixed, unknown keys are refused, and no field holds
 * prose: sentences are drawn from codes and typed values.
 */
const oneEnvironmentSchema = z.strictObject({
  schema: z.literal(environmentSchemaId),
  id: z.uuid(),
  tool: z.strictObject({
    name: z.literal('netready'),
    version: word,
    catalogue: z.strictObject({ version: word, sha256 }),
  }),
  mergedAt: instantSchema,
  environment: z.strictObject({
    name: text(longest.name),
    phase: phaseSchema,
    edition: word,
    overlays: z.array(text(longest.name)).max(most.overlays),
    /** When the first report in use began and the last one ended; null where none is in use. */
    period: z.strictObject({ from: instantSchema, to: instantSchema }).nullable(),
  }),
  machines: z.array(environmentMachineSchema).max(most.environmentMachines),
  /** By machine, kind, time and file, whatever the order in which they were given. */
  inputs: z.array(environmentInputSchema).max(most.inputs),
  refused: z.array(refusedInputSchema).max(most.inputs),
  connections: z.array(connectionSchema).max(most.connections),
  own: z.array(ownCheckSchema).max(most.ownChecks),
  causes: z.array(environmentCauseSchema).max(most.environmentCauses),
  requirements: z.array(environmentRequirementSchema).max(most.requirements),
  /** Machines between which every way that was asked for and tried is open; more than one where the network is split. */
  islands: z.array(z.array(machineIndex).max(most.environmentMachines)).max(most.environmentMachines),
  /** The largest set of servers in which every required connection passes, and who stands outside. */
  whole: z.strictObject({
    /** Whether there is surely no larger one. */
    isExact: z.boolean(),
    machines: z.array(machineIndex).max(most.environmentMachines),
    outside: z.array(outsiderSchema).max(most.environmentMachines),
  }),
  verdict: verdictSchema,
  /** How many connections and questions of single machines have each verdict. */
  counts: countsSchema,
  /** Set when names and addresses were replaced by aliases, the same ones for all inputs. */
  redacted: z.literal(true).optional(),
});

export const environmentResultSchema = oneEnvironmentSchema.extend({
  /** The other environments under the same LifeTime, each by itself; absent where there is one. */
  others: z.array(oneEnvironmentSchema).min(1).max(most.environments).optional(),
});

export type EnvironmentResult = Readonly<z.infer<typeof environmentResultSchema>>;
export type OneEnvironment = Readonly<z.infer<typeof oneEnvironmentSchema>>;
export type EnvironmentInput = Readonly<z.infer<typeof environmentInputSchema>>;
export type EnvironmentMachine = Readonly<z.infer<typeof environmentMachineSchema>>;
export type Connection = Readonly<z.infer<typeof connectionSchema>>;
export type OwnCheck = Readonly<z.infer<typeof ownCheckSchema>>;
export type SourceEvidence = Readonly<z.infer<typeof sourceEvidenceSchema>>;
export type DestinationEvidence = Readonly<z.infer<typeof destinationEvidenceSchema>>;
export type EnvironmentCause = Readonly<z.infer<typeof environmentCauseSchema>>;
export type EnvironmentRequirement = Readonly<z.infer<typeof environmentRequirementSchema>>;
export type InputSigner = Readonly<z.infer<typeof inputSignerSchema>>;
export type RefusedInput = Readonly<z.infer<typeof refusedInputSchema>>;
export type Remark = Readonly<z.infer<typeof remarkSchema>>;
export type Decision = (typeof decisions)[number];
export type InputKind = (typeof inputKinds)[number];
export type InputUse = (typeof inputUses)[number];
