import type { Locator } from "@playwright/test";
import { choose, deployPath, openAs, signIn } from "./fixtures/console";
import { amal, ines, rune, sol } from "./fixtures/people";
import { bringToStaging, gatePromotions, makeShop, openRequest, pipelineScopes } from "./fixtures/shop";
import { expect, test } from "./fixtures/test";
import { useInstallation } from "./fixtures/use-installation";

const { installation, sandbox } = useInstallation();

/** The sentence stands beside the field, and whoever cannot see it hears it with the field. */
async function expectBeside(field: Locator, sentence: RegExp): Promise<void> {
  await expect(field).toHaveAccessibleDescription(sentence);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  const message = field.page().getByText(sentence).last();
  await expect(message).toBeVisible();
}

test("a workflow that could never be met is not turned on, and the dialog says beside the field why", async ({
  newVisitor,
}) => {
  const page = await openAs(await newVisitor(), `${installation.url}/meridian/settings/workflows`, rune.name);
  const toggle = page.getByRole("switch", { name: "Environment Promotion" });
  await toggle.click();
  const dialog = page.getByRole("dialog", { name: "Configure Workflow" });
  const save = dialog.getByRole("button", { name: "Save" });
  const roles = dialog.getByRole("combobox", { name: "Roles" });
  const assignees = dialog.getByRole("combobox", { name: "Assignees" });
  const approvals = dialog.getByRole("textbox", { name: "Approvals needed" });

  await test.step("nobody is named", async () => {
    await save.click();
    await expectBeside(roles, /role|person|nobody/i);
  });
  await test.step("no approval at all", async () => {
    await approvals.fill("0");
    await approvals.press("Tab");
    await save.click();
    await expectBeside(approvals, /At least 1 approval/);
    await expect(approvals).toHaveValue("0");
  });
  await test.step("more approvals than people", async () => {
    await choose(dialog, "Roles", "Reviewer");
    await approvals.fill("5");
    await approvals.press("Tab");
    await expect(dialog).toContainText(/2 people/);
    await save.click();
    await expectBeside(approvals, /\d/);
  });
  await test.step("narrowed to somebody outside the roles", async () => {
    await approvals.fill("1");
    await approvals.press("Tab");
    await choose(dialog, "Assignees", ines.name);
    await dialog.getByRole("radio", { name: "only these, within the roles" }).check();
    await save.click();
    await expectBeside(assignees, /Ines Duarte/);
  });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(toggle).not.toBeChecked();
  expect(await installation.sql("select 1 from binding union all select 1 from approval_profile")).toEqual(
    [],
  );
});

test("what people write may be long, but not endless, and nothing typed is lost", async ({ newVisitor }) => {
  const administrator = await installation.api("meridian", rune.email);
  await makeShop(administrator, { repository: sandbox.bare("gitops.git") });
  await gatePromotions(administrator);
  await bringToStaging(await installation.api("meridian", rune.email, pipelineScopes), 1);
  const endless = "all work and no play ".repeat(200);

  const developer = await openAs(await newVisitor(), `${installation.url}/meridian${deployPath}`, ines.name);
  await developer.getByRole("button", { name: "Request to Promote to Production" }).click();
  const message = developer.getByRole("dialog").getByRole("textbox", { name: "Message" });
  await message.fill(endless);
  await developer.getByRole("button", { name: "Submit" }).click();
  await expectBeside(message, /at most 4,000 characters/);
  await expect(message).toHaveValue(endless);
  expect(await installation.sql("select 1 from approval_request")).toEqual([]);

  const number = await openRequest(await installation.api("meridian", ines.email), 1);
  const request = `${installation.url}/meridian/approvals/requests/${number}`;
  const reviewer = await openAs(await newVisitor(), request, amal.name);
  const comment = reviewer.getByRole("textbox", { name: "Comment" });
  await comment.fill(endless);
  await reviewer.getByRole("button", { name: "Reject" }).click();
  await expectBeside(comment, /at most 4,000 characters/);
  await expect(comment).toHaveValue(endless);
  expect(await installation.sql("select state from approval_request")).toEqual([{ state: "waiting" }]);

  // Hears no news of others.
  const visitor = await newVisitor();
  await visitor.route("**/api/events/**", (route) => route.abort());
  const late = await openAs(visitor, request, sol.name);
  await late.getByRole("textbox", { name: "Comment", exact: true }).fill("Fine by me.");

  await comment.fill("Too early.");
  await reviewer.context().clearCookies();
  await reviewer.getByRole("button", { name: "Reject" }).click();
  const opened = reviewer.waitForEvent("popup");
  await reviewer.getByRole("link", { name: "Sign in" }).click();
  await signIn(await opened, amal.name);
  await expect(comment).toHaveValue("Too early.");
  await reviewer.getByRole("button", { name: "Reject" }).click();
  await expect(reviewer.getByText(/^Amal Haddad rejected, /)).toBeVisible();

  await late.getByRole("button", { name: "Approve" }).click();
  await expect(late.getByText("Amal Haddad rejected this while you were looking.")).toBeVisible();
  await expect(late.getByText("Fine by me.")).toBeVisible();
});
