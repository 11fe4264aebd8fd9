import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { freePort } from "../db/embedded";
import { type GitHttpServer, startGitHttpServer } from "../lib/deploy/testing/git-http-server";
import { gitSandbox } from "../lib/deploy/testing/git-sandbox";
import { deployPath, expectLive, promote, requestPromotion, turnOnWorkflow } from "./fixtures/console";
import { type Installation, startEmpty } from "./fixtures/installation";
import { type MailServer, mailTo, requestLink, startMailServer } from "./fixtures/mails";
import { type Issuer, startIssuer } from "./fixtures/oidc";
import { amal, ines, rune } from "./fixtures/people";
import { deployToDevelopment, makeShop, pipelineScopes, reportBuild } from "./fixtures/shop";
import { expect, test } from "./fixtures/test";
import { separateWorker, type Worker } from "./fixtures/worker";

const sandbox = gitSandbox();
const git = { username: "countersign", password: randomBytes(12).toString("hex") };
let installation: Installation;
let issuer: Issuer;
let mailbox: MailServer;
let forge: GitHttpServer;
let worker: Worker;

test.beforeAll(async () => {
  const port = await freePort();
  const accounts = [rune, ines, amal].map(({ name, email }) => ({
    id: email,
    name,
    email,
    emailVerified: true,
  }));
  issuer = await startIssuer({ accounts, applicationUrl: `http://localhost:${port}` });
  mailbox = await startMailServer();
  forge = await startGitHttpServer({ root: sandbox.root, ...git });
  const settings = {
    NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
    NEXTAUTH_URL: `http://localhost:${port}`,
    OIDC_ISSUER: issuer.issuer,
    OIDC_CLIENT_ID: issuer.clientId,
    OIDC_CLIENT_SECRET: issuer.clientSecret,
    OIDC_NAME: "Meridian SSO",
    SMTP_URL: mailbox.url,
    MAIL_FROM: "Countersign <countersign@meridian.example>",
    ALLOW_LOCAL_GIT: "1",
    WORKER: "separate",
  };
  installation = await startEmpty(settings, port);
  const { databaseUrl, dataDirectory } = installation;
  worker = separateWorker({ ...settings, DATABASE_URL: databaseUrl, COUNTERSIGN_DATA_DIR: dataDirectory });
  await worker.start();
});
test.afterAll(async () => {
  await worker.stop();
  await installation.stop();
  await Promise.all([issuer.stop(), mailbox.stop(), forge.close()]);
  sandbox.remove();
});

/** Through the issuer and back to the page that was asked for. */
async function signInAtIssuer(page: Page, url: string, account: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Continue with Meridian SSO" }).click();
  await page.getByLabel("Account").fill(account);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL((at) => at.origin === new URL(url).origin && !at.pathname.startsWith("/sign-in"));
}

/** Nobody has a page open: a browser complains when the server of one is gone. */
async function leave(...visitors: Page[]): Promise<void> {
  for (const visitor of visitors) await visitor.goto("about:blank");
}

test("from an empty database to a promotion on the record, over a restart of everything", async ({
  newVisitor,
}) => {
  test.slow();
  const { url, server } = installation;
  const repository = sandbox.bare("gitops.git");
  const administrator = await newVisitor();
  const developer = await newVisitor();
  const reviewer = await newVisitor();

  await test.step("nothing of the demo is there", async () => {
    const person = new URLSearchParams({ person: "anybody" });
    for (const path of ["/demo/inbox", "/demo/inbox/anything", "/demo/anything", "/api/auth/signin/demo"])
      expect((await fetch(url + path, { redirect: "manual" })).status, path).toBe(404);
    const posted = await fetch(`${url}/api/auth/callback/demo`, { method: "POST", body: person });
    expect(posted.status).toBe(404);
  });

  await test.step("whoever has the server's log becomes its administrator", async () => {
    const [, code = ""] = /Set-up code: (\S+)/.exec(server.output()) ?? [];
    await signInAtIssuer(administrator, url, rune.email);
    const submit = administrator.getByRole("button", { name: "Set up Countersign" });
    await submit.click();
    await expect(administrator.getByLabel("Set-up code")).toHaveAccessibleDescription(/Type the code/);
    await expect(administrator.getByLabel("Organization")).toHaveAccessibleDescription(/Give it a name/);
    await administrator.getByLabel("Set-up code").fill("ABCD-EFGH-JKMN-PQRS");
    await administrator.getByLabel("Organization").fill("Meridian Freight");
    await expect(administrator.getByLabel("Address")).toHaveValue("meridian-freight");
    await administrator.getByLabel("Address").fill("meridian");
    await submit.click();
    await expect(administrator.getByLabel("Set-up code")).toHaveAccessibleDescription(/not the code/);
    await administrator.getByLabel("Set-up code").fill(code);
    await submit.click();
    await expect(administrator).toHaveURL(`${url}/meridian`);
  });

  const api = await installation.api("meridian", rune.email);
  await test.step("members, project, environments and driver by REST", async () => {
    await api.post("/members", { email: ines.email, name: ines.name, roles: [{ role: "Developer" }] });
    await api.post("/roles", { name: "Release managers" });
    await api.post("/members", { email: amal.email, name: amal.name, roles: [{ role: "Release managers" }] });
    const credential = { kind: "token", username: git.username, token: git.password };
    await makeShop(api, { repository: `${forge.url}/gitops.git`, credential });
    const environments = await api.get("/environments");
    expect(JSON.stringify(environments)).not.toContain(git.password);
  });

  await test.step("two more people sign in and find their organization", async () => {
    await signInAtIssuer(developer, url, ines.email);
    await expect(developer).toHaveURL(`${url}/meridian`);
    await signInAtIssuer(reviewer, url, amal.email);
    await expect(reviewer).toHaveURL(`${url}/meridian`);
  });

  const pipeline = await installation.api("meridian", rune.email, pipelineScopes);
  const digest = await test.step("a build comes to Staging, under a workflow that is on", async () => {
    await administrator.goto(`${url}/meridian/settings/workflows`);
    await turnOnWorkflow(administrator, "Release managers");
    const reported = await reportBuild(pipeline, 47);
    await deployToDevelopment(pipeline, 47);
    await developer.goto(`${url}/meridian${deployPath}`);
    await promote(developer, 47, "Staging");
    await expectLive(developer, "Staging", "Build #47");
    return reported;
  });

  await test.step("asked while no worker runs, mailed by SMTP when one does", async () => {
    await worker.stop("SIGKILL");
    await requestPromotion(developer, "Production", "First release.");
    await leave(administrator, developer, reviewer);
    await server.restart("SIGKILL");
    expect((await mailbox.mails()).filter(({ subject }) => subject.startsWith("Review"))).toEqual([]);
    await worker.start();
    const mail = await mailTo(mailbox.mails, amal.email, "Review: checkout #47 to Production");
    await reviewer.goto(requestLink(mail));
    await reviewer.getByRole("button", { name: "Approve" }).click();
    await expect(reviewer.getByText(/^Amal Haddad approved, /)).toBeVisible();
    await mailTo(mailbox.mails, ines.email, "Approved: checkout #47 to Production");
  });

  await test.step("promoted over http with the credential, whoever is killed on the way", async () => {
    await developer.goto(`${url}/meridian${deployPath}`);
    await promote(developer, 47, "Production");
    await worker.stop("SIGKILL");
    await leave(developer, reviewer);
    await server.restart();
    await worker.start();
    await developer.goto(`${url}/meridian${deployPath}`);
    await expectLive(developer, "Production", "Delivered");
  });

  await test.step("plain git finds one commit with the digest and who agreed", async () => {
    expect(sandbox.read(repository, "environments/production/checkout.yaml")).toContain(digest);
    const log = ["log", "--format=%(trailers)", "main", "--", "environments/production"];
    const trailers = sandbox.git(repository, ...log).trim();
    expect(trailers.match(/^Countersign-Deployment: dep_/gm)).toHaveLength(1);
    expect(trailers).toContain("Countersign-Request: 1\n");
    expect(trailers).toContain(`Approved-by: ${amal.name} <${amal.email}>\n`);
    const sent = (await mailbox.mails()).map(({ to, subject }) => `${to} ${subject}`);
    expect(sent, "nobody was mailed twice").toEqual([...new Set(sent)]);
  });
});
