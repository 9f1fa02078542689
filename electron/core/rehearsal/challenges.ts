/** What a challenge belongs to. */
export type Challenged = { readonly knock: Buffer; readonly challenge: Buffer; readonly port: number };

/** Challenges that were given and not answered yet. Each is taken once, so that nothing recorded is of use twice. */
export type Challenges = {
  readonly give: (challenged: Challenged) => void;
  /** Whether a challenge was given for this knock on this port and may still be answered; it is given no more. */
  readonly take: (challenged: Challenged) => boolean;
};

/**
 * @param lifeMs how long a challenge may be answered
 * @param most how many are kept; only who has the code gets one, so that no stranger can push them out
 */
export function createChallenges(lifeMs: number, most: number, nowMs: () => number): Challenges {
  const given = new Map<string, { readonly until: number; readonly port: number }>();
  const keyOf = ({ knock, challenge }: Challenged): string =>
    Buffer.concat([knock, challenge]).toString('base64');
  const forget = (now: number): void => {
    for (const [key, { until }] of given) {
      if (until > now && given.size <= most) return;
      given.delete(key);
    }
  };
  return {
    give: (challenged) => {
      const now = nowMs();
      given.set(keyOf(challenged), { until: now + lifeMs, port: challenged.port });
      forget(now);
    },
    take: (challenged) => {
      const key = keyOf(challenged);
      const found = given.get(key);
      given.delete(key);
      return found !== undefined && found.until > nowMs() && found.port === challenged.port;
    },
  };
}
