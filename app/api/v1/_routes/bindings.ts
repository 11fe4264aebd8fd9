import { z } from "zod";
import { deploymentKinds } from "@/lib/approvals/core/vocabulary";
import { route } from "@/lib/transport/http";
import { createBinding, removeBinding, replaceBinding } from "@/lib/workflows/edit-bindings";
import { bindingInput, bindingRemoval } from "@/lib/workflows/input";
import { loadBindings } from "@/lib/workflows/loaders";
import { pageOf } from "./schemas";

const binding = z
  .object({
    id: z.string(),
    profile: z.string(),
    project: z.string().nullable(),
    component: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable().meta({ description: "Named, it is gated whether critical or not" }),
    resource: z.string().nullable().meta({ description: "Of what other systems do" }),
    action: z.string().nullable(),
    targets: z.enum(["critical", "every"]),
    kinds: z.array(z.enum(deploymentKinds)),
  })
  .meta({ id: "Binding" });
const changed = binding.extend({
  ended: z.array(z.int()).meta({ description: "Requests cancelled and approvals revoked by it" }),
});

const tag = "Workflows";
const permission = "workflow.manage";

export const bindingRoutes = [
  route({
    method: "get",
    path: "/workflows/{workflow}/bindings",
    id: "listBindings",
    summary: "What the workflow gates, by which profile; the most specific one holds",
    tag,
    permission,
    reply: pageOf(binding),
    run: (_db, caller, input) => loadBindings(caller, input),
  }),
  route({
    method: "post",
    path: "/workflows/{workflow}/bindings",
    id: "createBinding",
    summary:
      "Bind a profile to an organization, project, component, path or target, or to a resource and an action",
    tag,
    permission,
    body: bindingInput,
    reply: changed,
    status: 201,
    run: createBinding,
  }),
  route({
    method: "put",
    path: "/workflows/{workflow}/bindings/{id}",
    id: "replaceBinding",
    summary: "Say anew what a binding gates; what ungates needs a reason and ends requests",
    tag,
    permission,
    body: bindingInput,
    reply: changed,
    run: replaceBinding,
  }),
  route({
    method: "delete",
    path: "/workflows/{workflow}/bindings/{id}",
    id: "removeBinding",
    summary: "Take a binding away; what ungates needs a reason and ends requests",
    tag,
    permission,
    body: bindingRemoval,
    reply: changed,
    run: removeBinding,
  }),
];
