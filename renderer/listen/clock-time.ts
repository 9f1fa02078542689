const two = (count: number): string => String(count).padStart(2, '0');

/** The time of day of an instant where the person is, `15:12`. */
export function clockTime(instant: string): string {
  const date = new Date(instant);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** How much time is left, `42:10`; never less than none. @param ms milliseconds */
export function leftTime(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}
