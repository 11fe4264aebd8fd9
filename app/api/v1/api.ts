import { apiOf } from "@/lib/transport/http";
import { approvalRequestRoutes } from "./_routes/approval-requests";
import { approvalUseRoutes } from "./_routes/approval-uses";
import { auditEventRoutes } from "./_routes/audit-events";
import { bindingRoutes } from "./_routes/bindings";
import { buildRoutes } from "./_routes/builds";
import { delegationRoutes } from "./_routes/delegations";
import { deploymentRoutes } from "./_routes/deployments";
import { environmentRoutes } from "./_routes/environments";
import { meRoutes } from "./_routes/me";
import { memberRoutes } from "./_routes/members";
import { profileRoutes } from "./_routes/profiles";
import { projectRoutes } from "./_routes/projects";
import { roleAndGroupRoutes } from "./_routes/roles-and-groups";
import { tokenRoutes } from "./_routes/tokens";
import { webhookRoutes } from "./_routes/webhooks";
import { workflowRoutes } from "./_routes/workflows";

/** Every operation of the API: a list per resource, in `_routes/`. */
export const api = apiOf(
  "/api/v1",
  [
    ...meRoutes,
    ...projectRoutes,
    ...buildRoutes,
    ...environmentRoutes,
    ...deploymentRoutes,
    ...approvalRequestRoutes,
    ...approvalUseRoutes,
    ...delegationRoutes,
    ...memberRoutes,
    ...roleAndGroupRoutes,
    ...tokenRoutes,
    ...workflowRoutes,
    ...bindingRoutes,
    ...profileRoutes,
    ...webhookRoutes,
    ...auditEventRoutes,
  ],
  {
    title: "Countersign",
    description:
      "Everything a person can do in the console a pipeline can do here. Send `Authorization: Bearer cs_…`, and JSON; instants are ISO 8601 in UTC, unknown fields are refused. Errors are RFC 9457 problem documents with a `code`. Lists take `limit` and `cursor` and answer `items` and `nextCursor`, null on the last page. A POST with an `Idempotency-Key` can be repeated safely for 24 hours. `RateLimit` headers say what a token has left of its minute.",
  },
);
