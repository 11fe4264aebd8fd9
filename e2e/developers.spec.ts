import { card, expectLive, openAs, promote, towards } from "./fixtures/console";
import { amal, ines, rune, tomas } from "./fixtures/people";
import { bringToStaging, gatePromotions, makeShop, pipelineScopes } from "./fixtures/shop";
import { expect, test } from "./fixtures/test";
import { useInstallation } from "./fixtures/use-installation";

const checkout = "/meridian/projects/shop/components/checkout";

const { installation, sandbox } = useInstallation(async ({ api }, sandbox) => {
  const repository = sandbox.bare("gitops.git");
  sandbox.bare("source.git");
  await makeShop(await api("meridian", rune.email), { repository }, ["checkout", "cart"]);
});

test("builds: what was committed by whom, the digest to copy, the source, and where it was deployed", async ({
  newVisitor,
}) => {
  const pipeline = await installation.api("meridian", rune.email, pipelineScopes);
  await bringToStaging(pipeline, 47, "checkout", sandbox);
  const report = {
    number: 48,
    image: "registry.example.com/shop/checkout",
    digest: `sha256:${"4b".repeat(32)}`,
    commit: "4b".repeat(20),
    sourceUrl: "https://git.example.com/shop/checkout",
  };
  await pipeline.post("/projects/shop/components/checkout/builds", report);
  const visitor = await newVisitor({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await openAs(visitor, `${installation.url}${checkout}/deploy`, ines.name);

  await test.step("the tab lists them, newest first, with where each runs", async () => {
    await page.getByRole("link", { name: "Builds", exact: true }).click();
    const rows = page.getByRole("row");
    await expect(rows).toHaveCount(3);
    await expect(rows.nth(1)).toContainText("#48");
    await expect(rows.nth(1)).toContainText("Nowhere now");
    await expect(rows.nth(2)).toContainText("Round totals once (47)");
    await expect(rows.nth(2)).toContainText("Staging Delivered");
  });

  await test.step("a build's page has its commits, its digest and its deployments", async () => {
    await page.getByRole("link", { name: "#47" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("checkout #47");
    await expect(page.getByRole("listitem").filter({ hasText: "Round totals once (47)" })).toBeVisible();
    await page.getByRole("button", { name: "Copy digest" }).click();
    await expect(page.getByRole("button", { name: "Copied digest" })).toBeVisible();
    const digest = await page.evaluate(() => navigator.clipboard.readText());
    const [stored] = await installation.sql("select digest from build where number = 47");
    expect(digest).toBe(stored?.digest);
    const deployments = page.getByRole("region", { name: "Deployments" }).or(page.locator("main"));
    await expect(deployments.getByText(/Promoted by Rune Kvist/)).toBeVisible();
    await expect(deployments.getByText(/Deployed by Rune Kvist/)).toBeVisible();
  });

  await test.step("the source is a link; a number that is none is not found", async () => {
    await page.goto(`${installation.url}${checkout}/builds/48`);
    await expect(page.getByRole("link", { name: "git.example.com" })).toHaveAttribute(
      "href",
      report.sourceUrl,
    );
    await expect(page.getByText("This build was not deployed yet.")).toBeVisible();
    const response = await page.goto(`${installation.url}${checkout}/builds/49`);
    expect(response?.status()).toBe(404);
  });
});

test("configuration: a form that refuses bad keys, versions, differences, and somebody else who edits", async ({
  newVisitor,
}) => {
  const developer = await installation.api("meridian", ines.email);
  const at = (environment: string) =>
    `/projects/shop/components/checkout/environments/${environment}/configuration`;
  await developer.put(at("staging"), { entries: { RETRIES: "3", DEBUG: "1" } });
  const address = `${installation.url}${checkout}/configuration?environment=production`;
  const page = await openAs(await newVisitor(), address, ines.name);
  const form = page.getByRole("form", { name: "Edit the configuration in Production" });

  await test.step("what is wrong with a key is said beside it, and nothing is lost", async () => {
    await page.getByRole("button", { name: "Edit" }).click();
    await form.getByRole("button", { name: "Add a key" }).click();
    await form.getByRole("textbox", { name: "Key of entry 1" }).fill("2nd-try");
    await form.getByRole("textbox", { name: "Value of 2nd-try" }).fill("0");
    await form.getByRole("button", { name: "Add a secret reference" }).click();
    await form.getByRole("textbox", { name: "Key of entry 2" }).fill("TOKEN");
    await form.getByRole("textbox", { name: "Secret reference of TOKEN" }).fill("gateway");
    await form.getByRole("button", { name: "Save" }).click();
    const key = form.getByRole("textbox", { name: "Key of 2nd-try" });
    await expect(key).toHaveAccessibleDescription(/Name keys with letters/);
    await expect(
      form.getByRole("textbox", { name: "Secret reference of TOKEN" }),
    ).toHaveAccessibleDescription(/path#key/);
    await page.reload();
    await expect(key).toHaveValue("2nd-try");
    await key.fill("RETRIES");
    await form.getByRole("textbox", { name: "Secret reference of TOKEN" }).fill("pay/gateway#v5");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form).toBeHidden();
    await expect(page.getByRole("heading", { name: "Configuration v1 in Production" })).toBeVisible();
    await expect(page.getByText("secret:pay/gateway#v5")).toBeVisible();
    expect(await developer.get(at("production"))).toMatchObject({
      version: 1,
      entries: { RETRIES: { value: "0" }, TOKEN: { secret: "pay/gateway#v5" } },
    });
  });

  await test.step("of two who edit at once the second is told what the first changed", async () => {
    await page.getByRole("button", { name: "Edit" }).click();
    await form.getByRole("textbox", { name: "Value of RETRIES" }).fill("5");
    const other = await installation.api("meridian", tomas.email);
    await other.put(at("production"), { entries: { RETRIES: "1", LIMIT: "9" } });
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.getByText("Tomas Reyes saved v2 while you were editing.")).toBeVisible();
    await expect(form.getByText("LIMIT=9")).toBeVisible();
    await expect(form.getByRole("textbox", { name: "Value of RETRIES" })).toHaveValue("5");
    expect(await developer.get(at("production"))).toMatchObject({ version: 2 });
    await form.getByRole("button", { name: "Keep mine, over theirs" }).click();
    await form.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { name: "Configuration v3 in Production" })).toBeVisible();
  });

  await test.step("any two versions or environments can be compared", async () => {
    await page.getByRole("link", { name: "Changes of v2" }).click();
    await expect(page.getByText("added LIMIT=9")).toBeVisible();
    await page.getByRole("button", { name: /To$/ }).click();
    await page.getByRole("option", { name: /^Staging v2/ }).click();
    await expect(page).toHaveURL(/right=staging\.2/);
    await expect(page.getByText("added DEBUG=1")).toBeVisible();
  });

  await test.step("another environment's takes the place of this one's, its form too", async () => {
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("link", { name: "Staging", exact: true }).click();
    const headings = page.getByRole("heading", { name: /^Configuration v/ });
    await expect(headings.filter({ hasText: "Staging" })).toBeVisible();
    await expect(headings).toHaveText(["Configuration v2 in Staging"]);
    await expect(form).toHaveCount(0);
  });
});

test("deploying: how far ahead, any build that ran well, the configuration alone, and the way back", async ({
  newVisitor,
}) => {
  const pipeline = await installation.api("meridian", rune.email, pipelineScopes);
  const developer = await installation.api("meridian", ines.email);
  const reviewer = await installation.api("meridian", amal.email, "request.read,decide");
  const cart = "/projects/shop/components/cart";
  const configure = (environment: string, entries: Record<string, string>) =>
    developer.put(`${cart}/environments/${environment}/configuration`, { entries });
  const approve = (number: number) =>
    reviewer.post(`/approval-requests/${number}/votes`, { decision: "approve" });
  const deployments = () =>
    installation.sql(
      `select d.kind, d.gate, d.state, b.number from deployment d join build b on b.id = d.build_id
       join environment e on e.id = d.environment_id join component c on c.id = d.component_id
       where e.slug = 'production' and c.slug = 'cart' order by d.created_at`,
    );
  await bringToStaging(pipeline, 1, "cart", sandbox);
  const address = `${installation.url}/meridian${cart}/deploy`;
  const page = await openAs(await newVisitor(), address, ines.name);

  await test.step("a saved configuration is deployed alone, by its own card", async () => {
    await promote(page, 1, "Production");
    await expectLive(page, "Production", "Build #1");
    await configure("staging", { RETRIES: "3" });
    await page.reload();
    const own = card(page, "Staging").getByRole("region", { name: "Configuration of Staging" });
    await expect(own).toContainText("Configuration v2 is saved: 1 key differs from what runs");
    await own.getByRole("button", { name: "Deploy configuration to Staging" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Deploy the configuration of Staging?" });
    await expect(dialog).toContainText("Build #1 stays");
    await dialog.getByRole("button", { name: "Deploy configuration" }).click();
    await expectLive(page, "Staging", "Configuration v2");
    await expect(own).toBeHidden();
  });

  await test.step("the source says how far it is ahead of the next environment", async () => {
    await bringToStaging(pipeline, 2, "cart", sandbox);
    await bringToStaging(pipeline, 3, "cart", sandbox);
    await gatePromotions(await installation.api("meridian", rune.email));
    await page.reload();
    await expect(towards(page, "Staging", "Production")).toContainText(
      "4 commits, 1 configuration key ahead of Production",
    );
  });

  await test.step("another build that ran well there can be asked for", async () => {
    await page.getByRole("button", { name: "Request to Promote to Production" }).click();
    const drawer = page.getByRole("dialog", { name: "Request Approval" });
    await expect(drawer).toContainText("4 commits since build #1 in Production");
    await drawer.getByRole("button", { name: /Which build/ }).click();
    await page.getByRole("option", { name: /^#2/ }).click();
    await expect(drawer).toContainText("2 commits since build #1 in Production");
    await drawer.getByRole("button", { name: "Submit" }).click();
    await expect(drawer).toBeHidden();
    const [request] = await installation.sql(
      "select number, subject -> 'build' ->> 'number' as build from approval_request",
    );
    expect(request).toEqual({ number: 1, build: "2" });
    await approve(1);
    await page.reload();
    await promote(page, 2, "Production");
    await expectLive(page, "Production", "Build #2");
  });

  await test.step("where it is under approval, a configuration alone is asked for and then deployed", async () => {
    await configure("production", { RETRIES: "9" });
    await page.reload();
    await page.getByRole("button", { name: "Request to Deploy Configuration in Production" }).click();
    const drawer = page.getByRole("dialog", { name: "Request Approval" });
    await expect(drawer.getByText("added RETRIES=9")).toBeVisible();
    await drawer.getByRole("radio", { name: "Edit" }).check();
    await drawer.getByRole("button", { name: "Add a key" }).click();
    await drawer.getByRole("textbox", { name: "Key of entry 2" }).fill("not a key");
    await drawer.getByRole("button", { name: "Submit" }).click();
    const key = drawer.getByRole("textbox", { name: "Key of not a key" });
    await expect(key).toHaveAccessibleDescription(/Name keys with letters/);
    await key.fill("LIMIT");
    await drawer.getByRole("textbox", { name: "Value of LIMIT" }).fill("2");
    await expect(drawer.getByText("added LIMIT=2")).toBeVisible();
    await drawer.getByRole("button", { name: "Submit" }).click();
    await expect(drawer).toBeHidden();
    const own = card(page, "Production").getByRole("region", { name: "Configuration of Production" });
    await expect(own).toContainText(/0 of 1, waiting for .*Amal Haddad/);
    await approve(2);
    await page.reload();
    await own.getByRole("button", { name: "Deploy configuration to Production" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Deploy configuration" }).click();
    await expectLive(page, "Production", "Configuration v3");
    expect((await deployments()).at(-1)).toMatchObject({ kind: "configure", gate: "grant", number: 2 });
  });

  await test.step("the history says who did what under which request, and is the way back", async () => {
    await page.getByRole("link", { name: "History of Production" }).click();
    const rows = page.getByRole("main").getByRole("listitem");
    await expect(rows).toHaveCount(3);
    await expect(rows.nth(0)).toContainText(
      /Configured by Ines Duarte .* Request 2, approved by Amal Haddad/,
    );
    await rows.nth(2).getByRole("button", { name: "Roll back to this: build #1, configuration v1" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Roll Production back to build #1?" });
    await expect(dialog).toContainText("This needs no approval, and is recorded.");
    await dialog.getByRole("button", { name: "Roll back" }).click();
    await expect(rows).toHaveCount(4);
    await expect(rows.nth(0)).toContainText("Rolled back by Ines Duarte");
    await expect(rows.nth(0)).toContainText("Delivered", { timeout: 30_000 });
    expect((await deployments()).at(-1)).toEqual({
      kind: "rollback",
      gate: "exempt",
      state: "succeeded",
      number: 1,
    });
  });

  await test.step("what runs can be deployed again without an approval", async () => {
    await page.getByRole("button", { name: "Redeploy: build #1, configuration v1" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Deploy build #1 to Production again?" });
    await dialog.getByRole("button", { name: "Redeploy" }).click();
    await expect(page.getByText("Deployed again by Ines Duarte")).toBeVisible();
    await expect
      .poll(async () => (await deployments()).at(-1), { timeout: 30_000 })
      .toEqual({
        kind: "redeploy",
        gate: "exempt",
        state: "succeeded",
        number: 1,
      });
  });

  await test.step("where rollbacks are under approval too, one asks for them", async () => {
    const administrator = await installation.api("meridian", rune.email);
    const kinds = ["promote", "configure", "deploy", "rollback"];
    const binding = { profile: "Environment Promotion", project: "shop", component: "cart", kinds };
    await administrator.post("/workflows/environment-promotion/bindings", binding);
    await page.reload();
    await page.getByRole("button", { name: /^Request to Roll Back Production to build #2/ }).click();
    const drawer = page.getByRole("dialog", { name: "Request Approval" });
    await expect(drawer).toContainText("Rollback, to what ran there before");
    await drawer.getByRole("button", { name: "Submit" }).click();
    await expect(drawer).toBeHidden();
    await approve(3);
    await page.reload();
    await page.getByRole("button", { name: /^Roll back to this: build #2/ }).click();
    await expect(page.getByRole("alertdialog")).toContainText("This uses the approval of request 3.");
    await page.getByRole("alertdialog").getByRole("button", { name: "Roll back" }).click();
    await expect
      .poll(async () => (await deployments()).at(-1), { timeout: 30_000 })
      .toEqual({
        kind: "rollback",
        gate: "grant",
        state: "succeeded",
        number: 2,
      });
  });
});
