const placeholder = /\{([a-zA-Z][a-zA-Z0-9]*)\}/g;

/** The parameter names that stand in braces in a text, in order, without repetitions. */
export function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map((match) => match[1] ?? ''))];
}

/**
 * A text with its braces filled in.
 * @throws RangeError when a parameter has no value: a sentence with a hole must not reach a report.
 */
export function fillText(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replaceAll(placeholder, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new RangeError(`the text "${text}" needs a value for {${name}}`);
    return value;
  });
}
