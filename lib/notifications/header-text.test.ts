import { describe, expect, it } from "vitest";
import { headerText, keyName, withSafeHeaders } from "./header-text";

const mail = {
  key: "eff_1",
  to: { name: "Rune", email: "rune@meridian.example" },
  subject: "Review",
  html: "<p>x</p>",
  text: "x",
};

describe("headerText", () => {
  it.each([
    ["a line break cannot start a header", "Review\r\nBcc: evil@example.com", "Review Bcc: evil@example.com"],
    ["a folded line is one line", "Review\r\n\t of checkout", "Review of checkout"],
    ["other control and separator characters go", "a\u0000b\u0007c\u0085d\u2028e\u007ff", "a b c d e f"],
    ["text cannot be turned around", "invoice\u202Egpj.exe", "invoice gpj.exe"],
    ["half a character becomes a whole one", "a\ud800", "a\ufffd"],
    ["letters of every language stay", "Zoë Łukasz 山田 👩‍💻", "Zoë Łukasz 山田 👩‍💻"],
  ])("%s", (_, given, expected) => {
    expect(headerText(given)).toBe(expected);
  });

  it("cuts at a whole character", () => {
    expect(headerText("👩".repeat(300), 10)).toBe(`${"👩".repeat(9)}…`);
  });
});

describe("withSafeHeaders", () => {
  it.each([
    "rune@meridian.example\r\nBcc: evil@example.com",
    "rune@meridian.example, evil@example.com",
    "Rune <rune@meridian.example>",
    "rune@meridian.example\u0000",
    "rune",
    "",
  ])("refuses for good what is not one plain address: %j", (email) => {
    expect(() => withSafeHeaders({ ...mail, to: { name: "Rune", email } })).toThrow(
      expect.objectContaining({ name: "MailError", retriable: false }),
    );
  });

  it("cleans name and subject and leaves the content alone", () => {
    const text = "line\r\nline";
    const safe = withSafeHeaders({ ...mail, to: { ...mail.to, name: "R\nK" }, subject: "a\r\nb", text });
    expect(safe).toEqual({ ...mail, to: { ...mail.to, name: "R K" }, subject: "a b", text });
  });
});

describe("keyName", () => {
  it("keeps a plain key, and gives others a stable name of their own", () => {
    expect(keyName("eff_01h-x")).toBe("eff_01h-x");
    expect(keyName("../../etc/passwd")).toMatch(/^[0-9a-f]{64}$/);
    expect(keyName("a/b")).toBe(keyName("a/b"));
    expect(keyName("a/b")).not.toBe(keyName("a:b"));
  });
});
