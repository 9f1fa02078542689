/** The longest name where there is little room, in characters: two lines of page 1. */
const longestName = 48;

/** A name or an address that is too long, without its middle: the server's own name and the port stay. */
export function shortName(name: string): string {
  const characters = [...name];
  if (characters.length <= longestName) return name;
  const half = (longestName - 1) / 2;
  return `${characters.slice(0, Math.ceil(half)).join('')}…${characters.slice(-Math.floor(half)).join('')}`;
}
