import { defaultPorts, type PortName } from '../../shared/profile/profile.ts';
import {
  type AnswerStep,
  type AskedId,
  type Asking,
  askedIds,
  type IdOfKind,
  isAsked,
  parts,
  questionOf,
  topics,
} from '../../shared/profile/questions.ts';

/** A question that is answered by typing. */
export type TypedId = Extract<AskedId, IdOfKind<'text' | 'number' | 'hosts' | 'entries' | 'managed-hosts'>>;

const databaseKeys = ['host', 'port', 'instance'] as const;

/** An input, or a group of them, of which what was answered can be wrong. */
export type Field =
  | 'roles'
  | TypedId
  | `databases.${number}.${(typeof databaseKeys)[number]}`
  | `ports.${PortName}`;

const typedKinds: readonly string[] = ['text', 'number', 'hosts', 'entries', 'managed-hosts'];

/** Whether a question is one input in which text is typed. */
export const isTyped = (id: AskedId): id is TypedId => typedKinds.includes(questionOf(id).kind);

/** The question that a field belongs to. */
export function questionOfField(field: Field): AskedId {
  if (field.startsWith('databases.')) return 'databases';
  if (field.startsWith('ports.')) return 'ports';
  return field as TypedId | 'roles';
}

const partOf = (id: AskedId) => questionOf(id).part ?? 'general';

/** The step that asks a question. */
export const stepOfQuestion = (id: AskedId): AnswerStep => parts[partOf(id)];

/** The step that asks for a field. */
export const stepOfField = (field: Field): AnswerStep => stepOfQuestion(questionOfField(field));

type Path = readonly PropertyKey[];

function fieldOfQuestion(id: AskedId, path: Path): Field | null {
  const [, second, third] = path;
  if (isTyped(id) || id === 'roles') return id;
  if (id === 'databases') {
    const key = databaseKeys.find((name) => name === third);
    return typeof second === 'number' && key !== undefined
      ? `databases.${second}.${key}`
      : 'databases.0.host';
  }
  const port = (Object.keys(defaultPorts) as readonly PortName[]).find((name) => name === second);
  return id === 'ports' && port !== undefined ? `ports.${port}` : null;
}

/** The field behind a path of the profile; null for what no field asks about. */
export function fieldOfPath(path: Path): Field | null {
  const names = path.filter((part) => typeof part !== 'number').join('.');
  const id = askedIds.find((asked) => `${names}.`.startsWith(`${questionOf(asked).path}.`));
  return id === undefined ? null : fieldOfQuestion(id, path);
}

/** The questions as they stand on the pages, so that problems are listed in the order in which they are met. */
const order = Object.keys(parts).flatMap((part) => askedIds.filter((id) => partOf(id) === part));

/** Where a field stands among all questions. */
export const placeOfField = (field: Field): number => order.indexOf(questionOfField(field));

/** The ports that a machine has which is no server of the platform. */
const plainPorts: readonly Field[] = ['ports.http', 'ports.https'];

/** Whether the page shows a field, so that the person can correct it. */
export function isFieldAsked(field: Field, asking: Asking): boolean {
  const id = questionOfField(field);
  const isServicePort = id === 'ports' && !plainPorts.includes(field);
  return isAsked(id, asking) && (!isServicePort || topics['service-ports'](asking));
}

/** The id of a field's input in the page, for labels, descriptions and links from a summary. */
export const fieldId = (field: Field): string => `field-${field.replaceAll('.', '-')}`;
