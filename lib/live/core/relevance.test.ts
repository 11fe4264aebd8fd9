import { expect, test } from "vitest";
import { concerns } from "./relevance";

const change = { kind: "component", project: "shop", component: "checkout" } as const;

test.each([
  ["/meridian/projects/shop/components/checkout/deploy", true],
  ["/meridian/projects/shop", true],
  ["/meridian", true],
  ["/meridian/approvals/requests/7", true],
  ["/meridian/projects/shop/components/cart/deploy", false],
  ["/meridian/projects/bank/components/checkout/deploy", false],
  ["/meridian/projects/bank", false],
])("a change of Shop's checkout concerns %s: %s", (pathname, expected) => {
  expect(concerns(change, pathname)).toBe(expected);
});

test("a request concerns every page: the count is in its frame", () => {
  expect(concerns({ kind: "request", number: 7 }, "/meridian/projects/bank")).toBe(true);
});
