import { describe, expect, test } from "vitest";
import { exactTimeText, relativeTimeText } from "./relative-time-text";

const now = Date.UTC(2026, 10, 21, 10, 0);
const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;

describe("relativeTimeText", () => {
  test.each([
    [-10_000, "just now", "now"],
    [-12 * minutes, "12 min ago", "12 min"],
    [-2.9 * hours, "2 h ago", "2 h"],
    [-1 * days, "1 day ago", "1 day"],
    [-6.5 * days, "6 days ago", "6 days"],
    [-100 * days, "3 months ago", "3 months"],
    [-800 * days, "2 years ago", "2 years"],
    [4 * hours, "in 4 h", "4 h"],
    [3 * days, "in 3 days", "3 days"],
    [3 * days - 1, "in 2 days 23\u00a0h", "2 days 23\u00a0h"],
    [1 * days + 2.5 * hours, "in 1 day 2\u00a0h", "1 day 2\u00a0h"],
    [7 * days - 1, "in 6 days 23\u00a0h", "6 days 23\u00a0h"],
    [8.5 * days, "in 8 days", "8 days"],
  ])("%d ms away reads %s, and %s as an age", (distance, ago, age) => {
    expect(relativeTimeText(now + distance, now, "ago")).toBe(ago);
    expect(relativeTimeText(now + distance, now, "age")).toBe(age);
  });

  test("never says that a deadline is further away than it is", () => {
    expect(relativeTimeText(now + 1.9 * hours, now, "ago")).toBe("in 1 h");
    expect(relativeTimeText(now + 5.8 * minutes, now, "ago")).toBe("in 5 min");
  });

  test("an hour is never called 60 min", () => {
    expect(relativeTimeText(now - (hours - 1), now, "ago")).toBe("59 min ago");
  });
});

test("exactTimeText names the time zone", () => {
  expect(exactTimeText(now, "UTC")).toBe("Sat, 21 Nov 2026, 10:00 UTC");
});
