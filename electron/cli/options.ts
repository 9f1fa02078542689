import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { isAddress } from '../../shared/profile/host.ts';
import { hostPlaces, isHostPlace } from '../../shared/profile/host-places.ts';
import { roleSchema, roles } from '../../shared/profile/roles.ts';
import { firewallTools } from '../../shared/report/firewall-tools.ts';
import { reportFormats } from '../../shared/report/report-formats.ts';
import { fingerprintSchema } from '../../shared/report/trust-file.ts';
import { clip } from '../../shared/words/clip.ts';
import { longest, most } from '../../shared/words/lengths.ts';
import { textFields } from '../../shared/words/text-kind.ts';
import { phaseSchema } from '../../shared/words/verdict.ts';

/** A path as it is typed. */
export const path = z.string().min(1, { error: 'a path' }).max(4096, { error: 'a path' });

/** The profile, and what of it the command line puts in another's place. */
export const profileSelection = {
  profile: path.optional(),
  phase: phaseSchema.optional(),
  role: z.array(roleSchema).default([]),
};

/** Commander gives `true` for an option without the value that it may have. */
export const rehearsalCode = {
  rehearsalFile: path.optional(),
  rehearsal: z.union([z.literal(true), z.string().max(longest.line)]).optional(),
};

export const runListOptionsSchema = z.strictObject({ format: z.enum(['table', 'json']).default('table') });
export type RunListOptions = Readonly<z.infer<typeof runListOptionsSchema>>;

export const runSaveOptionsSchema = z.strictObject({
  out: path,
  format: z.array(z.enum(reportFormats)).max(reportFormats.length).default([]),
  redact: z.boolean().default(false),
  keepText: z.array(z.enum(textFields)).max(textFields.length).default([]),
  pageSize: z.enum(['a4', 'letter']).default('a4'),
  key: path.optional(),
  passwordFile: path.optional(),
});
export type RunSaveOptions = Readonly<z.infer<typeof runSaveOptionsSchema>>;

const listenRoles = [...roles, ...hostPlaces] as const;

const address = z.string().refine(isAddress, { error: 'an address of this machine' });

export const planOptionsSchema = z
  .strictObject({
    ...profileSelection,
    role: z.array(z.enum(listenRoles)).default([]),
    out: path.optional(),
    format: z.enum(['table', 'json']).default('table'),
    listen: z.boolean().default(false),
    address: z.array(address).max(most.addresses).default([]),
  })
  .refine(({ listen, role }) => listen || role.every((place) => !isHostPlace(place)), {
    path: ['role'],
    error: `${roles.join(', ')}; with --listen also ${hostPlaces.join(', ')}`,
  });

const minutesError = { error: 'minutes from 1 to 240' };

export const listenOptionsSchema = z.strictObject({
  ...profileSelection,
  ...rehearsalCode,
  role: z.array(z.enum(listenRoles)).default([]),
  for: z
    .string()
    .regex(/^\d{1,3}$/, minutesError)
    .transform(Number)
    .pipe(z.int().min(1, minutesError).max(240, minutesError)),
  address: z.array(address).max(most.addresses).default([]),
  out: path.optional(),
  pageSize: z.enum(['a4', 'letter']).default('a4'),
  key: path.optional(),
  passwordFile: path.optional(),
});
export type ListenOptions = Readonly<z.infer<typeof listenOptionsSchema>>;
export type PlanOptions = Readonly<z.infer<typeof planOptionsSchema>>;

export const firewallOptionsSchema = z
  .strictObject({
    ...profileSelection,
    out: path.optional(),
    format: z.enum(['csv', 'connections', ...firewallTools]).default('csv'),
    direction: z.enum(['in', 'out', 'both']).optional(),
    environment: z.boolean().default(false),
  })
  .refine(({ environment, format }) => !environment || format === 'csv' || format === 'connections', {
    path: ['environment'],
    error: 'with --format csv or connections; commands are for the firewall of one server',
  })
  .refine(
    ({ environment, role, direction }) => !environment || (role.length === 0 && direction === undefined),
    {
      path: ['environment'],
      error: 'without --role and --direction: it is about every server that the profile names',
    },
  )
  .transform(({ direction, ...options }) => ({
    ...options,
    /** The network team needs both; the firewall of a server lets everything out unless somebody changed that. */
    direction:
      direction ??
      (options.format === 'csv' || options.format === 'connections' ? ('both' as const) : ('in' as const)),
  }));
export type FirewallOptions = Readonly<z.infer<typeof firewallOptionsSchema>>;

export const verifyOptionsSchema = z.strictObject({
  trust: path.optional(),
  format: z.enum(['table', 'json']).default('table'),
  extract: path.optional(),
  dir: path.optional(),
  quick: z.boolean().default(false),
});
export type VerifyOptions = Readonly<z.infer<typeof verifyOptionsSchema>>;

export const mergeOptionsSchema = z.strictObject({
  out: path,
  dir: path.optional(),
  pages: z.boolean().default(false),
  trust: path.optional(),
  confirmKey: z
    .array(
      z
        .string()
        .max(longest.line)
        .transform((typed) => fingerprintSchema.safeParse(typed).data ?? '')
        .refine((fingerprint) => fingerprint !== '', { error: 'a fingerprint of 64 digits (0-9, a-f)' }),
    )
    .max(most.inputs)
    .default([]),
  format: z.enum(['table', 'json']).default('table'),
  redact: z.boolean().default(false),
  pageSize: z.enum(['a4', 'letter']).default('a4'),
  key: path.optional(),
  passwordFile: path.optional(),
});
export type MergeOptions = Readonly<z.infer<typeof mergeOptionsSchema>>;

export const diffOptionsSchema = z.strictObject({
  trust: path.optional(),
  format: z.enum(['table', 'json']).default('table'),
  quick: z.boolean().default(false),
});
export type DiffOptions = Readonly<z.infer<typeof diffOptionsSchema>>;

export const explainOptionsSchema = z
  .strictObject({
    file: path.optional(),
    profile: path.optional(),
    run: z
      .string()
      .min(1, { error: 'the id of a run' })
      .max(longest.word, { error: 'the id of a run' })
      .optional(),
    format: z.enum(['table', 'json']).default('table'),
  })
  .refine(({ profile, run }) => profile === undefined || run === undefined, {
    path: ['run'],
    error: 'without --profile: a run has the profile that it was made with',
  });
export type ExplainOptions = Readonly<z.infer<typeof explainOptionsSchema>>;

export const ticketOptionsSchema = z.strictObject({
  format: z.enum(['markdown', 'text']).default('markdown'),
  trust: path.optional(),
  quick: z.boolean().default(false),
  out: path.optional(),
});
export type TicketOptions = Readonly<z.infer<typeof ticketOptionsSchema>>;

export const profileOutOptionsSchema = z.strictObject({ out: path.optional() });
export type ProfileOutOptions = Readonly<z.infer<typeof profileOutOptionsSchema>>;

export const identityShowOptionsSchema = z.strictObject({
  format: z.enum(['table', 'json']).default('table'),
  redacted: z.boolean().default(false),
});
export type IdentityShowOptions = Readonly<z.infer<typeof identityShowOptionsSchema>>;

export const identityImportOptionsSchema = z.strictObject({ passwordFile: path.optional() });
export type IdentityImportOptions = Readonly<z.infer<typeof identityImportOptionsSchema>>;

export const identityExportOptionsSchema = z.strictObject({ out: path.optional() });
export type IdentityExportOptions = Readonly<z.infer<typeof identityExportOptionsSchema>>;

const nameError = { error: `a text of 1 to ${longest.name} characters` };
const oneLine = z.string().trim().min(1, nameError).max(longest.name, nameError);

const groupsError = { error: 'the last four groups of the fingerprint, as they were read out' };
const noteError = { error: 'a text of at most 1000 characters' };

export const signersListOptionsSchema = z.strictObject({
  format: z.enum(['table', 'json']).default('table'),
});
export type SignersListOptions = Readonly<z.infer<typeof signersListOptionsSchema>>;

export const signersAddOptionsSchema = z.strictObject({
  /** The last groups of the fingerprint, as they were read out. */
  last: z.string().min(1, groupsError).max(longest.word, groupsError),
  name: oneLine.optional(),
  customer: oneLine.optional(),
  note: z.string().trim().max(1000, noteError).optional(),
  /** What becomes of other keys of the same machine. */
  former: z.enum(['keep', 'remove']).optional(),
});
export type SignersAddOptions = Readonly<z.infer<typeof signersAddOptionsSchema>>;

export const signersExportOptionsSchema = z.strictObject({ out: path.optional() });
export type SignersExportOptions = Readonly<z.infer<typeof signersExportOptionsSchema>>;

const portError = { error: 'a port from 1024 to 65535' };

export const serveOptionsSchema = z
  .strictObject({
    port: z
      .string()
      .regex(/^\d{1,5}$/, portError)
      .transform(Number)
      .pipe(z.int().min(1024, portError).max(65_535, portError))
      .optional(),
    open: z.boolean().default(false),
    anyUser: z.boolean().default(false),
    newCode: z.boolean().default(false),
  })
  .refine(({ newCode, open, anyUser }) => !(newCode && (open || anyUser)), {
    path: ['newCode'],
    error: 'alone, or with --port',
  });
export type ServeOptions = Readonly<z.infer<typeof serveOptionsSchema>>;

function allowed(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? issue.values.join(', ') : issue.message;
}

/** What was typed where an issue is; null where that is no text. */
function givenText(raw: unknown, path: readonly PropertyKey[]): string | null {
  const given = path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    raw,
  );
  return typeof given === 'string' ? given : null;
}

/** How much of what was typed is repeated in a sentence, in characters. */
const longestShown = 100;

/** An option as it is typed: `password-file` for `passwordFile`. */
const optionName = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * The options of a command, checked.
 * @throws AppError `usage`, naming the option, what was given and what it allows
 */
export function parseOptions<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const given = givenText(raw, issue.path);
    const what = given === null ? '' : `"${clip(given, longestShown)}" was given. `;
    return `--${optionName(String(issue.path[0] ?? ''))}: ${what}Allowed: ${allowed(issue)}.`;
  });
  throw new AppError('usage', [...new Set(problems)].join('\n'));
}
