import { deployPath, openAs, towards } from "./fixtures/console";
import { amal, ines, rune, sol } from "./fixtures/people";
import { bringToStaging, gatePromotions, makeShop, pipelineScopes } from "./fixtures/shop";
import { expect, expectAccessible, test } from "./fixtures/test";
import { useInstallation } from "./fixtures/use-installation";

const { installation } = useInstallation(async ({ api }, sandbox) => {
  const administrator = await api("meridian", rune.email);
  await makeShop(administrator, { repository: sandbox.bare("gitops.git") });
  await bringToStaging(await api("meridian", rune.email, pipelineScopes), 5);
  await gatePromotions(administrator);
});

const ask = "Request to Promote to Production";

test("the message outlives a closed drawer, a reload and a cut line; the target's configuration is copied, and that is what is reviewed", async ({
  browser,
  newVisitor,
}) => {
  const developing = await installation.api("meridian", ines.email);
  const staging = "/projects/shop/components/checkout/environments/staging/configuration";
  await developing.put(staging, { entries: { RETRIES: "3", GATEWAY: { secret: "pay/gateway#v5" } } });
  await developing.post("/projects/shop/components/checkout/deployments", {
    kind: "configure",
    environment: "staging",
  });
  const address = `${installation.url}/meridian${deployPath}`;
  // What did not arrive is on the console, rightly: this browser may complain.
  const page = await openAs(await (await browser.newContext()).newPage(), address, ines.name);
  await expect(page.getByRole("article", { name: "Staging" })).toContainText("Configuration v2", {
    timeout: 30_000,
  });
  const drawer = page.getByRole("dialog", { name: "Request Approval" });
  const message = drawer.getByRole("textbox", { name: "Message" });

  await test.step("closed, reloaded, and while nothing arrives", async () => {
    await page.getByRole("button", { name: ask }).click();
    await expect(drawer).toContainText("Amal Haddad and Sol Okafor; one of them has to approve");
    await message.fill("Rounding is fixed.");
    await page.keyboard.press("Escape");
    await expect(drawer).toBeHidden();
    await page.reload();
    await page.getByRole("button", { name: ask }).click();
    await expect(message).toHaveValue("Rounding is fixed.");
    await drawer.getByRole("radio", { name: "Copy from Staging" }).check();
    await expect(drawer.getByText("added RETRIES=3")).toBeVisible();
    await expect(drawer.getByText("added GATEWAY=secret:pay/gateway#v5")).toBeVisible();
    await page.context().setOffline(true);
    await drawer.getByRole("button", { name: "Submit" }).click();
    await expect(drawer.getByRole("alert")).toContainText("The server did not answer");
    await expect(message).toHaveValue("Rounding is fixed.");
    expect(await installation.sql("select 1 from approval_request")).toEqual([]);
  });

  await test.step("sent once it can be, and then forgotten", async () => {
    await page.context().setOffline(false);
    await drawer.getByRole("button", { name: "Submit" }).click();
    await expect(drawer).toBeHidden();
    await expect(towards(page, "Staging", "Production")).toContainText("0 of 1");
    const [request] = await installation.sql("select number, message from approval_request");
    expect(request).toMatchObject({ message: "Rounding is fixed." });
    const reviewer = await openAs(
      await newVisitor(),
      `${installation.url}/meridian/approvals/requests/${request?.number}`,
      amal.name,
    );
    await expect(reviewer.getByText("added RETRIES=3")).toBeVisible();
    await expect(reviewer.getByText("added GATEWAY=secret:pay/gateway#v5")).toBeVisible();
    await developing.post(`/approval-requests/${request?.number}/cancel`, {});
    await page.getByRole("button", { name: ask }).click();
    await expect(message).toHaveValue("");
  });
  await page.context().close();
});

test("before it is sent, the drawer says that only one could approve it, or nobody", async ({
  newVisitor,
}) => {
  const administrator = await installation.api("meridian", rune.email);
  const { items } = await administrator.get("/members");
  const disable = (who: string, disabled: boolean) =>
    administrator.patch(`/members/${items.find(({ email }: { email: string }) => email === who).id}`, {
      disabled,
    });
  const page = await openAs(await newVisitor(), `${installation.url}/meridian${deployPath}`, ines.name);
  const drawer = page.getByRole("dialog", { name: "Request Approval" });
  await disable(sol.email, true);
  await page.getByRole("button", { name: ask }).click();
  await expect(drawer).toContainText("Only Amal Haddad could approve this. If they are away, it will wait.");
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();

  await disable(amal.email, true);
  await page.getByRole("button", { name: ask }).click();
  await expect(drawer).toContainText("This cannot be approved with the people of now.");
  await expect(drawer).toContainText("Ask an administrator to change who may, or it will wait.");
  await expectAccessible(page, "a drawer that warns");
  await drawer.getByRole("button", { name: "Submit" }).click();
  await expect(drawer).toBeHidden();
  const footer = towards(page, "Staging", "Production");
  await expect(footer).toContainText("nobody can decide it now");
  await footer.getByRole("link", { name: /^View request/ }).click();
  await expect(page.getByText("This cannot be approved.")).toBeVisible();
  for (const { email } of [amal, sol]) await disable(email, false);
});
