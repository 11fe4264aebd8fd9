import { expect, test } from "vitest";
import { messageOf } from "./message";
import { nextAttemptAt } from "./schedule";

test("a message has the shape of a CDEvent of a tool's own", () => {
  const told = { id: "evt_1", event: "request.approved", at: new Date("2026-01-02T03:04:05.006Z") } as const;
  const content = { number: 42 };
  expect(
    messageOf("https://c.example/meridian", { ...told, subjectId: "42", content, more: { url: "u" } }),
  ).toEqual({
    context: {
      version: "0.4.1",
      id: "evt_1",
      source: "https://c.example/meridian",
      type: "dev.cdeventsx.countersign-request.approved.0.1.0",
      timestamp: "2026-01-02T03:04:05.006Z",
    },
    subject: { id: "42", source: "https://c.example/meridian", type: "countersign-request", content },
    customData: { event: "request.approved", url: "u" },
    customDataContentType: "application/json",
  });
});

test("what fails is tried again at growing distances for about a day, then no more", () => {
  let now = new Date(0);
  const hours: number[] = [];
  for (let attempt = 1; ; attempt++) {
    const next = nextAttemptAt(attempt, now);
    if (!next) break;
    hours.push(Math.round((next.getTime() - now.getTime()) / 36_000) / 100);
    now = next;
  }
  expect(hours).toEqual([0, 0.08, 0.5, 2, 5, 10, 10]);
  expect(now.getTime() / 3_600_000).toBeCloseTo(27.58, 1);
});
