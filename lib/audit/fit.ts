import type { ChainEnd } from "./chain";
import type { Problem } from "./findings";

/** What is wrong with a chain, and from which number on. */
type Misfit = Omit<Problem, "chain">;
type Noun = "Event" | "Root";

/** Why a link is not the next one after `end`; null when it fits. `made` is the hash that its content makes. */
export function misfit(
  noun: Noun,
  end: ChainEnd,
  { sequence, previousHash, hash }: ChainEnd & { previousHash: string },
  made: string,
): Misfit | null {
  const next = end.sequence + 1;
  if (sequence !== next) {
    const message = `${noun} ${numbers(next, sequence - 1)} missing.`;
    return { sequence: next, kind: "missing", message };
  }
  if (previousHash !== end.hash) {
    const message = `${noun} ${sequence} does not follow what is stored before it.`;
    return { sequence, kind: "unlinked", message };
  }
  if (hash === made) return null;
  return {
    sequence,
    kind: "changed",
    message: `${noun} ${sequence} is not what it was when it was written.`,
  };
}

/** Why a chain should not end at `end`, when `promised` is where something else says that it does. */
export function endMisfit(noun: Noun, end: ChainEnd, promised: ChainEnd, by: string): Misfit | null {
  const { sequence } = end;
  if (sequence === promised.sequence && end.hash === promised.hash) return null;
  if (sequence >= promised.sequence) {
    const message = `${noun} ${sequence} is the last, and ${by} names another.`;
    return { sequence, kind: "row_differs", message };
  }
  const message = `${noun} ${numbers(sequence + 1, promised.sequence)} missing at the end: ${by} counts ${promised.sequence}.`;
  return { sequence: sequence + 1, kind: "tail_missing", message };
}

/** "4 is", "4 to 6 are" */
function numbers(first: number, last: number): string {
  return first >= last ? `${first} is` : `${first} to ${last} are`;
}
