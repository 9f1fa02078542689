import { portTitles } from '../../../shared/profile/profile.ts';
import type { DatabaseAnswer } from '../../wizard/codecs.ts';
import { type Field, questionOfField } from '../../wizard/fields.ts';
import { environmentText } from './environment.ts';
import { textOfQuestion } from './questions.ts';

const databaseLabels: Readonly<Record<string, string>> = {
  host: 'server',
  port: 'port',
  instance: 'instance',
};

/**
 * What a field is called, above it and in a list of problems.
 * @param databases the databases that were answered, by whose purposes theirs are told apart
 */
export function fieldLabel(field: Field, databases: readonly DatabaseAnswer[] = []): string {
  const question = questionOfField(field);
  const [, index = '', key = ''] = field.split('.');
  if (question === 'ports') return new Map(Object.entries(portTitles)).get(index) ?? index;
  if (question !== 'databases') return textOfQuestion(question).label;
  const purpose = databases[Number(index)]?.purpose;
  const name = purpose === undefined ? `Database ${Number(index) + 1}` : environmentText.purposes[purpose];
  return `${name}, ${databaseLabels[key] ?? 'answer'}`;
}

/** Sentences under fields that the profile's rules do not give. */
export const fieldText = {
  nothingGiven: (allowed: string): string => `Nothing was given. Allowed: ${allowed}.`,
  line: (line: number, reason: string): string => `Line ${line}: ${reason}`,
  moreLines: (lines: readonly number[]): string =>
    `${lines.length === 1 ? 'Line' : 'Lines'} ${lines.slice(0, 20).join(', ')}${lines.length > 20 ? ' and others' : ''} too.`,
} as const;
