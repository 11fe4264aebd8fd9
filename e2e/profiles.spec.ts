import type { Locator, Page } from "@playwright/test";
import { openAs } from "./fixtures/console";
import { ines, meridian, rune, vera } from "./fixtures/people";
import { bringToStaging, gatePromotions, makeShop, openRequest, pipelineScopes } from "./fixtures/shop";
import { expect, expectAccessible, expectNoHorizontalScroll, test } from "./fixtures/test";
import { useInstallation } from "./fixtures/use-installation";

const { installation, sandbox } = useInstallation(undefined, [
  { ...meridian, people: [...meridian.people, vera] },
]);
const profiles = () => `${installation.url}/meridian/settings/profiles`;

const rulesOf = (name: string) =>
  installation.sql(
    `select v.version, v.rules from approval_profile p
      join approval_profile_version v on v.organization_id = p.organization_id and v.profile_id = p.id
      where p.name = $1 order by v.version`,
    [name],
  );

const step = (page: Page, number: number) =>
  page.getByRole("region", { name: `Step ${number}`, exact: true });

async function add(within: Locator, field: string, name: string): Promise<void> {
  const input = within.getByRole("combobox", { name: field, exact: true });
  // The list closes when the page scrolls, be it to a field that Save has just named: then it is opened again.
  await expect(async () => {
    await input.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await input.fill("");
    await input.fill(name);
    await within.page().getByRole("option", { name }).click({ timeout: 2_000 });
  }).toPass();
  await expect(within.page().getByRole("listbox")).toBeHidden();
}

async function pick(dialog: Locator, field: string, option: string): Promise<void> {
  await dialog.getByRole("button", { name: new RegExp(field) }).click();
  await dialog.page().getByRole("option", { name: option, exact: true }).click();
}

async function enter(within: Page | Locator, field: string, value: string): Promise<void> {
  const input = within.getByRole("textbox", { name: field, exact: true });
  await input.fill(value);
  await input.blur();
}

test("a policy from elsewhere is typed in: refused with the reason while it can never pass, then saved as it was typed", async ({
  newVisitor,
}) => {
  const page = await openAs(await newVisitor(), profiles(), rune.name);
  await expect(page.getByText("No approval profile yet")).toBeVisible();
  await page.getByRole("link", { name: "New profile" }).click();
  await page.getByRole("radio", { name: "CZERTAINLY" }).check({ force: true });
  await expect(page.getByRole("switch", { name: "Different people for each step" })).toBeChecked();

  await test.step("what is missing is said beside its field", async () => {
    await page.getByRole("button", { name: "Save profile" }).click();
    await expect(page.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription("Give a name");
    await enter(page, "Name", "Certificates");
    await page.getByRole("button", { name: "Save profile" }).click();
    await expect(
      step(page, 1).getByText("Name at least one role, group or person who may approve."),
    ).toBeVisible();
  });

  await test.step("two steps that the people of now can never pass", async () => {
    await add(step(page, 1), "People", "Amal Haddad");
    await page.getByRole("button", { name: "Add a step" }).click();
    await add(step(page, 2), "Roles", "Reviewer");
    await enter(step(page, 2), "Approvals needed", "2");
    const answer = page.getByRole("region", { name: "With the people of now" });
    await expect(answer).toContainText("These rules can never pass.");
    await expect(answer).toContainText("are needed elsewhere in these rules");
    await page.getByRole("button", { name: "Save profile" }).click();
    await expect(page.getByText("These rules could never be met, so they were not saved.")).toBeVisible();
    await expect(step(page, 2).getByRole("textbox", { name: "Approvals needed" })).toHaveAttribute(
      "aria-invalid",
      "true",
    );
    await expectAccessible(page, "a new profile that can never pass");
    expect(await rulesOf("Certificates")).toEqual([]);
  });

  await test.step("typing on moves nothing, however right or wrong it becomes", async () => {
    const refusal = page.getByText("These rules could never be met");
    await enter(step(page, 2), "Approvals needed", "1");
    await expect(refusal).toBeHidden();
    const approvals = step(page, 2).getByRole("textbox", { name: "Approvals needed" });
    await approvals.focus();
    await approvals.evaluate((input) => input.scrollIntoView({ block: "end" }));
    const place = await page.evaluate(() => window.scrollY);
    expect(place).toBeGreaterThan(0);
    await page.keyboard.press("ArrowUp");
    await expect(refusal).toBeVisible();
    expect(await page.evaluate(() => window.scrollY)).toBe(place);
  });

  await test.step("one that hangs on somebody is allowed, and says so", async () => {
    await enter(step(page, 2), "Approvals needed", "1");
    const answer = page.getByRole("region", { name: "With the people of now" });
    await expect(answer).toContainText("These rules hang on one person");
    await expect(page.getByText("These rules could never be met")).toBeHidden();
    await enter(page, "Hours to decide", "7.5");
    await page.getByRole("button", { name: "Save profile" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Certificates");
    const [saved, ...more] = await rulesOf("Certificates");
    expect(more).toEqual([]);
    expect(saved).toMatchObject({
      version: 1,
      rules: {
        hoursToDecide: 7.5,
        distinctAcrossSteps: true,
        onApproval: "execute",
        steps: [
          { requirements: [{ approvers: { roles: [], users: [expect.stringMatching(/^mem_/)] } }] },
          { name: "Step 2", requirements: [{ approvers: { roles: [{ scope: "project" }] } }] },
        ],
      },
    });
  });

  await test.step("the list tells it in words", async () => {
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: "Approval profiles" })
      .click();
    const row = page.getByRole("row", { name: /Certificates/ });
    await expect(row).toContainText("Step 1: 1 of Amal Haddad");
    await expect(row).toContainText("Nothing yet");
    await expect(row).toContainText("Rune Kvist");
  });
});

test("two administrators editing: the second sees the difference, and takes it over with what they changed", async ({
  newVisitor,
}) => {
  const administrator = await installation.api("meridian", rune.email);
  await makeShop(administrator, { repository: sandbox.bare("gitops.git") });
  await gatePromotions(administrator);
  await bringToStaging(await installation.api("meridian", rune.email, pipelineScopes), 5);
  const number = await openRequest(await installation.api("meridian", ines.email), 5);

  const workflows = `${installation.url}/meridian/settings/workflows`;
  const first = await openAs(await newVisitor(), workflows, rune.name);
  await first.getByRole("button", { name: "Configure Environment Promotion" }).click();
  await first.getByRole("link", { name: "More rules" }).click();
  await expect(first.getByRole("heading", { level: 1 })).toHaveText("Environment Promotion");
  const second = await newVisitor({ viewport: { width: 390, height: 800 } });
  await openAs(second, first.url(), vera.name);
  await expect(second.getByRole("heading", { level: 1 })).toHaveText("Environment Promotion");

  await test.step("saving says which version it makes, and why", async () => {
    await enter(first, "Hours to decide", "8");
    const why = `Saving makes version 2, because version 1 is used by request ${number}.`;
    await expect(first.getByText(why)).toBeVisible();
    await first.getByRole("button", { name: "Save", exact: true }).click();
    await expect(first.getByText("Saved as version 2.")).toBeVisible();
  });

  await test.step("the second is shown theirs and mine, on a phone", async () => {
    await enter(second, "Hours to decide", "24");
    await second.getByRole("switch", { name: "Delegates may vote" }).click();
    await second.getByRole("button", { name: "Save", exact: true }).click();
    await expect(second.getByText("Rune Kvist saved version 2 while you were editing.")).toBeVisible();
    await expect(second.getByRole("row", { name: /Hours to decide/ })).toContainText(/72 h\s*8 h\s*24 h/);
    await expect(second.getByRole("row", { name: /Delegates may vote/ })).toContainText(/on\s*on\s*off/);
    await expectNoHorizontalScroll(second);
    await expectAccessible(second, "the difference, on a phone");
    expect(await rulesOf("Environment Promotion")).toHaveLength(2);
  });

  await test.step("and saves on top of it", async () => {
    await second.getByRole("button", { name: "Keep my changes, then Save" }).click();
    await second.getByRole("button", { name: "Save", exact: true }).click();
    await expect(second.getByText("Saved as version 2.")).toBeVisible();
    const [one, two] = await rulesOf("Environment Promotion");
    expect(one).toMatchObject({ version: 1, rules: { hoursToDecide: 72, allowDelegates: true } });
    expect(two).toMatchObject({ version: 2, rules: { hoursToDecide: 24, allowDelegates: false } });
  });

  await test.step("the versions tell what changed, and who uses them", async () => {
    await first.reload();
    const versions = first.getByRole("region", { name: "Versions" });
    await expect(versions).toContainText(`Used by request ${number}`);
    await expect(versions.getByRole("listitem").filter({ hasText: "Vera Lind" })).toContainText(
      "72 h → 24 h",
    );
    await versions.getByRole("button", { name: "Compare", exact: true }).click();
    const compared = versions.getByRole("region", { name: "From version 1 to version 2" });
    await expect(compared).toContainText("Delegates may vote");
  });

  await test.step("it is bound to one more target, not twice, and taking that away wants a reason", async () => {
    const bound = first.getByRole("region", { name: "Bound to" });
    const bind = async () => {
      await bound.getByRole("button", { name: "Bind to something" }).click();
      const dialog = first.getByRole("dialog", { name: "Bind Environment Promotion to something" });
      await pick(dialog, "Project", "Shop");
      await pick(dialog, "Into", "Staging");
      await dialog.getByRole("button", { name: "Bind", exact: true }).click();
      return dialog;
    };
    await bound.getByRole("button", { name: "Bind to something" }).click();
    await expect(first.getByRole("dialog")).toBeVisible();
    await expectAccessible(first, "what a profile is bound to");
    await first.keyboard.press("Escape");
    await expect(await bind()).toBeHidden();
    await expect(bound).toContainText("Environment Promotion: Shop, into Staging");
    const again = await bind();
    await expect(again).toContainText("Another rule gates exactly the same.");
    await again.getByRole("button", { name: "Cancel" }).click();

    await bound.getByRole("button", { name: /^Remove the binding .* into Staging/ }).click();
    const confirmation = first.getByRole("alertdialog", { name: "Remove this binding?" });
    await expect(confirmation).toContainText("Shop into Staging");
    await confirmation.getByRole("textbox", { name: "Reason" }).fill("Staging is rebuilt every night.");
    await confirmation.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(bound).not.toContainText("Staging");
    expect(await installation.sql("select count(*)::int as bindings from binding")).toEqual([
      { bindings: 1 },
    ]);
  });
});
