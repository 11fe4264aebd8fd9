export interface Drift {
  believed: string | null;
  found: string | null;
}

/** Null when the outside runs what we believe; null on either side means nothing was ever deployed (engine.md, rule 8). */
export function driftBetween(believed: string | null, found: string | null): Drift | null {
  return believed === found ? null : { believed, found };
}
