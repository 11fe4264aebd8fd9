import { expect, test } from "vitest";
import type { SessionId } from "@/lib/kernel/ids";
import { takeStream } from "./streams-of-session";

const session = (name: string) => `ses_${name}` as SessionId;

test("a session has ten streams, the eleventh none until one of them ends; another session has its own", () => {
  const ends = Array.from({ length: 10 }, () => takeStream(session("a")));
  expect(ends.every((end) => end !== null)).toBe(true);
  expect(takeStream(session("a"))).toBeNull();
  expect(takeStream(session("b"))).not.toBeNull();
  ends[0]?.();
  expect(takeStream(session("a"))).not.toBeNull();
  expect(takeStream(session("a"))).toBeNull();
});

test("a place that is given back twice is one place", () => {
  const [end] = Array.from({ length: 10 }, () => takeStream(session("c")));
  end?.();
  end?.();
  expect(takeStream(session("c"))).not.toBeNull();
  expect(takeStream(session("c"))).toBeNull();
});
