import type { Page } from "@playwright/test";
import { panelOf, pendingPath, reviewLink, useAsking } from "./fixtures/asking";
import { ines, rune } from "./fixtures/people";
import { bringToStaging, gatePromotions, makeShop, openRequest, pipelineScopes } from "./fixtures/shop";
import {
  expect,
  expectAccessible,
  expectNoHorizontalScroll,
  expectNothingCovered,
  test,
} from "./fixtures/test";

const { installation, ask, stateOf, open } = useAsking(async ({ api }, sandbox) => {
  const administrator = await api("meridian", rune.email);
  await makeShop(administrator, { repository: sandbox.bare("gitops.git") });
  await administrator.post("/projects", { name: "Bank" });
  await gatePromotions(administrator);
});

const numbers = async (page: Page) =>
  (
    await page
      .getByRole("link", { name: /^Review request/ })
      .evaluateAll((links) =>
        links
          .filter((link) => (link as HTMLElement).offsetParent)
          .map((link) => link.getAttribute("aria-label")),
      )
  ).map((label) => Number(label?.split(" ").at(-1)));

test("Pending: nearest deadline first, narrowed by what stands in the address", async ({ newVisitor }) => {
  const never = await ask("never", { hours: null });
  const late = await ask("late", { hours: 70 });
  const soon = await ask("soon", { hours: 5 });
  const bank = await ask("ledger", { project: "bank", hours: 30 });
  const page = await open(await newVisitor(), pendingPath);
  await expect(page.getByText("4 requests wait for your decision.")).toBeVisible();
  expect(await numbers(page)).toEqual([soon, bank, late, never]);
  await expect(page.getByRole("row", { name: /soon/ })).toContainText("0 of 1");

  await page.getByRole("button", { name: "Project", exact: true }).click();
  await page.getByRole("menuitem", { name: "Bank" }).click();
  await expect(page.getByRole("button", { name: "Project: Bank" })).toBeVisible();
  await expect.poll(() => numbers(page)).toEqual([bank]);
  await expect(page).toHaveURL(/project=bank/);
  await page.reload();
  expect(await numbers(page)).toEqual([bank]);
  await page.getByRole("button", { name: "Workflow" }).click();
  await page.getByRole("menuitem", { name: "Environment Promotion" }).click();
  await expect(page.getByText("Nothing fits these filters")).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  await expect.poll(() => numbers(page)).toEqual([soon, bank, late, never]);
});

test("deciding opens the next one, which the button names before, until all is done", async ({
  newVisitor,
}) => {
  const first = await ask("first", { hours: 5 });
  const second = await ask("second", { hours: 30 });
  const page = await open(await newVisitor(), pendingPath);
  await reviewLink(page, first).click();
  const approve = panelOf(page).getByRole("button", { name: "Approve" });
  await expect(approve).toHaveAccessibleDescription(`Next: second, restart second, request ${second}.`);
  await approve.click();
  await expect(page.getByText(`Request ${first} is approved.`)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`review=${second}`));
  await expect(panelOf(page)).toContainText("second");
  await expectNothingCovered(page, page.getByText(`Request ${first} is approved.`));
  await expect(approve).toHaveAccessibleDescription("Next: back to the list.");
  await panelOf(page).getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText("All done")).toBeVisible();
  await expect(panelOf(page)).toBeHidden();
  expect([await stateOf(first), await stateOf(second)]).toEqual(["approved", "rejected"]);
  await page.getByRole("link", { name: "See it in History" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("History");
});

test("on a phone one request after the other, without going back to the list", async ({ newVisitor }) => {
  const first = await ask("phone one", { hours: 5 });
  const second = await ask("phone two", { hours: 30 });
  const visitor = await newVisitor({ viewport: { width: 390, height: 844 } });
  const page = await open(visitor, pendingPath);
  await expectNoHorizontalScroll(page);
  await reviewLink(page, first).click();
  await expect(page).toHaveURL(new RegExp(`requests/${first}`));
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page).toHaveURL(new RegExp(`requests/${second}`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("phone two");
  await expect(page.getByRole("heading", { level: 1 })).toBeInViewport();
  await expectNothingCovered(page, page.getByText(`Request ${first} is approved.`));
  await expectNoHorizontalScroll(page);
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("All done")).toBeVisible();
  expect([await stateOf(first), await stateOf(second)]).toEqual(["approved", "approved"]);
});

test("a mail's link stays at the outcome and names what waits next", async ({ newVisitor }) => {
  const first = await ask("by mail");
  const second = await ask("after the mail");
  const at = (number: number) => `/meridian/approvals/requests/${number}`;
  const page = await open(await newVisitor(), at(first));
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(
    page.getByText("You have decided this. Next: after the mail, restart after the mail."),
  ).toBeVisible();
  await page.getByRole("link", { name: `Next: request ${second}` }).click();
  await expect(page).toHaveURL(new RegExp(`requests/${second}`));
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("All done")).toBeVisible();
});

test("keys move the focus in the list and the review, never while typing; only Enter decides", async ({
  newVisitor,
}) => {
  const first = await ask("key one", { hours: 5 });
  const second = await ask("key two", { hours: 30 });
  const page = await open(await newVisitor(), pendingPath);
  await page.keyboard.press("j");
  await expect(reviewLink(page, second)).not.toBeFocused();
  await reviewLink(page, first).focus();
  await page.keyboard.press("j");
  await expect(reviewLink(page, second)).toBeFocused();
  await page.keyboard.press("k");
  await expect(reviewLink(page, first)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panelOf(page, first)).toBeVisible();
  await expect(panelOf(page, first)).toBeFocused();
  await page.keyboard.press("j");
  await expect(panelOf(page, second)).toBeVisible();
  await page.keyboard.press("k");
  await expect(panelOf(page, first)).toBeVisible();

  const comment = panelOf(page).getByRole("textbox", { name: "Comment" });
  await comment.fill("");
  await comment.pressSequentially("ajar?");
  await expect(comment).toHaveValue("ajar?");
  await expect(comment).toBeFocused();

  await panelOf(page).focus();
  await page.keyboard.press("r");
  await expect(panelOf(page).getByRole("button", { name: "Reject" })).toBeFocused();
  await page.keyboard.press("a");
  await expect(panelOf(page).getByRole("button", { name: "Approve" })).toBeFocused();
  expect(await stateOf(first)).toBe("waiting");

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await expect(help).toBeVisible();
  await expectAccessible(page, "the keys' help");
  await help.getByRole("switch", { name: "Use these keys" }).focus();
  await page.keyboard.press("Space");
  await help.getByRole("button", { name: "Close" }).click();
  await panelOf(page).focus();
  await page.keyboard.press("r");
  await expect(panelOf(page).getByRole("button", { name: "Reject" })).not.toBeFocused();
  await page.reload();
  await panelOf(page).focus();
  await page.keyboard.press("a");
  await expect(panelOf(page).getByRole("button", { name: "Approve" })).not.toBeFocused();
  await page.getByRole("button", { name: "Keys" }).click({ force: true });
  await help.getByRole("switch", { name: "Use these keys" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await reviewLink(page, first).focus();
  await page.keyboard.press("Enter");
  await panelOf(page).focus();
  await page.keyboard.press("a");
  await page.keyboard.press("Enter");
  await expect(panelOf(page, second)).toBeVisible();
  expect([await stateOf(first), await stateOf(second)]).toEqual(["approved", "waiting"]);
});

test("many commits stand in groups, and why I am asked stands by the buttons", async ({ newVisitor }) => {
  const pipeline = await installation.api("meridian", rune.email, pipelineScopes);
  const commits = Array.from({ length: 10 }, (_, index) => ({
    sha: String(index).padStart(40, "a"),
    message: `Change ${index}`,
    author: { name: index % 2 ? "Mika Soto" : "Teo Lindqvist", email: `${index % 2}@other.example` },
    at: new Date(Date.now() - index * 3_600_000).toISOString(),
  }));
  await pipeline.post("/projects/shop/components/checkout/builds", {
    number: 9,
    image: "registry.example.com/shop/checkout",
    digest: `sha256:${"9".repeat(64)}`,
    commit: commits[0]?.sha,
    branch: "main",
    commits,
  });
  await bringToStaging(pipeline, 10);
  const number = await openRequest(await installation.api("meridian", ines.email), 10);
  const at = `/meridian/approvals/requests/${number}`;
  const page = await open(await newVisitor(), at);
  await expect(page.getByText(/You decide as Reviewer/i)).toBeVisible();
  await expect(page.getByText("Teo Lindqvist 5 commits")).toBeVisible();
  await expect(page.getByText("Change 1", { exact: true })).toBeHidden();
  await page.getByText("Mika Soto 5 commits").click();
  await expect(page.getByText("Change 1", { exact: true })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoHorizontalScroll(page);
});
