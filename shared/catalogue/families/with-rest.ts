import { type ListStyle, type Parameter, param } from '../parameter.ts';

/** The most names of one kind that a sentence lists; the facts have them all. */
const shown = 3;

/** Names for a sentence: all of a few, or the first three and how many more there are. */
export const withRest = (style: ListStyle, names: readonly Parameter[]): Parameter =>
  names.length <= shown
    ? param.list(style, names)
    : param.phrase('and-more', {
        names: param.list('comma', names.slice(0, shown)),
        count: param.number(names.length - shown),
      });
