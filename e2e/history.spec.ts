import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { openAs } from "./fixtures/console";
import { fileMails, mailTo } from "./fixtures/mails";
import { amal, ines, meridian, rune, sol, vera } from "./fixtures/people";
import { bringToStaging, openRequest, pipelineScopes } from "./fixtures/shop";
import { expect, expectAccessible, test } from "./fixtures/test";
import { gatedShop, useInstallation } from "./fixtures/use-installation";

const mails = () => fileMails(installation.dataDirectory);

const { installation } = useInstallation(gatedShop, [{ ...meridian, people: [...meridian.people, vera] }]);

// What the first test has decided the second one finds in History.
test.describe.configure({ mode: "serial" });

async function asked(component: string, build: number): Promise<number> {
  await bringToStaging(await installation.api("meridian", rune.email, pipelineScopes), build, component);
  return openRequest(await installation.api("meridian", ines.email), build, component);
}
const at = (path: string) => `${installation.url}/meridian${path}`;
const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("commented, reminded, overridden, revoked: mailed to those concerned, and told by the record", async ({
  newVisitor,
}) => {
  const number = await asked("checkout", 21);
  const reviewer = await openAs(await newVisitor(), at(`/approvals/requests/${number}`), amal.name);
  await reviewer
    .getByRole("textbox", { name: "Ask or answer without deciding" })
    .fill("Is the migration in?");
  await reviewer.getByRole("button", { name: "Send" }).click();
  await expect(reviewer.getByText("Is the migration in?")).toBeVisible();
  for (const { email } of [ines, sol])
    expect((await mailTo(mails, email, "Comment: checkout #21")).text).toContain("Is the migration in?");

  const developer = await openAs(await newVisitor(), at("/approvals/pending?scope=mine"), ines.name);
  const row = developer.getByRole("row", { name: /checkout #21/ });
  await expect(row).toContainText("From Amal Haddad or Sol Okafor");
  await row.getByRole("button", { name: `Remind of request ${number}` }).click();
  await expect(row).toContainText("Reminded");
  await expect(row.getByRole("button", { name: /^Remind/ })).toHaveCount(0);
  await mailTo(mails, amal.email, "Reminder: checkout #21");
  await mailTo(mails, sol.email, "Reminder: checkout #21");

  await expect(reviewer.getByRole("button", { name: "Override…" })).toHaveCount(0);
  const administrator = await openAs(await newVisitor(), at(`/approvals/requests/${number}`), vera.name);
  await administrator.getByRole("button", { name: "Override…" }).click();
  const dialog = administrator.getByRole("alertdialog");
  await expect(dialog).toContainText(`Request ${number} is approved at once, without its approvers`);
  await dialog.getByRole("button", { name: "Override and approve" }).click();
  await expect(dialog).toContainText("This needs a reason");
  const reason = dialog.getByRole("textbox", { name: "Reason" });
  await reason.fill("The board met");
  await administrator.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await administrator.getByRole("button", { name: "Override…" }).click();
  await expect(reason).toHaveValue("The board met");
  await dialog.getByRole("button", { name: "Override and approve" }).click();
  await expect(dialog).toBeHidden();
  await expect(administrator.getByText("Approved by override").first()).toBeVisible();
  expect((await mailTo(mails, ines.email, "Approved: checkout #21")).text).toContain(
    "overriding the approvers",
  );

  await developer.goto(at(`/approvals/requests/${number}`));
  const record = developer.getByRole("region", { name: "Record" });
  for (const line of [
    "Ines Duarte asked for this",
    "Asked: Amal Haddad and Sol Okafor",
    "Amal Haddad commented",
    "Ines Duarte reminded the approvers",
    "Vera Lind overrode the approvers: approve",
    "Approved by override",
  ])
    await expect(record).toContainText(line);
  await developer.goto(at("/projects/shop/components/checkout/deploy"));
  await expect(developer.getByText("Approved by override: #21.")).toBeVisible();

  await expect(reviewer.getByRole("button", { name: "Revoke…" })).toHaveCount(0);
  // React Aria's announcement of a pending button stays for seven seconds, longer than the button that it names.
  await administrator.reload();
  await administrator.getByRole("button", { name: "Revoke…" }).click();
  await expect(dialog).toContainText(`Nothing can be deployed under request ${number} any more.`);
  await expectAccessible(administrator, "revoking an approval");
  await dialog.getByRole("button", { name: "Revoke approval" }).click();
  await expect(dialog).toContainText("This needs a reason");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("The board met again");
  await dialog.getByRole("button", { name: "Revoke approval" }).click();
  await expect(dialog).toBeHidden();
  await expect(
    administrator.getByText("This approval was revoked: The board met again").first(),
  ).toBeVisible();
  expect((await mailTo(mails, ines.email, "Revoked: checkout #21")).text).toContain("The board met again");
  const revoked = `The approval of request ${number} was revoked: The board met again`;
  await expect(developer.getByText(revoked)).toBeVisible();
  await expect(developer.getByRole("button", { name: "Request to Promote to Production" })).toBeVisible();
});

test("History is narrowed by its address and exported as it is shown; Mine cancels", async ({
  newVisitor,
}) => {
  const number = await asked("cart", 22);
  const page = await openAs(await newVisitor(), at("/approvals/pending?scope=mine"), ines.name);
  await page.getByRole("button", { name: `Cancel request ${number}` }).click();
  await expect(page.getByRole("alertdialog")).toContainText("2 approvers will be told.");
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel request" }).click();
  await expect(page.getByRole("row", { name: /cart #22/ })).toHaveCount(0);

  await page.goto(at("/approvals/history"));
  const found = (name: RegExp) => page.getByRole("row", { name });
  await expect(found(/cart #22/)).toContainText("Cancelled");
  await page.getByRole("textbox", { name: "Person" }).fill("vera");
  await expect(page).toHaveURL(/person=vera/);
  await expect(found(/cart #22/)).toHaveCount(0);
  await expect(found(/checkout #21/)).toContainText("Approved by override");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Person" })).toHaveValue("vera");
  await expect(found(/cart #22/)).toHaveCount(0);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("meridian-history.csv");
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("checkout #21");

  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(found(/cart #22/)).toHaveCount(1);
  const states = page.getByRole("navigation", { name: "State" });
  await states.getByRole("link", { name: "Overridden" }).click();
  await expect(page).toHaveURL(/state=overridden/);
  await expect(found(/cart #22/)).toHaveCount(0);
  await expect(found(/checkout #21/)).toHaveCount(1);
  await states.getByRole("link", { name: "All", exact: true }).click();
  await expect(found(/cart #22/)).toHaveCount(1);
  await page.getByRole("button", { name: /Project/ }).click();
  await page.getByRole("option", { name: "Shop" }).click();
  await expect(page).toHaveURL(/project=shop/);
  await page.getByRole("button", { name: /Component/ }).click();
  await page.getByRole("option", { name: "cart" }).click();
  await expect(found(/checkout #21/)).toHaveCount(0);
  await expect(found(/cart #22/)).toHaveCount(1);

  await test.step("on a phone the list comes first, and the filters say how many there are", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    const toggle = page.getByRole("button", { name: "Filters: 2" });
    await expect(page.getByRole("textbox", { name: "Person" })).toBeVisible();
    await toggle.click();
    await expect(page.getByRole("textbox", { name: "Person" })).toBeHidden();
    await expect(page.getByRole("textbox", { name: "Text" })).toBeVisible();
  });
});

test("times are relative; the exact instant on hover is one of the viewer's own time zone", async ({
  newVisitor,
}) => {
  const [stored] = await installation.sql(
    "select closed_at::text as at from approval_request where number = 1",
  );
  for (const [timezoneId, zone] of [
    ["Asia/Tokyo", "GMT+9"],
    ["America/New_York", "GMT-"],
  ] as const) {
    const page = await openAs(await newVisitor({ timezoneId }), at("/approvals/history"), ines.name);
    const time = page
      .getByRole("row", { name: /checkout #21/ })
      .locator("time")
      .last();
    await expect(time).toHaveText(/ago|just now/);
    await time.hover();
    const hour = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      timeZone: timezoneId,
    });
    await expect(time).toHaveAttribute("title", new RegExp(hour.format(new Date(String(stored?.at)))));
    await expect(time).toHaveAttribute("title", new RegExp(`${zone.replace("+", "\\+")}|EST|EDT|JST`));
  }
});

test("the theme follows the system until the account menu says otherwise, in this browser, without a flash", async ({
  newVisitor,
}) => {
  const page = await openAs(await newVisitor({ colorScheme: "light" }), at(""), ines.name);
  const light = await background(page);
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect.poll(() => background(page)).not.toBe(light);
  const dark = await background(page);
  const response = await page.reload();
  expect(await response?.text()).toMatch(/<html[^>]*data-theme="dark"/);
  expect(await background(page)).toBe(dark);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Account:/ }).click();
  await expect(page.getByRole("menuitemradio", { name: "Dark" })).toBeChecked();
  await page.getByRole("menuitemradio", { name: "As the system has it" }).click();
  await page.reload();
  expect(await background(page)).toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await background(page)).toBe(dark);
});
