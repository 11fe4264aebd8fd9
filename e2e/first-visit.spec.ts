import { card, expectLive, openAs, promote, requestPromotion, towards } from "./fixtures/console";
import { amal, ines, rune } from "./fixtures/people";
import { bringToStaging, gatePromotions, makeShop, pipelineScopes } from "./fixtures/shop";
import { expect, expectAccessible, expectNoHorizontalScroll, test } from "./fixtures/test";
import { useInstallation } from "./fixtures/use-installation";

/** What somebody does who has never read a word about it, on a phone: each page says what comes next. */
const phone = { viewport: { width: 390, height: 844 } };

const { installation } = useInstallation(async ({ api }, sandbox) => {
  const administrator = await api("meridian", rune.email);
  await makeShop(administrator, { repository: sandbox.bare("gitops.git") });
  sandbox.bare("source.git");
  await bringToStaging(await api("meridian", rune.email, pipelineScopes), 7, "checkout", sandbox);
  await gatePromotions(administrator);
});

test("a developer asks, reminds, takes it back, asks again, and is led on to promoting; Activity tells it all", async ({
  newVisitor,
}) => {
  const page = await openAs(await newVisitor(phone), installation.url, ines.name);
  await page.getByRole("link", { name: /^Shop/ }).click();
  await page.getByRole("link", { name: "checkout", exact: true }).click();

  await test.step("after asking the focus is where it was asked", async () => {
    await requestPromotion(page, "Production", "The first one");
    await expect(page.getByRole("button", { name: "Cancel request" })).toBeVisible();
    await expect(towards(page, "Staging", "Production")).toBeFocused();
    await expectNoHorizontalScroll(page);
  });

  await test.step("the request's page reminds its approvers and takes it back", async () => {
    await page.getByRole("link", { name: "View request 1" }).click();
    await expect(page.getByText("You asked for this, so somebody else decides.")).toBeVisible();
    // React Aria's announcement of a pending button stays for seven seconds, longer than the button that it names.
    await page.reload();
    await expectAccessible(page, "one's own request");
    await page.getByRole("button", { name: "Remind of request 1" }).click();
    await expect(page.getByText(/^You reminded its approvers just now/)).toBeVisible();
    await page.getByRole("button", { name: "Cancel request" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Cancel request 1?" });
    await expect(dialog).toContainText("will be told");
    await dialog.getByRole("button", { name: "Cancel request" }).click();
    await expect(page.getByText("Cancelled by Ines Duarte.")).toBeVisible();
  });

  await test.step("asked again and approved by a reviewer, its page leads to where it is promoted", async () => {
    await page.getByRole("link", { name: "checkout", exact: true }).click();
    await requestPromotion(page, "Production", "The second one");
    const reviewer = await openAs(
      await newVisitor(phone),
      `${installation.url}/meridian/approvals/pending`,
      amal.name,
    );
    await reviewer.getByRole("link", { name: "checkout #7", exact: true }).click();
    await reviewer.getByRole("button", { name: "Approve" }).click();
    await expect(reviewer.getByText("Request 2 is approved.")).toBeVisible();
    await expect(reviewer.getByText("All done")).toBeVisible();
    await page.goto(`${installation.url}/meridian/approvals/requests/2`);
    await page.getByRole("link", { name: "Promote on the Deploy page" }).click();
    await promote(page, 7, "Production");
    await expectLive(page, "Production", "Delivered");
    await expect(card(page, "Production")).toContainText("Build #7");
  });

  await test.step("Activity has all of it, newest first", async () => {
    await page.getByRole("link", { name: "All activity" }).click();
    await expect(page.getByRole("link", { name: "Activity", exact: true })).toHaveAttribute(
      "aria-current",
      "page",
    );
    const told = page
      .locator("main")
      .getByRole("listitem")
      .filter({ hasText: "ago" })
      .or(page.locator("main").getByRole("listitem").filter({ hasText: "just now" }));
    await expect(told.first()).toContainText(
      "Ines Duarte promoted build #7 to Production under request 2, approved by Amal Haddad",
    );
    for (const text of [
      "Request 1 to Production was cancelled by Ines Duarte",
      "Ines Duarte asked to promote build #7 to Production: request 1",
      "Build #7, reported by Rune Kvist: Round totals once (7)",
    ])
      await expect(told.filter({ hasText: text })).toHaveCount(1);
    await page.reload();
    await expectAccessible(page, "Activity");
    await expectNoHorizontalScroll(page);
  });
});
