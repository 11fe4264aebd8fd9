import { z } from "zod";
import { instantInput } from "@/lib/catalog/input";
import { historyStates, requestStates, workflows } from "./core/vocabulary";

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
  /** Whoever asked, was asked for, voted, was voted for or ended it: member id, e-mail, or a part of the name. */
  person: z.string().max(200).optional(),
  from: instantInput.optional(),
  until: instantInput.optional(),
  q: z.string().max(200).optional(),
  mine: z.boolean().optional(),
  /** An administrator decided instead of the approvers. */
  overridden: z.boolean().optional(),
});
export type RequestFilter = z.output<typeof requestFilter>;

const slug = z.string().min(1).max(100).optional();
const day = z.iso
  .date("Give a day such as 2026-11-21")
  .refine((text) => Date.parse(text) > 0, "Give a day after 1970")
  .optional();

/** What History is narrowed by. Days are UTC's, both included, of when a request was closed. */
export const historyFilter = z.object({
  state: z.enum(historyStates).optional(),
  project: slug,
  component: slug,
  environment: slug,
  person: requestFilter.shape.person,
  from: day,
  until: day,
  q: requestFilter.shape.q,
});
export type HistoryFilter = z.output<typeof historyFilter>;

/** A request's number as it stands in an address. */
export const numberParameter = z
  .string()
  .regex(/^[1-9][0-9]{0,8}$/)
  .transform(Number);
