import { expect, test } from "vitest";
import type { TokenId } from "@/lib/kernel/ids";
import { countCostlyCall, countRequest, quotaHeaders } from "./rate-limit";

const one = "tok_1" as TokenId;
const two = "tok_2" as TokenId;

test("a minute begins with a token's first request, and each token has its own", () => {
  const start = 1_000_000;
  expect(countRequest(one, start, 2)).toEqual({ limit: 2, left: 1, seconds: 60, isExceeded: false });
  expect(countRequest(one, start + 30_500, 2)).toEqual({ limit: 2, left: 0, seconds: 30, isExceeded: false });
  expect(countRequest(one, start + 59_999, 2)).toEqual({ limit: 2, left: 0, seconds: 1, isExceeded: true });
  expect(countRequest(two, start + 59_999, 2)).toMatchObject({ left: 1, seconds: 60, isExceeded: false });
  expect(countRequest(one, start + 60_000, 2)).toMatchObject({ left: 1, seconds: 60, isExceeded: false });
  expect(countRequest(two, start + 60_000, 2)).toMatchObject({ left: 0, isExceeded: false });
});

test("what costs much is counted by itself, for each token and operation", () => {
  const [here, there] = ["tok_here", "tok_there"] as TokenId[] as [TokenId, TokenId];
  const start = 5_000_000;
  expect(countCostlyCall(here, "verify", 1, start)).toMatchObject({ isExceeded: false });
  expect(countCostlyCall(here, "verify", 1, start + 1)).toMatchObject({ isExceeded: true, seconds: 60 });
  expect(countCostlyCall(here, "other", 1, start + 1)).toMatchObject({ isExceeded: false });
  expect(countCostlyCall(there, "verify", 1, start + 1)).toMatchObject({ isExceeded: false });
  expect(countCostlyCall(here, "verify", 1, start + 60_000)).toMatchObject({ isExceeded: false });
});

test("headers are structured fields as the IETF draft has them", () => {
  expect(quotaHeaders({ limit: 6000, left: 5999, seconds: 42, isExceeded: false })).toEqual({
    "RateLimit-Policy": '"token";q=6000;w=60',
    RateLimit: '"token";r=5999;t=42',
  });
});
