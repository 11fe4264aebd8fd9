import { z } from "zod";
import { loadRequestPreview } from "@/lib/deploy/loaders";
import { consoleRead } from "@/lib/transport/console";

const slug = z.string().max(100);

/** What the drawer Request Approval shows: what would ship, what changes, and who would be asked. */
export const GET = consoleRead({
  input: z.object({
    project: slug,
    component: slug,
    from: slug,
    to: slug,
    kind: z.enum(["promote", "configure", "rollback"]).optional(),
    build: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  }),
  load: loadRequestPreview,
});
