import { TextAnswer } from '../../../components/form/TextAnswer.tsx';
import type { FieldProps } from '../../../components/form/use-fields.ts';
import { environmentText } from '../../../text/en/environment.ts';
import { fieldLabel } from '../../../text/en/fields.ts';
import type { Answers } from '../../answers.ts';
import type { Topic } from '../../asked.ts';
import type { Field } from '../../fields.ts';
import { parseHostList } from '../../host-list.ts';
import type { AnswerStepProps } from '../answer-step-props.ts';

/** What every part of the step gets. */
export type PartProps = Pick<AnswerStepProps, 'about' | 'answers' | 'onAnswer'> & {
  readonly field: (field: Field) => FieldProps;
  readonly topics: ReadonlySet<Topic>;
};

/** The fields that hold text under their own name. */
type TextField = Extract<Field, keyof Answers>;

type PlainProps = PartProps & {
  readonly name: Exclude<TextField, 'roles'>;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly optional?: boolean;
  readonly typed?: boolean;
  readonly numeric?: boolean;
  readonly rows?: number;
  readonly width?: number;
};

/** A question under the name of its field. */
export function Plain({ about: _, topics: __, answers, onAnswer, field, name, ...rest }: PlainProps) {
  return (
    <TextAnswer
      {...field(name)}
      {...rest}
      label={fieldLabel(name)}
      value={answers[name]}
      onChange={(value) => onAnswer({ [name]: value })}
    />
  );
}

/** Wide enough for the long names of a domain, in CSS pixels. */
export const hostWidth = 640;

type ListName = 'frontEnds' | 'managedFrontEnds' | 'managedControllers' | 'containerRuntimes';

/** A list of hosts as it was pasted, with how many were read. */
export function HostListAnswer({
  answers,
  onAnswer,
  field,
  name,
  hint,
  optional = false,
}: PartProps & { readonly name: ListName; readonly hint: string; readonly optional?: boolean }) {
  const { hosts, repeated } = parseHostList(answers[name]);
  return (
    <TextAnswer
      {...field(name)}
      label={fieldLabel(name)}
      hint={hosts.length === 0 ? hint : `${environmentText.hostCount(hosts.length, repeated)} ${hint}`}
      value={answers[name]}
      onChange={(value) => onAnswer({ [name]: value })}
      rows={3}
      optional={optional}
      typed
    />
  );
}

/** Two columns where they fit. */
export const twoColumns = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))',
};
