/**
 * The names that stand in a text as words of their own: in a hash, where any three digits may come together, `fe1` is no name.
 */
export const namesIn = (text: string, names: readonly string[]): readonly string[] =>
  names.filter((name) => {
    const literal = name.replaceAll(/[^\w]/g, String.raw`\$&`);
    return new RegExp(
      `${/^\w/.test(name) ? String.raw`(?<!\w)` : ''}${literal}${/\w$/.test(name) ? String.raw`(?!\w)` : ''}`,
    ).test(text);
  });
