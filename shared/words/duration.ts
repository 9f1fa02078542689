const msDigits = (ms: number): string => {
  if (ms >= 10) return String(Math.round(ms));
  return ms > 0 && ms < 0.05 ? String(Number(ms.toPrecision(1))) : ms.toFixed(1);
};

/** Milliseconds for a sentence: one decimal below ten, none above, and the first digit of what would round to none. */
export const formatMs = (ms: number): string => `${msDigits(ms)} ms`;

/** Milliseconds as seconds for a sentence, with one decimal where there is one: `5 s`, `0.5 s`. */
export const formatSeconds = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`;
