import { z } from "zod";
import { loadMe } from "@/lib/directory/loaders";
import { route } from "@/lib/transport/http";

const me = z
  .object({
    organization: z.object({ slug: z.string(), name: z.string() }),
    member: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      kind: z.enum(["person", "service"]),
    }),
    permissions: z.array(z.string()).meta({ description: "That hold in the whole organization" }),
    projects: z
      .array(z.object({ project: z.string(), permissions: z.array(z.string()) }))
      .meta({ description: "Where more holds than in the organization" }),
    scopes: z.array(z.string()).nullable(),
  })
  .meta({ id: "Me" });

export const meRoutes = [
  route({
    method: "get",
    path: "/me",
    id: "getMe",
    summary: "The token's organization, member and permissions",
    tag: "Directory",
    reply: me,
    run: (_db, caller) => loadMe(caller),
  }),
];
