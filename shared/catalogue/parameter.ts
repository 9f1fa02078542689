import type { TextKind } from '../words/text-kind.ts';
import type { PhraseName, PhraseNames } from './phrases.ts';

/** What a text that fills a pair of braces can be: the same kinds by which a result is made safe before it leaves. */
export const textTypes = [
  'keep',
  'code',
  'host',
  'url',
  'header',
  'name',
  'file',
  'distinguished-name',
  'certificate-name',
  'program',
  'version',
  'free',
] as const satisfies readonly TextKind[];

/** Quantities. `milliseconds` and `duration` are both given in milliseconds; a duration is drawn in seconds. */
export const numberTypes = ['number', 'milliseconds', 'duration'] as const;

/** How the items of a list are joined in a sentence. */
export const listStyles = ['comma', 'semicolon', 'and', 'or'] as const;
export type ListStyle = (typeof listStyles)[number];

type TextType = (typeof textTypes)[number];
type NumberType = (typeof numberTypes)[number];

export type TextParameter = { readonly type: TextType; readonly value: string };
type NumberParameter = { readonly type: NumberType; readonly value: number };
export type ListParameter = {
  readonly type: 'list';
  readonly style: ListStyle;
  readonly items: readonly Parameter[];
};
/** A part of a sentence that is the catalogue's own, by its name in `phrases.ts`, with parameters of its own. */
export type PhraseParameter = {
  readonly type: 'phrase';
  readonly phrase: string;
  readonly parameters: readonly NamedParameter[];
};

/** What fills a pair of braces: a value that still says what it is. Sentences are drawn from it and never read back. */
export type Parameter = TextParameter | NumberParameter | ListParameter | PhraseParameter;
export type ParameterType = Parameter['type'];

/** A parameter as a result holds it. */
export type NamedParameter = Parameter & { readonly name: string };

/** Values for the braces of a ruling's texts. */
export type FindingParameters = Readonly<Record<string, Parameter>>;

/** Makes parameters. */
export const param = {
  /** Words of the catalogue itself, which tell nothing about anybody. */
  keep: (value: string): TextParameter => ({ type: 'keep', value }),
  /** An error code; `no code` where there is none. */
  code: (value: string | undefined): TextParameter =>
    value === undefined ? { type: 'keep', value: 'no code' } : { type: 'code', value },
  /** A host name or an address, perhaps with a port. */
  host: (value: string): TextParameter => ({ type: 'host', value }),
  url: (value: string): TextParameter => ({ type: 'url', value }),
  header: (value: string): TextParameter => ({ type: 'header', value }),
  name: (value: string): TextParameter => ({ type: 'name', value }),
  file: (value: string): TextParameter => ({ type: 'file', value }),
  distinguishedName: (value: string): TextParameter => ({ type: 'distinguished-name', value }),
  certificateName: (value: string): TextParameter => ({ type: 'certificate-name', value }),
  program: (value: string): TextParameter => ({ type: 'program', value }),
  version: (value: string): TextParameter => ({ type: 'version', value }),
  number: (value: number): NumberParameter => ({ type: 'number', value }),
  milliseconds: (value: number): NumberParameter => ({ type: 'milliseconds', value }),
  duration: (ms: number): NumberParameter => ({ type: 'duration', value: ms }),
  list: (style: ListStyle, items: readonly Parameter[]): ListParameter => ({ type: 'list', style, items }),
  phrase: <N extends PhraseName>(
    phrase: N,
    parameters: Readonly<Record<PhraseNames<N>, Parameter>>,
  ): PhraseParameter => ({ type: 'phrase', phrase, parameters: namedParameters(parameters) }),
};

/** Nothing: for braces that are filled in only sometimes. */
export const nothing: TextParameter = param.keep('');

/** Parameters as a result holds them. */
export const namedParameters = (parameters: FindingParameters): readonly NamedParameter[] =>
  Object.entries(parameters).map(([name, parameter]) => ({ name, ...parameter }));

/** Parameters as a text is filled with them. */
export const parametersOf = (named: readonly NamedParameter[]): FindingParameters =>
  Object.fromEntries(named.map(({ name, ...parameter }) => [name, parameter]));
