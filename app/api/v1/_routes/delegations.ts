import { z } from "zod";
import { pageQuery } from "@/lib/catalog/input";
import { cancelDelegation } from "@/lib/directory/cancel-delegation";
import { createDelegation } from "@/lib/directory/create-delegation";
import { delegationStates } from "@/lib/directory/delegation-state";
import { delegationInput } from "@/lib/directory/input-delegation";
import { loadDelegations } from "@/lib/directory/loaders-delegations";
import { route } from "@/lib/transport/http";
import { instant, named, pageOf } from "./schemas";

const delegation = z
  .object({
    id: z.string(),
    principal: named.meta({ description: "Whose authority it is" }),
    to: named.meta({ description: "Who may decide with it" }),
    scope: z.union([z.literal("organization"), z.object({ project: z.string() })]),
    from: instant,
    until: instant.nullable().meta({ description: "The first instant without it; null: until cancelled" }),
    state: z.enum(delegationStates),
    cancelledAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: "Delegation" });

const tag = "Delegations";

export const delegationRoutes = [
  route({
    method: "get",
    path: "/delegations",
    id: "listDelegations",
    summary: "The delegations you have given and were given, newest first",
    tag,
    query: pageQuery,
    reply: pageOf(delegation),
    run: (_db, caller, input) => loadDelegations(caller, input),
  }),
  route({
    method: "post",
    path: "/delegations",
    id: "createDelegation",
    summary: "Let another member decide for you, everywhere or in one project: a token with the scope decide",
    tag,
    body: delegationInput,
    reply: delegation,
    status: 201,
    run: createDelegation,
  }),
  route({
    method: "post",
    path: "/delegations/{id}/cancel",
    id: "cancelDelegation",
    summary: "Take your delegation back; what was decided under it stays",
    tag,
    reply: delegation,
    run: cancelDelegation,
  }),
];
