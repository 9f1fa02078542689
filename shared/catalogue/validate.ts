import { longest } from '../words/lengths.ts';
import { phases, type Severity, severities, type Verdict } from '../words/verdict.ts';
import type { Catalogue } from './catalogue.ts';
import type { CheckDefinition, Direction, Ruling } from './check.ts';
import { interruptedFindings } from './families/interrupted.ts';
import type { ParameterType } from './parameter.ts';
import { laterRequirements, type Requirement, type RequirementKey, requirementKeys } from './requirements.ts';
import { type Audience, placeholders, wordsFor } from './text.ts';

const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Verdicts that ask somebody to do something, so that a ruling without a remedy would leave them alone with it. */
const needRemedy: readonly Verdict[] = ['fail', 'warn', 'unknown', 'not-yet', 'not-testable-here'];

/** Findings that say that nothing is known. */
const evidenceFree: readonly string[] = [...interruptedFindings, 'not-stated'];

/** Which way the checks of a family look. */
const familyDirections: Readonly<Record<string, Direction>> = {
  reach: 'outbound',
  'primary-port': 'outbound',
  'zone-address': 'outbound',
  cloud: 'outbound',
  latency: 'outbound',
  inbound: 'inbound',
  statement: 'local',
  configuration: 'local',
  'local-port': 'local',
  'primary-local-port': 'local',
  'local-http': 'local',
  health: 'local',
  'localhost-name': 'local',
  'name-lookups': 'local',
};

const repeated = (list: readonly string[]): readonly string[] => [
  ...new Set(list.filter((item, index) => list.indexOf(item) !== index)),
];

function strayBraces(text: string, allowed: readonly string[]): readonly string[] {
  const names = placeholders(text);
  const unknown = names.filter((name) => !allowed.includes(name));
  const rest = names.reduce((left, name) => left.replaceAll(`{${name}}`, ''), text);
  return [
    ...unknown.map((name) => `names {${name}}, which is not filled in`),
    ...(/[{}]/.test(rest) ? ['has a stray brace'] : []),
  ];
}

function sentenceProblems(text: string, allowed: readonly string[] = []): readonly string[] {
  if (text.trim() === '') return ['is empty'];
  return [
    ...(text.trim() === text ? [] : ['begins or ends with a space']),
    ...(/[."]$/.test(text) ? [] : ['does not end with a full stop or a quotation mark']),
    ...(text.includes('!') ? ['has an exclamation mark'] : []),
    ...strayBraces(text, allowed),
  ];
}

function titleProblems(text: string, allowed: readonly string[] = []): readonly string[] {
  if (text.trim() === '') return ['is empty'];
  return [
    ...(text.trim() === text ? [] : ['begins or ends with a space']),
    ...(/[.!?:]$/.test(text) ? ['ends with a punctuation mark'] : []),
    ...strayBraces(text, allowed),
  ];
}

const audiences: readonly Audience[] = ['profile', 'wizard'];

/** What is wrong with a remedy in the words for either audience. */
function remedyProblems(text: string, allowed: readonly string[]): readonly string[] {
  const found = audiences.flatMap((audience) => {
    const words = wordsFor(text, audience);
    return [...sentenceProblems(words, allowed), ...(/[[\]|]/.test(words) ? ['has a stray bracket'] : [])];
  });
  return [...new Set(found)];
}

/** How long a parameter of each type usually is in a headline, in characters. */
const usualLengths: Readonly<Record<ParameterType, number>> = {
  keep: 16,
  code: 12,
  host: 14,
  url: 24,
  header: 24,
  name: 8,
  file: 24,
  'distinguished-name': 24,
  'certificate-name': 20,
  program: 20,
  version: 11,
  free: 24,
  number: 5,
  milliseconds: 6,
  duration: 4,
  list: 20,
  phrase: 22,
};

/** Words that judge or guess instead of saying what was found. */
const noFact = /\b(as it should be|should|must|likely|probably|perhaps|maybe|seems|error|failed|fails to)\b/i;

function headlineProblems(
  text: string,
  parameters: CheckDefinition['family']['parameters'],
): readonly string[] {
  const usual = placeholders(text).reduce((line, name) => {
    const type = parameters[name];
    return type === undefined ? line : line.replaceAll(`{${name}}`, 'x'.repeat(usualLengths[type]));
  }, text);
  const word = noFact.exec(text)?.[0];
  return [
    ...titleProblems(text, Object.keys(parameters)),
    ...(word === undefined ? [] : [`says "${word}", which is no fact`]),
    ...(usual.length > longest.headline ? [`is usually ${usual.length} characters long`] : []),
  ];
}

function rulingProblems(
  finding: string,
  ruling: Ruling,
  family: CheckDefinition['family'],
): readonly string[] {
  const { verdict, reason, remedy, owner } = ruling;
  const allowed = Object.keys(family.parameters);
  const headline = ruling.headline ?? family.headlines[finding];
  return [
    ...(headline === undefined ? [] : headlineProblems(headline, family.parameters)).map(
      (problem) => `headline ${problem}`,
    ),
    ...(needRemedy.includes(verdict) && headline === undefined ? [`${verdict} has no headline`] : []),
    ...sentenceProblems(reason, allowed).map((problem) => `reason ${problem}`),
    ...(remedy === null ? [] : remedyProblems(remedy, allowed)).map((problem) => `remedy ${problem}`),
    ...((remedy === null) === (owner === null) ? [] : ['remedy and owner do not come together']),
    ...(verdict === 'pass' && remedy !== null ? ['passes but has a remedy'] : []),
    ...(needRemedy.includes(verdict) && remedy === null ? [`${verdict} has no remedy`] : []),
    ...(verdict === 'waived' ? ['only an administrator can waive'] : []),
    ...(evidenceFree.includes(finding) && verdict !== 'unknown'
      ? [`${verdict} without evidence; allowed: unknown`]
      : []),
  ];
}

function rulingsProblems({ family, ...check }: CheckDefinition): readonly string[] {
  const rulings = check.rulings();
  const given = Object.keys(rulings);
  const extra = given.filter((finding) => !family.findings.includes(finding));
  const problems = family.findings.flatMap((finding) => {
    const byPhase = rulings[finding];
    if (byPhase === undefined) return [`${finding}: no ruling`];
    const extraPhases = Object.keys(byPhase).filter((key) => !phases.some((phase) => phase === key));
    return [
      ...phases.flatMap((phase) =>
        byPhase[phase] === undefined
          ? [`${finding}, ${phase}: no ruling`]
          : rulingProblems(finding, byPhase[phase], family).map(
              (problem) => `${finding}, ${phase}: ${problem}`,
            ),
      ),
      ...extraPhases.map((phase) => `${finding}: there is no phase ${phase}`),
    ];
  });
  return [...problems, ...extra.map((finding) => `${finding}: the family ${family.name} does not find this`)];
}

const isMoreSevere = (left: Severity, right: Severity): boolean =>
  severities.indexOf(left) < severities.indexOf(right);

type Known = Readonly<Partial<Record<RequirementKey, Requirement>>>;

function requirementProblems(check: CheckDefinition, base: Catalogue['requirements']): readonly string[] {
  const known: Known = { ...laterRequirements, ...base };
  const strangers = check.requirements.filter((key) => !Object.hasOwn(known, key));
  const severest = check.requirements
    .filter((key) => !strangers.includes(key))
    .flatMap((key) => known[key]?.severity ?? [])
    .reduce<Severity | null>(
      (worst, severity) => (worst === null || isMoreSevere(severity, worst) ? severity : worst),
      null,
    );
  return [
    ...strangers.map((key) => `there is no requirement ${key}`),
    ...repeated(check.requirements).map((key) => `names the requirement ${key} twice`),
    ...(severest !== null && isMoreSevere(check.severity, severest)
      ? [`is ${check.severity}, but its requirements are ${severest} at most`]
      : []),
  ];
}

function checkProblems(check: CheckDefinition, known: Catalogue['requirements']): readonly string[] {
  const direction = familyDirections[check.family.name];
  const problems = [
    ...(kebabCase.test(check.id) ? [] : ['the id is not in kebab-case']),
    ...titleProblems(check.title).map((problem) => `title ${problem}`),
    ...sentenceProblems(check.why).map((problem) => `why ${problem}`),
    ...(check.roles !== 'any' && check.roles.length === 0 ? ['no role calls for it'] : []),
    ...(direction !== undefined && direction !== check.direction
      ? [`is ${check.direction}, but checks of the family ${check.family.name} are ${direction}`]
      : []),
    ...requirementProblems(check, known),
    ...rulingsProblems(check),
  ];
  return problems.map((problem) => `${check.id}: ${problem}`);
}

function knownRequirementProblems(known: Catalogue['requirements']): readonly string[] {
  return requirementKeys.flatMap((key) => {
    const requirement = Object.hasOwn(known, key) ? known[key] : undefined;
    if (requirement === undefined) return [`requirement ${key}: is not described`];
    const problems = [
      ...(requirement.key === key ? [] : [`is called ${requirement.key}`]),
      ...sentenceProblems(requirement.text).map((problem) => `text ${problem}`),
      ...titleProblems(requirement.where).map((problem) => `where ${problem}`),
    ];
    return problems.map((problem) => `requirement ${key}: ${problem}`);
  });
}

function overlayProblems({ overlays }: Catalogue): readonly string[] {
  const problems = overlays.flatMap((overlay) => [
    ...(kebabCase.test(overlay.id) ? [] : [`overlay ${overlay.id}: the id is not in kebab-case`]),
    ...(Number.isInteger(overlay.version) && overlay.version > 0
      ? []
      : [`overlay ${overlay.id}: the version ${overlay.version} is not a whole number from 1 on`]),
    ...titleProblems(overlay.title).map((problem) => `overlay ${overlay.id}: title ${problem}`),
    ...sentenceProblems(overlay.when).map((problem) => `overlay ${overlay.id}: when ${problem}`),
    ...(overlay.reference.trim() === '' ? [`overlay ${overlay.id}: reference is empty`] : []),
    ...(overlay.checks.length === 0 ? [`overlay ${overlay.id}: has no check`] : []),
  ]);
  return [...problems, ...repeated(overlays.map(({ id }) => id)).map((id) => `overlay ${id}: exists twice`)];
}

/**
 * What is wrong with a catalogue, one sentence for each problem; empty when nothing is. It runs when the program
 * starts and in a test, so that a check with a hole in its texts or rulings never reaches a report.
 */
export function catalogueProblems(catalogue: Catalogue): readonly string[] {
  const all = [
    ...catalogue.checks,
    ...catalogue.hostChecks,
    ...catalogue.overlays.flatMap((overlay) => overlay.checks),
  ];
  const covered = new Set<RequirementKey>(catalogue.checks.flatMap((check) => check.requirements));
  return [
    ...(catalogue.version.trim() === '' ? ['the catalogue has no version'] : []),
    ...knownRequirementProblems(catalogue.requirements),
    ...requirementKeys
      .filter((key) => !covered.has(key))
      .map((key) => `requirement ${key}: no check covers it`),
    ...catalogue.checks
      .filter((check) => check.requirements.length === 0)
      .map(({ id }) => `${id}: covers no requirement`),
    ...repeated(all.map(({ id }) => id)).map((id) => `${id}: exists twice`),
    ...all.flatMap((check) => checkProblems(check, catalogue.requirements)),
    ...overlayProblems(catalogue),
  ];
}
