import { deployPath, expectLive, openAs, promote, turnOnWorkflow } from "./fixtures/console";
import { fileMails, mailTo } from "./fixtures/mails";
import { amal, ines, rune } from "./fixtures/people";
import {
  bringToStaging,
  deployToDevelopment,
  makeShop,
  openRequest,
  pipelineScopes,
  reportBuild,
} from "./fixtures/shop";
import { expect, test } from "./fixtures/test";
import { useInstallation } from "./fixtures/use-installation";

const { installation, sandbox } = useInstallation();

test("only what is under approval has to be asked for, and turning it off says what that ends", async ({
  newVisitor,
}) => {
  const { url } = installation;
  const repository = sandbox.bare("gitops.git");
  await makeShop(await installation.api("meridian", rune.email), { repository });
  const pipeline = await installation.api("meridian", rune.email, pipelineScopes);
  const administrator = await newVisitor();
  const developer = await newVisitor();
  const requests = () => installation.sql("select number, state from approval_request order by number");

  await test.step("workflow off: into Production directly, without a request", async () => {
    await bringToStaging(pipeline, 1);
    await openAs(developer, `${url}/meridian${deployPath}`, ines.name);
    await promote(developer, 1, "Production");
    await expectLive(developer, "Production", "Build #1");
    const trailers = sandbox.git(repository, "log", "-1", "--format=%(trailers)", "main");
    expect(trailers).not.toContain("Countersign-Request");
    expect(await requests()).toEqual([]);
  });

  await test.step("workflow on: what is not critical still needs nobody", async () => {
    await openAs(administrator, `${url}/meridian/settings/workflows`, rune.name);
    await turnOnWorkflow(administrator);
    await reportBuild(pipeline, 2);
    await deployToDevelopment(pipeline, 2);
    await developer.reload();
    await promote(developer, 2, "Staging");
    await expectLive(developer, "Staging", "Build #2");
    expect(await requests()).toEqual([]);
    await expect(developer.getByRole("button", { name: "Request to Promote to Production" })).toBeVisible();
  });

  await test.step("turned off again: it names the request that this ends, and wants a reason", async () => {
    const number = await openRequest(await installation.api("meridian", ines.email), 2);
    await administrator.reload();
    await administrator.getByRole("switch", { name: "Environment Promotion" }).click();
    const dialog = administrator.getByRole("alertdialog");
    await expect(dialog).toContainText(/checkout/);
    await expect(dialog).toContainText(/Production/);
    await dialog.getByRole("button", { name: "Turn off" }).click();
    await expect(dialog.getByRole("textbox", { name: "Reason" })).toHaveAttribute("aria-invalid", "true");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Incident 7: nobody can be reached.");
    await dialog.getByRole("button", { name: "Turn off" }).click();
    await expect(dialog).toBeHidden();
    expect(await requests()).toEqual([{ number, state: "cancelled" }]);
    await mailTo(() => fileMails(installation.dataDirectory), amal.email, "Cancelled: checkout #2");
  });

  await test.step("and then Production takes it directly", async () => {
    await developer.reload();
    await promote(developer, 2, "Production");
    await expectLive(developer, "Production", "Build #2");
  });
});
