import { z } from "zod";
import { buildInput, pageQuery } from "@/lib/catalog/input";
import { loadBuild, loadBuilds } from "@/lib/catalog/loaders";
import { reportBuild } from "@/lib/catalog/report-build";
import { route } from "@/lib/transport/http";
import { instant, named, pageOf } from "./schemas";

const commit = z.object({
  sha: z.string(),
  message: z.string(),
  author: z.object({ name: z.string(), email: z.string() }),
  at: instant,
});

const fields = {
  id: z.string(),
  number: z.int(),
  version: z.string().nullable(),
  image: z.string(),
  digest: z.string(),
  commit: z.string(),
  head: commit.nullable().meta({ description: "What was said of the commit that was built" }),
  branch: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  builtAt: instant,
  reportedAt: instant,
  reportedBy: named,
};
const item = z.object(fields).meta({ id: "BuildItem" });
const build = z
  .object({ ...fields, commits: z.array(commit).meta({ description: "Newest first" }) })
  .meta({ id: "Build" });

const tag = "Builds";

export const buildRoutes = [
  route({
    method: "post",
    path: "/projects/{project}/components/{component}/builds",
    id: "reportBuild",
    summary: "Report what was built: 201, or 200 with the first report when the digest is known",
    tag,
    permission: "build.report",
    body: buildInput,
    reply: build,
    status: [201, 200],
    run: async (db, caller, input) => {
      const result = await reportBuild(db, caller, input);
      if (!result.ok) return result;
      return { ok: true, value: result.value.build, status: result.value.created ? 201 : 200 };
    },
  }),
  route({
    method: "get",
    path: "/projects/{project}/components/{component}/builds",
    id: "listBuilds",
    summary: "The component's builds, newest number first",
    tag,
    permission: "catalog.read",
    query: pageQuery,
    reply: pageOf(item),
    run: (_db, caller, input) => loadBuilds(caller, input),
  }),
  route({
    method: "get",
    path: "/projects/{project}/components/{component}/builds/{number}",
    id: "getBuild",
    summary: "One build with its commits",
    tag,
    permission: "catalog.read",
    reply: build,
    run: (_db, caller, input) => loadBuild(caller, input),
  }),
];
