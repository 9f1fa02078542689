/** Milliseconds for a sentence: one decimal below ten, none above. */
export const formatMs = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

/** Milliseconds as seconds for a sentence, with one decimal where there is one: `5 s`, `0.5 s`. */
export const formatSeconds = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`;
