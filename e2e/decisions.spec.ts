import { deployPath, openAs, requestPromotion, towards } from "./fixtures/console";
import { fileMails, mailTo } from "./fixtures/mails";
import { amal, ines, rune, sol } from "./fixtures/people";
import { bringToStaging, pipelineScopes } from "./fixtures/shop";
import { expect, test } from "./fixtures/test";
import { gatedShop, useInstallation } from "./fixtures/use-installation";

const mails = () => fileMails(installation.dataDirectory);

const { installation } = useInstallation(gatedShop);

async function staged(component: string) {
  const pipeline = await installation.api("meridian", rune.email, pipelineScopes);
  await bringToStaging(pipeline, 12, component);
  return `${installation.url}/meridian${deployPath.replace("checkout", component)}`;
}

test("a rejection is mailed to who asked, stays on the card with its reason, and another request is possible", async ({
  newVisitor,
}) => {
  const deploy = await staged("checkout");
  const developer = await openAs(await newVisitor(), deploy, ines.name);
  await requestPromotion(developer, "Production", "");
  const footer = towards(developer, "Staging", "Production");
  const href = await footer.getByRole("link", { name: /^View request/ }).getAttribute("href");

  const reviewer = await openAs(await newVisitor(), `${installation.url}${href}`, amal.name);
  await reviewer.getByRole("textbox", { name: "Comment" }).fill("The migration has no way back.");
  await reviewer.getByRole("button", { name: "Reject" }).click();
  await expect(reviewer.getByText(/^Amal Haddad rejected, /)).toBeVisible();

  const mail = await mailTo(mails, ines.email, "Rejected: checkout #12 to Production");
  expect(mail.text).toContain("The migration has no way back.");
  await developer.reload();
  await expect(footer).toContainText("Rejected by Amal Haddad: The migration has no way back.");
  await requestPromotion(developer, "Production", "With a way back now.");
  await expect(footer).toContainText("0 of 1");
  await expect(footer).not.toContainText("Rejected by");
});

test("cancelling names whom it tells, asks first, and mails everyone who was asked", async ({
  newVisitor,
}) => {
  const deploy = await staged("cart");
  const developer = await openAs(await newVisitor(), deploy, ines.name);
  await requestPromotion(developer, "Production", "Too early?");
  await mailTo(mails, amal.email, "Review: cart #12");
  const confirmation = developer.getByRole("alertdialog");

  await developer.getByRole("button", { name: "Cancel request" }).click();
  await expect(confirmation).toContainText(/Cancel request \d+\?/);
  await expect(confirmation).toContainText("2 approvers will be told.");
  await confirmation.getByRole("button", { name: "Keep it" }).click();
  await expect(confirmation).toBeHidden();
  await developer.reload();
  await developer.getByRole("button", { name: "Cancel request" }).click();
  await confirmation.getByRole("button", { name: "Cancel request" }).click();
  await expect(confirmation).toBeHidden();
  await expect(developer.getByRole("button", { name: "Request to Promote to Production" })).toBeVisible();

  await mailTo(mails, amal.email, "Cancelled: cart #12");
  await mailTo(mails, sol.email, "Cancelled: cart #12");
  const reviewer = await openAs(
    await newVisitor(),
    `${installation.url}/meridian/approvals/history?state=cancelled`,
    amal.name,
  );
  await expect(reviewer.getByRole("row", { name: /cart #12/ })).toContainText("Cancelled");
});
