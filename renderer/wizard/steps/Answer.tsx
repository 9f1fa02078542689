import type { ClipboardEvent } from 'react';
import { defaultProfile } from '../../../shared/profile/profile.ts';
import {
  type AskedId,
  askedIds,
  type IdOfKind,
  isAsked,
  type Part,
  type QuestionRow,
  questionOf,
  valueAt,
} from '../../../shared/profile/questions.ts';
import { OneOf } from '../../components/form/OneOf.tsx';
import { TextAnswer } from '../../components/form/TextAnswer.tsx';
import type { FieldProps } from '../../components/form/use-fields.ts';
import { YesNo } from '../../components/form/YesNo.tsx';
import { commonText } from '../../text/en/common.ts';
import { environmentText } from '../../text/en/environment.ts';
import { textOfQuestion } from '../../text/en/questions.ts';
import type { Answer as StatedAnswer } from '../answers.ts';
import { type Field, isTyped, type TypedId } from '../fields.ts';
import { listEntries, parseHostList } from '../host-list.ts';
import { type About, ownHost } from '../own-name.ts';
import { questionId } from '../questions.ts';
import type { AnswerStepProps } from './answer-step-props.ts';
import { HostOffers, ListReading } from './HostReading.tsx';

/** What every part of a step gets. */
export type PartProps = Pick<AnswerStepProps, 'about' | 'answers' | 'onAnswer'> & {
  readonly field: (field: Field) => FieldProps;
};

/** What a page says of an input otherwise than its question does. */
type Otherwise = {
  readonly hint?: string;
  readonly placeholder?: string;
  readonly optional?: boolean;
  readonly width?: number;
};

type AnswerProps = PartProps & { readonly question: AskedId };

const statedOptions: readonly { readonly value: StatedAnswer; readonly label: string }[] = [
  { value: 'yes', label: commonText.yes },
  { value: 'no', label: commonText.no },
  { value: 'unknown', label: commonText.notKnown },
];

/** The questions of a part that are asked now, in their order. */
export const askedIn = (part: Part, answers: AnswerStepProps['answers']): readonly AskedId[] =>
  askedIds.filter((id) => questionOf(id).part === part && isAsked(id, answers));

const isOfKind = <K extends QuestionRow['kind']>(id: AskedId, kind: K): id is Extract<AskedId, IdOfKind<K>> =>
  questionOf(id).kind === kind;

/** How a typed answer of each kind looks. */
function lookOf(row: QuestionRow) {
  switch (row.kind) {
    case 'text':
      return { typed: row.isTyped ?? false, optional: row.isRequired !== true };
    case 'number':
      return { typed: true, optional: true, numeric: true };
    case 'entries':
      return { typed: true, optional: true, rows: 2 };
    case 'hosts':
    case 'managed-hosts':
      return { typed: true, rows: 3 };
    case 'yes-no':
    case 'yes-no-unknown':
    case 'choice':
    case 'choices':
    case 'databases':
    case 'ports':
    case 'unasked':
      return {};
  }
}

/** What was read of a list and what was left out of it, before what its question says. */
function listHint(text: string, hint: string): string {
  const { hosts, repeated, remarks } = parseHostList(text);
  return hosts.length + remarks === 0
    ? hint
    : `${environmentText.hostCount(hosts.length, repeated, remarks)} ${hint}`;
}

/** What is made of hosts as they were typed: of a list at once, of a single one when it is wrong. */
function readingOf(
  { id, problems }: FieldProps,
  row: QuestionRow,
  value: string,
  onChange: (text: string) => void,
) {
  if (row.kind === 'hosts' || row.kind === 'managed-hosts')
    return <ListReading inputId={id} text={value} onChange={onChange} />;
  if (row.kind !== 'text' || !row.path.endsWith('.host') || problems.length === 0) return undefined;
  return <HostOffers text={value} onUse={({ hosts: [host = ''] }) => onChange(host)} />;
}

/**
 * Pasted servers take the place of this machine's own name where that stands alone, because the wizard has put it there:
 * behind it, the first of them would be no host.
 */
const pasteOver =
  (value: string, about: About, onChange: (text: string) => void) =>
  (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text');
    if (value.trim() !== ownHost(about) || listEntries(text).length < 2) return;
    event.preventDefault();
    onChange(text);
  };

/** A question that is answered by typing; its default stands in grey. */
export function Typed({
  question,
  answers,
  onAnswer,
  field,
  about,
  ...otherwise
}: PartProps & Otherwise & { readonly question: TypedId }) {
  const row = questionOf(question);
  const { label, hint } = textOfQuestion(question);
  const value = answers[question];
  const isHosts = row.kind === 'hosts' || row.kind === 'managed-hosts';
  const normal = row.kind === 'number' ? valueAt(defaultProfile, row.path) : undefined;
  const own = field(question);
  const change = (text: string): void => onAnswer({ [question]: text });
  const reading = readingOf(own, row, value, change);
  return (
    <TextAnswer
      {...own}
      {...(reading === undefined ? {} : { reading })}
      {...lookOf(row)}
      {...(isHosts ? { onPaste: pasteOver(value, about, change) } : {})}
      {...(hint === undefined ? {} : { hint: isHosts ? listHint(value, hint) : hint })}
      {...(normal === undefined ? {} : { placeholder: String(normal) })}
      {...otherwise}
      label={label}
      value={value}
      onChange={change}
    />
  );
}

/** A question as its kind is answered. Those with a form of their own are drawn where they are asked. */
export function Answer(props: AnswerProps) {
  const { question, answers, onAnswer } = props;
  const { label, hint, options = {} } = textOfQuestion(question);
  const said = { id: questionId(question), label, ...(hint === undefined ? {} : { hint }) };
  const row = questionOf(question);
  if (isTyped(question)) return <Typed {...props} question={question} />;
  if (isOfKind(question, 'yes-no'))
    return (
      <YesNo
        {...said}
        checked={answers[question]}
        onChange={(checked) => onAnswer({ [question]: checked })}
      />
    );
  if (isOfKind(question, 'yes-no-unknown'))
    return (
      <OneOf
        {...said}
        value={answers[question]}
        options={statedOptions}
        onChange={(chosen) => onAnswer({ [question]: chosen })}
      />
    );
  if (isOfKind(question, 'choice') && row.kind === 'choice')
    return (
      <OneOf<string>
        {...said}
        value={answers[question]}
        options={row.values.map((value) => ({ value, label: options[value] ?? value }))}
        onChange={(chosen) => onAnswer({ [question]: chosen })}
      />
    );
  return null;
}

/** Two columns where they fit. */
export const twoColumns = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))',
};

/** Wide enough for the long names of a domain, in CSS pixels. */
export const hostWidth = 640;
