import { expect, test } from "vitest";
import { comingFrom } from "./page-shape";

const pending = "/meridian/approvals/pending";
const checkout = "/meridian/projects/shop/components/checkout";

test.each([
  ["another page, by its shape", "/meridian", pending, "page list"],
  ["a request", pending, "/meridian/approvals/requests/7?go=next", "page request"],
  ["a component", "/meridian/projects/shop", `${checkout}/deploy`, "page board"],
  ["another component", `${checkout}/deploy`, `${checkout}2/deploy`, "page board"],
  ["another tab of a component, below its name", `${checkout}/deploy`, `${checkout}/builds`, "tab rows"],
  ["what happened to it, line by line", `${checkout}/deploy`, `${checkout}/activity`, "tab lines"],
  ["the history of an environment, too", `${checkout}/deploy`, `${checkout}/deploy/staging`, "tab rows"],
  ["a review beside its list", pending, `${pending}?review=7`, "above panel"],
  ["the same, by its query alone", `${pending}?scope=all`, "?scope=all&review=7", "above panel"],
  ["the next review", `${pending}?review=7`, `${pending}?review=8`, "above panel"],
  ["a list whose review is closed", `${pending}?review=7`, pending, null],
  ["a filter", `${pending}?review=7`, `${pending}?review=7&scope=all`, null],
])("%s", (_, from, to, expected) => {
  const coming = comingFrom(from, to);
  expect(coming && `${coming.area} ${coming.shape}`).toBe(expected);
});
