import {
  card,
  deployPath,
  expectLive,
  openAs,
  promote,
  requestPromotion,
  signIn,
  towards,
  turnOnWorkflow,
} from "./fixtures/console";
import { fileMails, mailTo, requestLink } from "./fixtures/mails";
import { amal, ines, rune, sol, tomas } from "./fixtures/people";
import { bringToStaging, deployToDevelopment, makeShop, pipelineScopes, reportBuild } from "./fixtures/shop";
import { expect, test } from "./fixtures/test";
import { useInstallation } from "./fixtures/use-installation";

const { installation, sandbox } = useInstallation();

test("asked for, approved from the mail's link, promoted: the approved digest is a commit that says who agreed", async ({
  newVisitor,
}) => {
  const { url, dataDirectory } = installation;
  const mails = () => fileMails(dataDirectory);
  const repository = sandbox.bare("gitops.git");
  sandbox.bare("source.git");

  await test.step("an administrator puts promotion to critical environments under approval", async () => {
    await makeShop(await installation.api("meridian", rune.email), { repository });
    const page = await openAs(await newVisitor(), `${url}/meridian/settings/workflows`, rune.name);
    const toggle = page.getByRole("switch", { name: "Environment Promotion" });
    await toggle.click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(toggle).not.toBeChecked();
    await turnOnWorkflow(page);
    await page.reload();
    await expect(toggle).toBeChecked();
  });

  const pipeline = await installation.api("meridian", rune.email, pipelineScopes);
  const digest = await test.step("a pipeline reports a build and brings it to Development", async () => {
    const reported = await reportBuild(pipeline, 47, { source: sandbox });
    await deployToDevelopment(pipeline, 47);
    return reported;
  });

  const developer = await newVisitor();
  await test.step("a developer promotes it to Staging, where nothing has to be asked", async () => {
    await openAs(developer, url, ines.name);
    await developer.getByRole("link", { name: /^Shop/ }).click();
    await developer.getByRole("link", { name: "checkout", exact: true }).click();
    await expect(card(developer, "Development")).toContainText("Running");
    await promote(developer, 47, "Staging");
    await expectLive(developer, "Staging", "Build #47");
  });

  await test.step("and asks for Production", async () => {
    await expect(card(developer, "Production")).toContainText("Critical");
    await requestPromotion(developer, "Production", "Rounding is fixed, support is waiting.");
    await expect(towards(developer, "Staging", "Production")).toContainText("0 of 1");
    await expect(developer.getByRole("button", { name: "Cancel request" })).toBeVisible();
  });

  await test.step("a second developer is told who asked and who is waited for", async () => {
    const page = await openAs(await newVisitor(), `${url}/meridian${deployPath}`, tomas.name);
    const footer = towards(page, "Staging", "Production");
    await expect(footer).toContainText(/asked .* by Ines Duarte/);
    await expect(footer).toContainText(/0 of 1, waiting for .*Amal Haddad/);
    const button = footer.getByRole("button", { name: "Request to Promote" });
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(/Ines Duarte/);
    await expect(footer.getByRole("button", { name: "Cancel request" })).toBeHidden();
    await expect(footer.getByRole("link", { name: "View request 1" })).toBeVisible();
  });

  await test.step("a reviewer opens the mail's link signed out, comes back to it, and approves", async () => {
    await mailTo(mails, sol.email, "Review: checkout #47 to Production");
    const mail = await mailTo(mails, amal.email, "Review: checkout #47 to Production");
    const page = await newVisitor();
    await page.goto(requestLink(mail));
    await expect(page).toHaveURL(/\/sign-in/);
    await signIn(page, amal.name);
    await expect(page).toHaveURL(requestLink(mail));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Promote checkout #47 to Production");
    await expect(page.getByText("Rounding is fixed, support is waiting.")).toBeVisible();
    await expect(page.getByText("Round totals once (47)")).toBeVisible();
    await page.getByRole("textbox", { name: "Comment" }).fill("Looked at the diff with Sol.");
    await page.getByRole("button", { name: "Approve" }).click();
    await expect(page.getByText(/^Amal Haddad approved, /)).toBeVisible();
    await expect(page.getByRole("button", { name: "Approve" })).toBeHidden();
  });

  await test.step("the developer is mailed, and promotes what was approved although a newer build came", async () => {
    await mailTo(mails, ines.email, "Approved: checkout #47 to Production");
    await bringToStaging(pipeline, 48, "checkout", sandbox);
    await developer.reload();
    await expect(towards(developer, "Staging", "Production")).toContainText(
      "Approved: #47. Staging now runs #48.",
    );
    await promote(developer, 47, "Production");
    await expectLive(developer, "Production", "Delivered");
    await expect(card(developer, "Production")).toContainText("no report yet that it runs");
    await expect(card(developer, "Staging")).toContainText("which counts as healthy here");
    await expect(card(developer, "Production")).toContainText("Build #47");
    await expect(card(developer, "Production").getByRole("link", { name: "Request 1" })).toBeVisible();
  });

  await test.step("plain git finds the digest and who agreed", async () => {
    expect(sandbox.read(repository, "environments/production/checkout.yaml")).toContain(digest);
    const trailers = sandbox.git(repository, "log", "-1", "--format=%(trailers)", "main");
    expect(trailers).toContain("Countersign-Request: 1\n");
    expect(trailers).toContain("Approved-by: Amal Haddad <amal@meridian.example>\n");
    expect(trailers).toContain("Promoted-by: Ines Duarte <ines@meridian.example>\n");
    expect(trailers).toMatch(/^Countersign-Deployment: dep_[0-9a-f]+$/m);
    const [deployment] = await installation.sql(
      "select id from deployment where gate = 'grant' and state = 'succeeded'",
    );
    expect(trailers).toContain(`Countersign-Deployment: ${deployment?.id}\n`);
  });

  await test.step("running comes only from a health report", async () => {
    const { items } = await pipeline.get("/projects/shop/components/checkout/deployments?limit=1");
    await pipeline.post(`/deployments/${items[0].id}/progress`, { health: "healthy" });
    await developer.reload();
    await expect(card(developer, "Production")).toContainText("Running");
  });
});
