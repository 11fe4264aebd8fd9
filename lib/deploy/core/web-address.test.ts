import { expect, test } from "vitest";
import { webAddress } from "./web-address";

test.each(["https://git.example/shop/commit/1", "http://git.example/1", "HTTPS://git.example/1"])(
  "%s becomes a link",
  (address) => {
    expect(webAddress(address)).toBe(address);
  },
);

test.each([
  null,
  "",
  "javascript:alert(1)",
  "data:text/html,1",
  "//git.example",
  "git.example",
  " https://x",
])("%j does not", (text) => {
  expect(webAddress(text)).toBeNull();
});
