import type { Page } from "@playwright/test";
import { openAs } from "./fixtures/console";
import { amal, ines, rune } from "./fixtures/people";
import { bringToStaging, gatePromotions, makeShop, openRequest, pipelineScopes } from "./fixtures/shop";
import { expect, test } from "./fixtures/test";
import { useInstallation } from "./fixtures/use-installation";

let checkout: number;
let cart: number;

const { installation } = useInstallation(async ({ api }, sandbox) => {
  const administrator = await api("meridian", rune.email);
  const pipeline = await api("meridian", rune.email, pipelineScopes);
  const developer = await api("meridian", ines.email);
  await makeShop(administrator, { repository: sandbox.bare("gitops.git") }, ["checkout", "cart"]);
  await gatePromotions(administrator);
  await bringToStaging(pipeline, 5, "checkout");
  await bringToStaging(pipeline, 6, "cart");
  checkout = await openRequest(developer, 5, "checkout");
  cart = await openRequest(developer, 6, "cart");
});

const panel = (page: Page) => page.getByRole("dialog", { name: /^Review Details/ });
const row = (page: Page, component: string) => page.getByRole("row", { name: new RegExp(`${component} #`) });
const review = (page: Page, number: number) => page.getByRole("link", { name: `Review request ${number}` });

test("the panel is an address: reload keeps it, Escape gives the focus back, History closes it", async ({
  newVisitor,
}) => {
  const page = await openAs(await newVisitor(), `${installation.url}/meridian/approvals/pending`, amal.name);
  await review(page, cart).focus();
  await page.keyboard.press("Enter");
  await expect(panel(page)).toContainText("Promote cart #6 to Production");
  await page.reload();
  await expect(panel(page)).toContainText("Promote cart #6 to Production");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await expect(review(page, cart)).toBeFocused();

  await review(page, checkout).click();
  await expect(panel(page)).toContainText("Promote checkout #5 to Production");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await expect(review(page, checkout)).toBeFocused();
  await expect(page).not.toHaveURL(/review=/);

  await review(page, checkout).click();
  await expect(panel(page)).toBeVisible();
  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("History");
  await expect(panel(page)).toBeHidden();
});

test("approving in the panel takes row and badge away, and Back never reopens what is decided", async ({
  newVisitor,
}) => {
  const page = await openAs(await newVisitor(), `${installation.url}/meridian/approvals/pending`, amal.name);
  const badge = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Approvals/ });
  await expect(badge).toContainText("2");
  await review(page, checkout).click();
  const address = page.url();
  await expect(panel(page)).toBeVisible();
  expect(page.url()).toContain(`review=${checkout}`);
  await panel(page).getByRole("button", { name: "Approve" }).click();
  await expect(panel(page)).toContainText("Promote cart #6 to Production");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await expect(row(page, "checkout")).toHaveCount(0);
  await expect(row(page, "cart")).toHaveCount(1);
  await expect(badge).toContainText("1");
  await expect(page).not.toHaveURL(/review=/);
  expect(await installation.sql("select state from approval_request where number = $1", [checkout])).toEqual([
    { state: "approved" },
  ]);

  await page.goBack();
  await expect(panel(page)).toBeHidden();
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pending");
  await expect(page).not.toHaveURL(/review=/);
  await expect(panel(page)).toBeHidden();

  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("row", { name: /checkout #5/ })).toContainText("Approved");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pending");
  await expect(panel(page)).toBeHidden();
});
