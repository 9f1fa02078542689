/** The id of the question that a check is an instance of: what stands before the `@`. */
export const definitionOf = (id: string): string => id.split('@')[0] ?? id;
