/**
 * How many times as much a test is to try than inside `npm test`, where each takes a few seconds: `DEEP`, a whole number
 * from 1. Throws when it is something else: a deep run that silently was a shallow one would prove nothing.
 */
export function deep(): number {
  const times = Number(process.env.DEEP || 1);
  if (!Number.isInteger(times) || times < 1)
    throw new Error(`DEEP is a whole number from 1, not "${process.env.DEEP}"`);
  return times;
}

/** How long such a test may take, in milliseconds: a guard against hanging, on machines that are busy. */
export const deepTimeout = 180_000 * deep();
