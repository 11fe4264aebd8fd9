import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { runDeployment } from "@/lib/deploy/run-deployment";
import { gitSandbox } from "@/lib/deploy/testing/git-sandbox";
import { createOrganization } from "@/lib/directory/create-organization";
import type { DeploymentId, OrganizationId } from "@/lib/kernel/ids";
import { makeToken } from "./_testing/as-token";
import { serveApi } from "./_testing/serve";

const database = useDatabase();
const sandbox = gitSandbox();
let served: Awaited<ReturnType<typeof serveApi>>;

beforeAll(async () => {
  Object.assign(process.env, { ALLOW_LOCAL_GIT: "1", COUNTERSIGN_DATA_DIR: `${sandbox.root}/data` });
  served = await serveApi();
});
afterAll(async () => {
  await served.close();
  sandbox.remove();
});

function client(token: string) {
  return async (method: string, path: string, body?: unknown) => {
    const response = await fetch(served.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    return { status: response.status, body: answer };
  };
}

/** What a pipeline knows of its checkout: the commits of a range, newest first. */
function commitsOf(repository: string, range: string) {
  const log = sandbox.git(
    repository,
    "log",
    "--format=%H%x00%an%x00%ae%x00%cn%x00%ce%x00%cI%x00%B%x01",
    range,
  );
  return log
    .split("\u0001")
    .map((text) => text.trimStart().split("\0"))
    .filter(([sha]) => sha !== "")
    .map(([sha, name, email, committer, committerEmail, at, message]) => ({
      sha,
      message,
      author: { name, email },
      committer: { name: committer, email: committerEmail },
      at,
    }));
}

const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

test("from an empty organization a pipeline reports builds of a real repository and deploys one, by HTTP alone", async () => {
  const { db } = database;
  const administrator = { email: "vera@meridian.example", name: "Vera Lind" };
  const made = await db.transaction((tx) =>
    createOrganization(tx, { slug: "meridian", name: "Meridian", administrator }),
  );
  if (!made.ok) throw new Error(made.refusal.code);
  const { organizationId, administratorId } = made.value;
  const admin = client((await makeToken(db, organizationId, administratorId)).token);

  const deployed = sandbox.bare("deploy.git");
  expect((await admin("POST", "/projects", { name: "Shop" })).status).toBe(201);
  expect((await admin("POST", "/projects/shop/components", { name: "Checkout" })).status).toBe(201);
  const settings = { repository: `file://${deployed}` };
  for (const name of ["Development", "Production"])
    expect(
      await admin("POST", "/environments", { name, settings, critical: name === "Production" }),
    ).toMatchObject({
      status: 201,
      body: { promotesFrom: name === "Production" ? ["development"] : [] },
    });
  const robot = { kind: "service", email: "ci@meridian.example", name: "CI", roles: [{ role: "Developer" }] };
  expect((await admin("POST", "/members", robot)).status).toBe(201);
  const scopes = ["build.report", "catalog.read", "promotion.execute"];
  const issued = await admin("POST", "/tokens", { name: "pipeline", member: robot.email, scopes });
  const pipeline = client(issued.body.token);

  const source = sandbox.bare("checkout.git");
  const first = sandbox.commit(source, { "a.txt": "1" }, "Begin");
  const second = sandbox.commit(
    source,
    { "a.txt": "2" },
    "Pay later\n\nCo-authored-by: Ines <ines@meridian.example>",
  );
  const third = sandbox.commit(source, { "a.txt": "3" }, "Round to cents");
  const builds = "/projects/shop/components/checkout/builds";
  const image = "registry.example/shop/checkout";
  const report = (commit: string, range: string) => ({
    image,
    digest: digestOf(commit),
    commit,
    branch: "main",
    commits: commitsOf(source, range),
  });
  expect(await pipeline("POST", builds, report(first, first))).toMatchObject({
    status: 201,
    body: { number: 1 },
  });
  const reported = await pipeline("POST", builds, report(third, `${first}..${third}`));
  expect(reported).toMatchObject({
    status: 201,
    body: {
      number: 2,
      head: { sha: third, message: "Round to cents\n" },
      commits: [
        { sha: third, author: { name: "Somebody Else", email: "else@example.com" } },
        { sha: second, message: expect.stringContaining("Pay later") },
      ],
      reportedBy: { name: "CI" },
    },
  });
  expect((await pipeline("POST", builds, report(third, third))).status).toBe(200);

  const into = (environment: string) => ({ kind: "deploy", environment, build: 2 });
  const deployments = "/projects/shop/components/checkout/deployments";
  expect((await pipeline("POST", deployments, into("production"))).body.code).toBe("invalid_input");
  const started = await pipeline("POST", deployments, into("development"));
  expect(started).toMatchObject({ status: 201, body: { state: "running", build: { number: 2 } } });
  await run(organizationId, started.body.id);
  const done = await pipeline("GET", `/deployments/${started.body.id}`);
  expect(done).toMatchObject({ status: 200, body: { state: "succeeded", failure: null } });
  expect(done.body.progress.length).toBeGreaterThan(0);
  expect(sandbox.read(deployed, "environments/development/checkout.yaml")).toContain(digestOf(third));
  expect(sandbox.git(deployed, "log", "-1", "--format=%H %B", "main")).toContain(
    `Countersign-Deployment: ${started.body.id}`,
  );
  expect(done.body.reference).toBe(sandbox.git(deployed, "rev-parse", "main").trim());

  const progress = `/deployments/${started.body.id}/progress`;
  expect((await pipeline("POST", progress, { health: "healthy" })).body.code).toBe("not_permitted");
  const reporter = { name: "argo", member: robot.email, scopes: ["deployment.report", "catalog.read"] };
  const argo = client((await admin("POST", "/tokens", reporter)).body.token);
  expect((await argo("POST", progress, { health: "healthy", line: "All pods are ready" })).status).toBe(200);
  const [development] = (await argo("GET", "/projects/shop/components/checkout")).body.environments;
  expect(development).toMatchObject({ status: "Running", live: { build: 2, digest: digestOf(third) } });
});

async function run(organizationId: OrganizationId, id: DeploymentId): Promise<void> {
  await runDeployment(database.db, organizationId, id, new AbortController().signal);
}
