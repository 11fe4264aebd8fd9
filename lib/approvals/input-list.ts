import { z } from "zod";
import { instantInput } from "@/lib/catalog/input";
import { requestStates, workflows } from "./core/vocabulary";

/** What lists of requests can be narrowed by (api.md, GET /approval-requests). `open` and `closed` stand for several states. */
export const requestFilter = z.object({
  state: z
    .union([
      z.enum([...requestStates, "open", "closed"]),
      z.array(z.enum([...requestStates, "open", "closed"])),
    ])
    .optional(),
  workflow: z.enum(workflows).optional(),
  project: z.string().optional(),
  component: z.string().optional(),
  environment: z.string().optional(),
  /** Member id or e-mail. */
  requester: z.string().optional(),
  approver: z.string().optional(),
  from: instantInput.optional(),
  until: instantInput.optional(),
  q: z.string().max(200).optional(),
  mine: z.boolean().optional(),
});
export type RequestFilter = z.output<typeof requestFilter>;

/** A request's number as it stands in an address. */
export const numberParameter = z
  .string()
  .regex(/^[1-9][0-9]{0,8}$/)
  .transform(Number);
