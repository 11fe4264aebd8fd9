import { expect, test } from "vitest";
import { promotionAction, promotionTitle } from "./promotion-words";

const asked = { component: { name: "checkout" }, build: { number: 45 }, to: { name: "Production" } };

test.each([
  ["promote", "Promote checkout #45 to Production", "Promote to Production"],
  ["configure", "Configure checkout #45 in Production", "Configure in Production"],
  ["deploy", "Deploy checkout #45 to Production", "Deploy to Production"],
  ["redeploy", "Deploy again checkout #45 in Production", "Deploy again in Production"],
  ["rollback", "Roll back checkout to #45 in Production", "Roll back in Production"],
] as const)("%s says what is asked for", (kind, title, action) => {
  expect([promotionTitle({ ...asked, kind }), promotionAction({ ...asked, kind })]).toEqual([title, action]);
});
