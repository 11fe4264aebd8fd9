import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { weaknessOf } from "./settings.ts";

it.each([
  ["short", "has 5 characters where 32 are the least"],
  ["demo-Zk3vQ8xT1mB6nR4cY7wL0pJ5hG2dS9fA", "is the one of a demo"],
  ["a".repeat(40), "repeats itself and can be guessed"],
  ["s3cr3t-k".repeat(6), "repeats itself and can be guessed"],
  ["please-change-me-before-production-9", "is an example that others know"],
])("the secret %s is refused", (secret, reason) => {
  expect(weaknessOf(secret)).toBe(reason);
});

it("random secrets are taken, in hexadecimal and in base64", () => {
  for (let i = 0; i < 200; i++) {
    expect(weaknessOf(randomBytes(32).toString("base64"))).toBeUndefined();
    expect(weaknessOf(randomBytes(32).toString("hex"))).toBeUndefined();
  }
});
