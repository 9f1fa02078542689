import { z } from 'zod';
import { refusedInputSchema } from '../environment/environment-result.ts';
import { environmentViewsSchema } from '../environment/environment-view.ts';
import { hostPlaces } from '../profile/host-places.ts';
import { maxWaivers, profileSchema, waiverSchema } from '../profile/profile.ts';
import { aliasSchema } from '../redact/alias.ts';
import { freeTextSchema } from '../redact/free-text.ts';
import { reportFormats } from '../report/report-formats.ts';
import { listedReportSchema } from '../report/report-list.ts';
import { reportTimeSchema } from '../report/report-time.ts';
import { trustedSignerSchema } from '../report/trust-file.ts';
import { environmentSummarySchema, verifyOutcomeSchema } from '../report/verify-outcome.ts';
import { maxEnvironmentBytes, maxReportBytes } from '../run/limits.ts';
import { heldListenViewSchema, listenEventSchema } from '../run/listen-view.ts';
import { planViewSchema } from '../run/plan-view.ts';
import { runProgressSchema } from '../run/progress.ts';
import { runResultSchema } from '../run/result.ts';
import { explanationSchema } from '../symptoms/explanation.ts';
import { instantSchema } from '../words/instant.ts';
import { longest, most } from '../words/lengths.ts';
import { text } from '../words/text-schema.ts';
import { verdictSchema } from '../words/verdict.ts';
import { asideSessionSchema, revisionSchema, sessionSchema, windowIdSchema } from './session.ts';

/** What an operation takes, tells while it works, and gives. */
type Operation = {
  readonly input: z.ZodType;
  readonly event: z.ZodType;
  readonly output: z.ZodType;
  /** Set where it goes on when the page that asked for it has gone away; any other one is stopped then. */
  readonly outlivesPage?: true;
  /** Set where a page asks by itself, with nobody before it: it does not keep a host going that nobody uses. */
  readonly isUnattended?: true;
};

const nothing = z.strictObject({});
const runId = z.uuid();

/** The run of which some checks are run again, and which. */
const runBaseSchema = z.strictObject({
  id: runId,
  checks: z.array(text(longest.checkId)).min(1).max(most.checks),
});

/** Bytes as Base64 (RFC 4648): the form that survives every transport. */
const base64 = (maxBytes: number) => z.base64().max(Math.ceil(maxBytes / 3) * 4);

/** The largest profile or Platform Server configuration file that is read, in bytes. */
export const maxProfileTextBytes = 1024 * 1024;

/** A code as it is typed; what is wrong with one is said by the operation that is given it. */
const rehearsalCodeSchema = text(longest.line).min(1);

/** As what a machine listens, and where. */
const listeningChoice = {
  /** What it is besides the roles of the profile. */
  places: z.array(z.enum(hostPlaces)).max(hostPlaces.length).default([]),
  /** False for a host that has no role of OutSystems. */
  hasRoles: z.boolean().default(true),
  /** Its addresses; all unless given. */
  addresses: z.array(text(longest.address)).max(most.addresses).default([]),
};

/** The longest text that is taken to be explained, in characters; more than is read, so that the page can say what was cut. */
export const maxSymptomText = 2 * 1024 * 1024;

/** How long listeners may be open, in minutes. */
export const maxListenMinutes = 240;

const fileName = text(255).min(1);
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);

/** Files that were saved: by a path where the host has a file system to show, as a download elsewhere. */
const savedSchema = z.strictObject({
  files: z.array(
    z.strictObject({
      name: fileName,
      /** Where it was written; null when it is offered as a download. */
      path: z.string().nullable(),
      /** A path on this host from which it can be fetched once; null when it was written. */
      download: z.string().nullable(),
    }),
  ),
  /** True when the person closed the dialog without choosing. */
  dismissed: z.boolean(),
});

/** Whether names and addresses are replaced, and which texts that may say anything are then kept, as the result has them. */
const redactionChoice = {
  redact: z.boolean().default(false),
  keep: z.array(text(longest.sentence)).max(most.keptTexts).default([]),
};

/** Of which merge something is asked, and with what. */
const mergeChoice = {
  merge: z.uuid(),
  /** Keys that somebody has confirmed although the key of their machine was another one. */
  confirmed: z.array(fingerprint).max(most.inputs).default([]),
  redact: z.boolean().default(false),
};

/** What an environment report is saved as: the signed PDF, and the same result as JSON. */
export const mergeFormats = ['pdf', 'json'] as const;

/** How many merges of pages a host keeps at the same time; the one that was used longest ago goes first. */
export const maxMergeTrays = 4;

/** Where this installation keeps the list of aliases of a report, or why it does not. */
const keptAliasesSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kept'), path: z.string() }),
  z.strictObject({ kind: z.literal('not-kept'), why: z.string() }),
]);

/** What a list of reports is saved as: a table for spreadsheets, or one for a ticket. */
export const reportListFormats = ['csv', 'md'] as const;

/** The most reports of a list that is saved. */
export const maxListedReports = 10_000;

/** The largest file of signers that is read, in bytes. */
export const maxSignersTextBytes = 1024 * 1024;

/** The list of known signers. */
const knownSignersSchema = z.strictObject({
  signers: z.array(trustedSignerSchema),
  /** The path of the list, whether it is there yet or not. */
  path: z.string(),
  /** How many authorities it has besides, for signers and for times. */
  authorities: z.int().min(0),
});

/** The paper of a report: A4 (ISO 216) or Letter (8.5 by 11 inches). */
const pageSizeSchema = z.enum(['A4', 'LETTER']);
export type PageSize = z.infer<typeof pageSizeSchema>;

/** Links that may be opened, by id: the page never names an address. */
export const linkIds = [
  'requirements',
  'configuration-tool',
  'mobile-builder',
  'architecture-dashboard',
] as const;

/**
 * The one list of what a page can ask of the program. Electron IPC and the loopback host are its transports; nothing
 * else is reachable from a page. The command line is none of them: it has no page, no kept session and exit codes of its
 * own. It calls the parts of `electron/core` that the handlers of these operations call.
 */
export const operations = {
  /** Who is asking: this machine, this program, this host. Contacts nothing. */
  'app.describe': {
    input: nothing,
    event: z.never(),
    output: z.strictObject({
      version: z.string(),
      catalogueVersion: z.string(),
      host: z.enum(['desktop', 'browser']),
      platform: z.enum(['windows', 'linux', 'macos', 'other']),
      machine: z.strictObject({ hostname: z.string(), os: z.string(), addresses: z.array(z.string()) }),
      nameServers: z.array(z.string()),
    }),
  },
  /** The answers of the last session. A damaged file is ignored, with a sentence about it. */
  'session.load': {
    input: nothing,
    event: z.never(),
    output: z.strictObject({
      session: sessionSchema.nullable(),
      revision: revisionSchema,
      /** When it was kept; null where there is none. */
      changedAt: instantSchema.nullable(),
      problem: z.string().nullable(),
      /** Sessions of other windows that nobody has decided about yet, newest first. */
      aside: z.array(asideSessionSchema),
    }),
  },
  /** What is kept now, in one word: whether somebody else has kept something, and that the host is still there. */
  'session.revision': {
    input: nothing,
    event: z.never(),
    output: z.strictObject({ revision: revisionSchema }),
    isUnattended: true,
  },
  /**
   * Keeps a session that was based on a revision. Refused with `session-changed` when another window has kept one
   * since: the session then waits aside, and neither replaces the other.
   */
  'session.save': {
    input: z.strictObject({ session: sessionSchema, base: revisionSchema, window: windowIdSchema }),
    event: z.never(),
    output: z.strictObject({ revision: revisionSchema }),
  },
  /** Forgets the session that a window has set aside, because somebody has decided. */
  'session.forget': { input: z.strictObject({ window: windowIdSchema }), event: z.never(), output: nothing },
  /** Forgets the kept session, unless another window has kept one since (`session-changed`). */
  'session.clear': {
    input: z.strictObject({ base: revisionSchema.default(null) }),
    event: z.never(),
    output: nothing,
  },
  /** A profile from the text of a profile file, or of a Platform Server configuration (server.hsconf). */
  'profile.import': {
    input: z.strictObject({ name: fileName, text: z.string().max(maxProfileTextBytes) }),
    event: z.never(),
    output: z.strictObject({ profile: profileSchema, notes: z.array(z.string()) }),
  },
  /**
   * The answers inside a signed report. It is verified as by `verify.reports` before anything of it is read; what is not
   * intact, names nobody or has another form is refused. An environment report has no answers of one server.
   */
  'profile.of-report': {
    input: z.strictObject({ name: fileName, pdf: base64(maxEnvironmentBytes) }),
    event: z.never(),
    output: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('answers'),
        profile: profileSchema,
        /** The machine whose report it is, and when its run ended. */
        hostname: z.string(),
        finishedAt: instantSchema,
        /** What verification says of the file. */
        message: z.string(),
      }),
      z.strictObject({ kind: z.literal('environment'), summary: environmentSummarySchema }),
    ]),
  },
  'profile.save': {
    input: z.strictObject({ profile: profileSchema }),
    event: z.never(),
    output: savedSchema,
  },
  /** What a run would ask and contact. Sends nothing. */
  'plan.preview': {
    input: z.strictObject({ profile: profileSchema }),
    event: z.never(),
    output: planViewSchema,
  },
  /**
   * Runs a plan. With `base`, only the checks named are run again and the other results of that run are kept. One run
   * at a time (`busy`); it goes on when its page goes away, and any page can watch it.
   */
  'run.start': {
    input: z.strictObject({
      profile: profileSchema,
      base: runBaseSchema.nullable(),
      /** The code of a rehearsal: listeners answer for services that are not there. Kept by nobody. */
      code: rehearsalCodeSchema.nullable().default(null),
    }),
    event: runProgressSchema,
    output: runResultSchema,
    outlivesPage: true,
  },
  /** What this machine would listen at in a rehearsal, and who has what of it. Opens nothing. */
  'rehearsal.plan': {
    input: z.strictObject({ profile: profileSchema, ...listeningChoice }),
    event: z.never(),
    output: heldListenViewSchema,
  },
  /** A new code, for the first machine of a rehearsal. Kept by nobody but whoever asked. */
  'rehearsal.code': {
    input: nothing,
    event: z.never(),
    output: z.strictObject({ code: rehearsalCodeSchema }),
  },
  /**
   * Stands in for the services that this machine will have, until the time is over, it is stopped, or its page goes away.
   * One at a time (`busy`). A run with the same code meanwhile tells who came. Its result says who came until the end.
   */
  'rehearsal.listen': {
    input: z.strictObject({
      profile: profileSchema,
      ...listeningChoice,
      code: rehearsalCodeSchema,
      minutes: z.int().min(1).max(maxListenMinutes),
    }),
    event: listenEventSchema,
    output: runResultSchema,
  },
  /** Lets the listeners of this program end later, at most as late as they were told that they can. Gives when. */
  'rehearsal.put-off': {
    input: z.strictObject({ minutes: z.int().min(1).max(maxListenMinutes) }),
    event: z.never(),
    output: z.strictObject({ until: z.iso.datetime({ offset: false, precision: 3 }) }),
  },
  /** Ends the listeners of this program, whichever page has opened them. */
  'rehearsal.stop': { input: nothing, event: z.never(), output: nothing },
  /** The run that is going on, or else the one that ended last since the program was started. */
  'run.current': {
    input: nothing,
    event: z.never(),
    output: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({
        kind: z.literal('running'),
        startedAt: instantSchema,
        environment: z.string(),
        base: runBaseSchema.nullable(),
      }),
      z.strictObject({ kind: z.literal('ended'), startedAt: instantSchema, id: runId }),
    ]),
  },
  /** Everything that the run under way has told so far and goes on to tell, and its result (`not-found` when none is). */
  'run.watch': { input: nothing, event: runProgressSchema, output: runResultSchema },
  /** Stops the run under way, whichever page has started it; its result says what was done. */
  'run.cancel': { input: nothing, event: z.never(), output: nothing },
  /** Takes the names of a profile over into a kept run that it asks the same as. */
  'run.relabel': {
    input: z.strictObject({ id: runId, profile: profileSchema }),
    event: z.never(),
    output: runResultSchema,
  },
  /** Runs that this installation keeps, newest first. */
  'run.list': {
    input: nothing,
    event: z.never(),
    output: z.strictObject({
      runs: z.array(
        z.strictObject({
          id: runId,
          finishedAt: instantSchema,
          environment: z.string(),
          hostname: z.string(),
          verdict: verdictSchema,
          sentence: z.string(),
          /** The program ended before the run did; what it had found until then was kept. */
          brokenOff: z.boolean().default(false),
        }),
      ),
    }),
  },
  'run.read': { input: z.strictObject({ id: runId }), event: z.never(), output: runResultSchema },
  /** Forgets a kept run for good (`not-found` when it is not kept). */
  'run.remove': { input: z.strictObject({ id: runId }), event: z.never(), output: nothing },
  /** Waives a check of a kept run with a reason, or takes the waiver back (null). */
  'run.waive': {
    input: z.strictObject({
      id: runId,
      /** All of them are waived, or none. */
      checks: z.array(text(longest.checkId)).min(1).max(maxWaivers),
      reason: waiverSchema.shape.reason.nullable(),
    }),
    event: z.never(),
    output: runResultSchema,
  },
  /**
   * Tells whoever looks at another window that a run has ended, with its verdict. Only a host with a window of its own can;
   * the browser tells it by itself.
   */
  'run.announce': {
    input: z.strictObject({ id: runId }),
    event: z.never(),
    output: z.strictObject({ shown: z.boolean() }),
    isUnattended: true,
  },
  /** The signed report as it will be saved, for the preview. */
  'report.preview': {
    input: z.strictObject({
      id: runId,
      ...redactionChoice,
      pageSize: pageSizeSchema.default('A4'),
    }),
    event: z.never(),
    output: z.strictObject({
      pdf: base64(maxReportBytes),
      name: fileName,
      sizeBytes: z.int().min(1),
      signerName: z.string(),
      fingerprint,
      time: reportTimeSchema,
    }),
  },
  /** What a redacted report says in place of names and addresses. Only the page of whoever owns the result sees it. */
  'report.redaction': {
    input: z.strictObject({ id: runId }),
    event: z.never(),
    output: z.strictObject({
      changes: z.array(aliasSchema),
      /** Texts that may say anything, which are removed unless somebody wants them kept. */
      texts: z.array(freeTextSchema),
      /** What the kinds of aliases stand for that occur. */
      legend: z.array(z.strictObject({ alias: z.string(), meaning: z.string() })),
    }),
  },
  /** Saves files of the report. The list of a redacted one's aliases is not among them: this installation keeps it. */
  'report.save': {
    input: z.strictObject({
      id: runId,
      ...redactionChoice,
      pageSize: pageSizeSchema.default('A4'),
      formats: z.array(z.enum(reportFormats)).min(1).max(reportFormats.length),
    }),
    event: z.never(),
    output: savedSchema.extend({ aliases: keptAliasesSchema.nullable() }),
  },
  /** Shows the folder of the report that was saved last, in the system's file manager. */
  'report.reveal': { input: nothing, event: z.never(), output: z.strictObject({ shown: z.boolean() }) },
  'identity.show': {
    input: nothing,
    event: z.never(),
    output: z.strictObject({ name: z.string(), fingerprint, notAfter: instantSchema }),
  },
  /** Gets ready to verify files, so that the first of them has its answer at once. */
  'verify.prepare': { input: nothing, event: z.never(), output: nothing },
  /** Verifies files side by side. Each answer is told as soon as it is there; all of them come in the order of the files. */
  'verify.reports': {
    input: z.strictObject({
      files: z
        .array(z.strictObject({ name: fileName, pdf: base64(maxEnvironmentBytes) }))
        .min(1)
        .max(50),
      /** Whether their pages are compared with their data as well, which takes longer. */
      pages: z.boolean().default(true),
    }),
    event: z.strictObject({ index: z.int().min(0), outcome: verifyOutcomeSchema }),
    output: z.strictObject({ outcomes: z.array(verifyOutcomeSchema) }),
  },
  /** Verifies a file without its pages, and gives what is inside; nothing of one that is not as it was signed. */
  'verify.open': {
    input: z.strictObject({ name: fileName, pdf: base64(maxEnvironmentBytes) }),
    event: z.never(),
    output: z.strictObject({
      outcome: verifyOutcomeSchema,
      content: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('run'), result: runResultSchema }),
        z.strictObject({ kind: z.literal('environment'), environments: environmentViewsSchema }),
        z.strictObject({ kind: z.literal('refused') }),
        /** Another version of Netready made it, and this one cannot read it. */
        z.strictObject({ kind: z.literal('other-version') }),
      ]),
    }),
  },
  /** Saves a list of verified reports, for a spreadsheet or for a ticket. */
  'verify.save-list': {
    input: z.strictObject({
      rows: z.array(listedReportSchema).min(1).max(maxListedReports),
      format: z.enum(reportListFormats),
    }),
    event: z.never(),
    output: savedSchema,
  },
  /** The signers that this user trusts, and where the list lies. */
  'signers.list': { input: nothing, event: z.never(), output: knownSignersSchema },
  /**
   * Adds a signer whose fingerprint somebody has read out. Refused unless what was typed is the end of it
   * (`fingerprint-differs`), and where another key of its machine is listed and nothing is said of that (`machine-has-key`).
   */
  'signers.add': {
    input: z.strictObject({
      signer: trustedSignerSchema.omit({ addedAt: true }),
      /** The last groups of the fingerprint, as they were read out. */
      typed: text(longest.word),
      /** What becomes of other keys of its machine; null where nobody was asked. */
      former: z.enum(['keep', 'remove']).nullable().default(null),
    }),
    event: z.never(),
    output: knownSignersSchema,
  },
  'signers.remove': { input: z.strictObject({ fingerprint }), event: z.never(), output: knownSignersSchema },
  /** Takes over the signers of another trust file, or one entry for such a file. Authorities are left out. */
  'signers.import': {
    input: z.strictObject({ name: fileName, text: z.string().max(maxSignersTextBytes) }),
    event: z.never(),
    output: knownSignersSchema.extend({
      /** Names of signers: taken over, listed already, and left out because another key of their machine is listed. */
      added: z.array(z.string()),
      known: z.array(z.string()),
      differing: z.array(z.string()),
    }),
  },
  /** Saves the list for somebody else, without its authorities. */
  'signers.export': { input: nothing, event: z.never(), output: savedSchema },
  /**
   * Verifies a file for a merge that the page has given an id, and takes it in; what is refused is only named. Of files with
   * the same content one counts.
   */
  'merge.add': {
    input: z.strictObject({
      merge: z.uuid(),
      name: fileName,
      pdf: base64(maxEnvironmentBytes),
      /** Whether its pages are compared with its data as well, which takes longer. */
      pages: z.boolean().default(false),
    }),
    event: z.never(),
    output: z.strictObject({
      /** Null where an earlier file has the same content. */
      outcome: verifyOutcomeSchema.nullable(),
      sameAs: z.string().nullable(),
    }),
  },
  /** What the files of a merge come to together, and which of them are not merged (`not-found` when they are gone). */
  'merge.result': {
    input: z.strictObject(mergeChoice),
    event: z.never(),
    output: z.strictObject({
      /** The id of the environment report. */
      id: z.uuid(),
      environments: environmentViewsSchema,
      refused: z.array(refusedInputSchema.extend({ message: z.string() })),
    }),
  },
  /** The signed environment report as it will be saved, for the preview. */
  'merge.preview': {
    input: z.strictObject({ ...mergeChoice, pageSize: pageSizeSchema.default('A4') }),
    event: z.never(),
    output: z.strictObject({
      pdf: base64(maxEnvironmentBytes),
      name: fileName,
      sizeBytes: z.int().min(1),
      signerName: z.string(),
      fingerprint,
    }),
  },
  /** Saves the environment report, its data or both. The list of a redacted one's aliases stays here. */
  'merge.save': {
    input: z.strictObject({
      ...mergeChoice,
      pageSize: pageSizeSchema.default('A4'),
      formats: z.array(z.enum(mergeFormats)).min(1).max(mergeFormats.length),
    }),
    event: z.never(),
    output: savedSchema.extend({ aliases: keptAliasesSchema.nullable() }),
  },
  /** Lets go of the files of a merge. */
  'merge.clear': { input: z.strictObject({ merge: z.uuid() }), event: z.never(), output: nothing },
  /**
   * What lines of logs and dialogs mean, and which checks of a kept run show it. Contacts nothing and keeps nothing of the
   * text; of one that is longer than is read, the beginning counts.
   */
  'symptoms.explain': {
    input: z.strictObject({ text: z.string().max(maxSymptomText), run: runId.nullable().default(null) }),
    event: z.never(),
    output: explanationSchema,
  },
  /**
   * The answer to whoever sent a report, as Markdown and as plain text. Nothing is drawn from a file that is refused, or
   * whose pages say something else than its data.
   */
  'ticket.write': {
    input: z.strictObject({ pdf: base64(maxEnvironmentBytes) }),
    event: z.never(),
    output: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('ticket'), markdown: z.string(), text: z.string() }),
      z.strictObject({ kind: z.literal('refused'), message: z.string() }),
    ]),
  },
  /** What this installation is made of, and where it keeps what. */
  'app.about': {
    input: nothing,
    event: z.never(),
    output: z.strictObject({
      catalogueSha256: fingerprint,
      editions: z.array(z.strictObject({ id: z.string(), title: z.string(), reference: z.string() })),
      dataFolder: z.string(),
      runs: z.strictObject({
        folder: z.string(),
        kept: z.int().min(0),
        /** At most so many are kept, and so many bytes together; the oldest go first. */
        most: z.int().min(1),
        mostBytes: z.int().min(1),
      }),
    }),
  },
  /** The licences of what is inside; null where they lie beside the program, as the installers have them. */
  'app.licences': {
    input: nothing,
    event: z.never(),
    output: z.strictObject({ text: z.string().nullable() }),
  },
  /** What Netready knows of its own failures, as it would be saved: in codes; hosts only where asked for. */
  'diagnostics.show': {
    input: z.strictObject({ withMachine: z.boolean() }),
    event: z.never(),
    output: z.strictObject({ text: z.string() }),
  },
  'diagnostics.save': {
    input: z.strictObject({ withMachine: z.boolean() }),
    event: z.never(),
    output: savedSchema,
  },
  'link.open': { input: z.strictObject({ link: z.enum(linkIds) }), event: z.never(), output: nothing },
  /** Ends the program: closes the window, or stops the browser host. */
  'app.quit': { input: nothing, event: z.never(), output: nothing },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;
export const operationNames = Object.keys(operations) as readonly OperationName[];

/** Whether an operation goes on when the page that asked for it has gone away. */
export const outlivesPage = (name: OperationName): boolean => 'outlivesPage' in operations[name];

/** Whether a page asks for an operation by itself, with nobody before it. */
export const isUnattended = (name: OperationName): boolean => 'isUnattended' in operations[name];
