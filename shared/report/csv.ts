/**
 * A cell in quotes (RFC 4180, section 2). One that a spreadsheet would take for a formula gets an apostrophe in front,
 * because parts of it can come from a server that was asked, or from a file that somebody sent.
 */
function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/**
 * Lines of cells for spreadsheets, the first of them titles: RFC 4180. It begins with a byte order mark, without which those
 * on Windows misread anything beyond ASCII.
 */
export const csvText = (lines: readonly (readonly string[])[]): string =>
  `\uFEFF${lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`;
