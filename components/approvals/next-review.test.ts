import { expect, test } from "vitest";
import { following, nextReview } from "./next-review";

const rows = [1, 2, 3].map((number) => ({ number, canDecide: number !== 2 }));

test("after a decision comes the next one down the list that the viewer may decide", () => {
  expect(following(rows, 1)?.number).toBe(3);
});

test("after the last it begins again at the top, and the only one has none after it", () => {
  expect(following(rows, 3)?.number).toBe(1);
  expect(following(rows.slice(0, 2), 1)).toBeNull();
});

test("one that is not in the list leads to the first that may be decided", () => {
  expect(following(rows, 9)?.number).toBe(1);
});

test("it is named by what it does", () => {
  const promotion = { number: 4, name: "cart", tag: "#6", action: { from: "Staging", to: "Production" } };
  expect(nextReview(promotion, "/4").label).toBe("cart #6 to Production");
  const operation = { number: 5, name: "job 7", tag: null, action: { from: null, to: "restart billing-db" } };
  expect(nextReview(operation, "/5").label).toBe("job 7, restart billing-db");
});
