import type { MemberId } from "./ids";

/** Who did something, as the record keeps it: with the name of then. `system` is the clock or the product itself. */
export type Actor =
  | { kind: "member"; memberId: MemberId; name: string; via: "console" | "api" }
  | { kind: "system"; name: string };

export const systemActor: Actor = { kind: "system", name: "Countersign" };
