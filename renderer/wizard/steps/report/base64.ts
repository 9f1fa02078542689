/** The bytes that a Base64 text (RFC 4648) stands for. @throws when it is not Base64 */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
