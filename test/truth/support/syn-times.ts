/** How Windows repeats the first packet of a connection (`Get-NetTCPSetting`). */
export type SynSettings = { readonly initialRtoMs: number; readonly maxSynRetransmissions: number };

/**
 * When the first packets of a connection that nobody answers are sent, in ms after the first: each wait is twice the
 * one before (RFC 6298, section 5.5).
 */
export const synTimes = ({ initialRtoMs, maxSynRetransmissions }: SynSettings): readonly number[] =>
  Array.from({ length: maxSynRetransmissions + 1 }, (_, index) => initialRtoMs * (2 ** index - 1));

/** A first packet in a capture, with the time on its line, in ms of the day. */
export type SeenSyn = { readonly atMs: number };

const packetStart =
  /^\[[ \d]+\][^\n]*::\S+ (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d\.\d+) \[Microsoft-Windows-PktMon\] PktGroupId (?<group>\d+)\D+?PktNumber (?<number>\d+)/;

/**
 * The first packets to a port in what `pktmon etl2txt` writes: two or three lines for each packet, the first with words
 * that are translated and names that are not (`PktGroupId`, `PktNumber`), the last as tcpdump has it. A packet stands
 * there once for each component of the network that it passes, under the same two numbers.
 * @param bytes UTF-8, or UTF-16 with its mark, by the version of Windows
 */
export function synsIn(bytes: Uint8Array, address: string, port: number): readonly SeenSyn[] {
  const text = new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes);
  const seen = new Map<string, SeenSyn>();
  let current: Record<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    current = packetStart.exec(line)?.groups ?? current;
    if (current === undefined || !line.includes(` > ${address}.${port}: Flags [S],`)) continue;
    const { hour, minute, second, group, number } = current;
    const atMs = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
    const key = `${group}/${number}`;
    if (!seen.has(key)) seen.set(key, { atMs });
  }
  return [...seen.values()];
}
