import type { Result } from "../../lib/kernel/result";

/** The value of a verb that must not be refused: the seed knows what it asks for. */
export function granted<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`the seed was refused: ${JSON.stringify(result.refusal)}`);
}
