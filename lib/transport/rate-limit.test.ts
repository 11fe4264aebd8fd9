import { expect, test } from "vitest";
import type { TokenId } from "@/lib/kernel/ids";
import { countRequest, quotaHeaders } from "./rate-limit";

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

test("headers are structured fields as the IETF draft has them", () => {
  expect(quotaHeaders({ limit: 6000, left: 5999, seconds: 42, isExceeded: false })).toEqual({
    "RateLimit-Policy": '"token";q=6000;w=60',
    RateLimit: '"token";r=5999;t=42',
  });
});
