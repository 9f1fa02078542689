import type { Profile } from '../profile/profile.ts';
import { compareText } from '../words/compare-text.ts';
import { most } from '../words/lengths.ts';

/** Fields of a profile that differ from machine to machine, or say how a run is made and not what is asked for. */
const ofOneRun: readonly string[] = [
  'schemaVersion',
  'machine',
  'phase',
  'limits',
  'waivers',
  'timestamp',
  'proxy',
  'caFile',
] satisfies readonly (keyof Profile)[];

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Data in which the order of fields does not matter, as one text. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (!isPlain(value)) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([left], [right]) => compareText(left, right));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalText(field)}`).join()}}`;
}

const sharedPart = (profile: Profile): Plain =>
  Object.fromEntries(Object.entries(profile).filter(([name]) => !ofOneRun.includes(name)));

/** What a profile says of the environment, as one text: equal for profiles that differ in the machine alone. */
export const environmentText = (profile: Profile): string => canonicalText(sharedPart(profile));

/** The paths of the fields in which two values differ, two levels deep. */
function differing(left: Plain, right: Plain, before: string, depth: number): readonly string[] {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return names.flatMap((name): readonly string[] => {
    const [a, b] = [left[name], right[name]];
    if (canonicalText(a) === canonicalText(b)) return [];
    return depth > 0 && isPlain(a) && isPlain(b)
      ? differing(a, b, `${before}${name}.`, depth - 1)
      : [`${before}${name}`];
  });
}

/** The fields of the environment in which two profiles differ, by their paths. */
export const differingFields = (left: Profile, right: Profile): readonly string[] =>
  differing(sharedPart(left), sharedPart(right), '', 1).slice(0, most.profileFields);
