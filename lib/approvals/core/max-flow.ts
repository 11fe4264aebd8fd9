/** A pipe of a network: so much can flow from one node to another. Pipes between the same two nodes add up. */
export interface Pipe {
  from: string;
  to: string;
  /** At least 0; may be infinite, as long as every way to the sink passes a finite one. */
  capacity: number;
}

/**
 * The most that can flow from source to sink (Edmonds and Karp: augment along a shortest path until there is none).
 * Whole capacities give a whole flow: so much through each pipe is so many votes.
 */
export function maxFlow(pipes: readonly Pipe[], source: string, sink: string): number {
  const left = new Map<string, Map<string, number>>();
  const widen = (from: string, to: string, by: number) => {
    const outgoing = left.get(from) ?? new Map<string, number>();
    left.set(from, outgoing.set(to, (outgoing.get(to) ?? 0) + by));
  };
  for (const { from, to, capacity } of pipes) widen(from, to, capacity);
  let total = 0;
  for (
    let path = shortestPath(left, source, sink);
    path.length > 0;
    path = shortestPath(left, source, sink)
  ) {
    const amount = Math.min(...path.map(({ room }) => room));
    for (const { from, to } of path) {
      widen(from, to, -amount);
      // What flows can be taken back: that is how a later path moves an earlier one aside.
      widen(to, from, amount);
    }
    total += amount;
  }
  return total;
}

/** One pipe of a path, and how much more can flow through it. */
interface Hop {
  from: string;
  to: string;
  room: number;
}

const nowhere = new Map<string, number>();

/** Breadth first through whatever has room left, from the sink back; empty when it cannot be reached any more. */
function shortestPath(left: Map<string, Map<string, number>>, source: string, sink: string): Hop[] {
  const cameBy = new Map<string, Hop | null>([[source, null]]);
  // A map's iterator also meets the keys that are added while it runs: the map is the queue.
  for (const [from] of cameBy)
    for (const [to, room] of left.get(from) ?? nowhere)
      if (room > 0 && !cameBy.has(to)) cameBy.set(to, { from, to, room });
  const path: Hop[] = [];
  for (let hop = cameBy.get(sink); hop; hop = cameBy.get(hop.from)) path.push(hop);
  return path;
}
