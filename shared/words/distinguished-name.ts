/** One part of a distinguished name: its attribute, for example `CN`, and its value. */
export type NamePart = { readonly attribute: string; readonly value: string };

/** Every attribute of a distinguished name that programs write by a name (RFC 4514, section 3, and OpenSSL's). */
const attributes =
  /^(?:CN|O|OU|C|L|ST|S|STREET|DC|UID|SN|GN|T|title|name|initials|emailAddress|E|serialNumber|postalCode|businessCategory|jurisdiction(?:C|ST|L)|organizationIdentifier|dnQualifier|pseudonym|[\d.]{3,40})$/;

/** The parts of a distinguished name in one line (`CN=db01, O=Example, Inc.`); null when it has none. */
export function nameParts(text: string): readonly NamePart[] | null {
  const parts = text.split(/, (?=[A-Za-z][A-Za-z0-9.]*=)/).map((part) => {
    const at = part.indexOf('=');
    return { attribute: part.slice(0, Math.max(0, at)), value: part.slice(at + 1) };
  });
  return parts.every(({ attribute }) => attributes.test(attribute)) ? parts : null;
}

/** The common name in a distinguished name, which is what people call its bearer; null where there is none. */
export const commonNameOf = (text: string): string | null =>
  nameParts(text)?.find(({ attribute, value }) => attribute === 'CN' && value !== '')?.value ?? null;
