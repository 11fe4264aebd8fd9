import fc from "fast-check";
import { expect, test } from "vitest";
import { shortFingerprint, wholeFingerprint } from "./short-fingerprint";

test("a fingerprint that was shortened is whole again", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const fingerprint = `sha256:${Buffer.from(bytes).toString("hex")}`;
      expect(shortFingerprint(fingerprint)).toHaveLength(43);
      expect(wholeFingerprint(shortFingerprint(fingerprint))).toBe(fingerprint);
    }),
  );
});
