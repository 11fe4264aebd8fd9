import { expect, test } from "vitest";
import { commitAddress, compareAddress, webAddress } from "./web-address";

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

test("a build's source link leads to each of its commits, and to what changed since another one", () => {
  const link = "https://git.example/shop/-/commit/9c41e07";
  expect(commitAddress(link, "9c41e07", "e08b1d3")).toBe("https://git.example/shop/-/commit/e08b1d3");
  expect(compareAddress(link, "9c41e07", "51fa2b8")).toBe(
    "https://git.example/shop/-/compare/51fa2b8...9c41e07",
  );
});

test("a source link that names no commit, or is none, leads nowhere else", () => {
  for (const link of [null, "https://git.example/shop", "javascript:9c41e07"]) {
    expect(commitAddress(link, "9c41e07", "e08b1d3")).toBeNull();
    expect(compareAddress(link, "9c41e07", "51fa2b8")).toBeNull();
  }
  const page = "https://git.example/shop/9c41e07/files";
  expect(compareAddress(page, "9c41e07", "51fa2b8")).toBeNull();
  expect(compareAddress("https://git.example/commit/9c41e07", "9c41e07", "9c41e07")).toBeNull();
});
