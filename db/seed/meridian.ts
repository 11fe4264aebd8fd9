import { configureWorkflow } from "../../lib/workflows/configure-workflow";
import type { Database } from "../client";
import { makeTenant, type Tenant } from "./cast";
import { configure, makeEnvironments, makeProjects, reportBuilds } from "./catalogue";
import { people } from "./commits";
import { granted } from "./granted";
import { Story } from "./story";

const at = (name: string) => `${name.toLowerCase().replace(" ", ".")}@meridian.example`;
const person = (name: string, ...roles: string[]) => ({ name, email: at(name), roles });
const managers = "Release managers";

/** Meridian: a shop with developers, release managers and a pipeline, some weeks into using Countersign. */
export async function makeMeridian(db: Database, repository: string, now: Date): Promise<Tenant> {
  const tenant = await makeTenant(db, {
    slug: "meridian",
    name: "Meridian",
    administrator: person("Vera Lind", "Administrator"),
    roles: [managers, "Quality"],
  });
  for (const developer of [people.ines, people.mika, people.teo])
    await tenant.add({ ...developer, roles: ["Developer"] });
  await tenant.add(person("Rune Kvist", managers, "Reviewer"));
  await tenant.add(person("Amal Haddad", managers, "Reviewer"));
  await tenant.add(person("Joss Wren", "Quality"));
  await tenant.add(person("Sol Okafor", "Reviewer"));
  await tenant.add(person("Nadia Brandt", "Auditor"));
  await tenant.add({ name: "CI", email: "ci@meridian.example", roles: ["Developer"], kind: "service" });
  const vera = await tenant.as("Vera Lind");
  const environments = [
    { name: "Development", endpoint: "https://dev.meridian.example/{component}" },
    { name: "Staging", endpoint: "https://staging.meridian.example/{component}" },
    { name: "Production", endpoint: "https://shop.meridian.example/{component}", critical: true },
  ];
  await makeEnvironments(db, vera, { repository, environments });
  await makeProjects(db, vera);
  await reportBuilds(db, await tenant.as("CI"), now);
  const approvers = { roles: [managers], assignees: [at("Sol Okafor")], requiredApprovals: 1 };
  granted(
    await configureWorkflow(db, vera, "environment-promotion", {
      enabled: true,
      targets: "critical",
      assigneesMode: "add",
      ...approvers,
    }),
  );
  const story = new Story(db, tenant, now);
  await olderWeeks(db, tenant, story);
  await thisWeek(db, tenant, story);
  return tenant;
}

async function olderWeeks(db: Database, tenant: Tenant, story: Story): Promise<void> {
  const ines = await tenant.as("Ines Duarte");
  const gateway = "https://pay.meridian.example";
  for (const environment of ["development", "staging", "production"])
    await configure(
      db,
      ines,
      "checkout",
      environment,
      { GATEWAY_URL: gateway, CAPTURE_RETRIES: "0" },
      story.at(400),
    );
  const first = async (by: string, component: string, build: number, hours: number, why: string) => {
    await story.deployed(component, build, hours);
    await story.promoted(by, component, { from: "development", to: "staging", build }, hours - 1);
    const request = await story.asked(by, component, build, why, hours - 3);
    await story.decided("Rune Kvist", request, "approve", "Staging looks good.", hours - 4);
    const path = { from: "staging", to: "production", build, request };
    await story.promoted(by, component, path, hours - 5);
  };
  await first("Mika Soto", "ledger-export", 208, 399, "The tax office switches formats on the first.");
  await first("Ines Duarte", "notifier", 17, 329, "Customers asked for mails in their own language.");
  await first("Teo Lindqvist", "search-indexer", 85, 239, "Filters by size and colour need this.");
  await first("Teo Lindqvist", "checkout", 41, 149, "Support wants the delivery window before payment.");
}

async function thisWeek(db: Database, tenant: Tenant, story: Story): Promise<void> {
  const ines = await tenant.as("Ines Duarte");
  const staged = async (by: string, component: string, build: number, hours: number) => {
    await story.deployed(component, build, hours);
    await story.promoted(by, component, { from: "development", to: "staging", build }, hours - 0.5);
  };
  const nobody = await story.asked("Teo Lindqvist", "search-indexer", 85, "Rebuild after the incident.", 130);
  await story.expired(nobody, 130 - 72);

  await staged("Mika Soto", "checkout", 44, 52);
  const refused = await story.asked("Mika Soto", "checkout", 44, "The new payments client.", 50);
  await story.decided("Amal Haddad", refused, "reject", "Declines rise in Staging; see the dashboard.", 48);

  await staged("Mika Soto", "search-indexer", 88, 30);
  await staged("Ines Duarte", "notifier", 19, 28);
  await story.deployed("ledger-export", 212, 20);

  const taken = await story.asked("Mika Soto", "search-indexer", 88, "Index only what changed.", 26);
  await story.cancelled("Mika Soto", taken, "Counting skipped documents first.", 25);

  const ready = await story.asked("Ines Duarte", "notifier", 19, "Deferred mails are lost today.", 9);
  await story.decided("Rune Kvist", ready, "approve", null, 6);
  await staged("Teo Lindqvist", "notifier", 20, 5);

  await staged("Ines Duarte", "checkout", 47, 3);
  const retrying = {
    GATEWAY_URL: "https://pay.meridian.example",
    CAPTURE_RETRIES: "3",
    GATEWAY_TOKEN: { secret: "payments/gateway#token" },
  };
  await configure(db, ines, "checkout", "production", retrying, story.at(2));
  const why = "Indexing takes four minutes instead of forty. Ran in Staging since yesterday without a miss.";
  await story.asked("Mika Soto", "search-indexer", 88, why, 0.6);
}
