/** The parts of an address; `scheme` ends with its slashes, `path` begins with one, `query` with `?` or `#`. */
export type UrlParts = {
  readonly scheme: string;
  readonly login: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string | null;
};

const pattern = /^([a-z][a-z0-9+.-]*:\/\/)?(?:([^/?#]*)@)?([^/?#]*)([^?#]*)([?#].*)?$/is;

/** Takes an address apart, or a path alone. Every text has such parts. */
export function urlParts(text: string): UrlParts {
  const [, scheme = '', login = '', authority = '', path = '', query = null] = pattern.exec(text) ?? [];
  return { scheme, login, authority, path, query };
}

const urlRun = /(?<![\p{L}\p{N}])[a-z][a-z0-9+.-]*:\/\/[^\s"'<>|{}]+/giu;

/** An address in a running text, with its offsets. */
export type FoundUrl = { readonly start: number; readonly end: number; readonly url: string };

/** Every address with a scheme that stands in a text, without the full stop or bracket of the sentence behind it. */
export const urlsIn = (text: string): readonly FoundUrl[] =>
  [...text.matchAll(urlRun)].map((match) => {
    const url = match[0].replace(/[.,;:!?)\]]+$/, '');
    return { start: match.index, end: match.index + url.length, url };
  });
