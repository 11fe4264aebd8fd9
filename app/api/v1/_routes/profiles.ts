import { z } from "zod";
import { approvalRulesSchema } from "@/lib/approvals/core/rules";
import { pageQuery } from "@/lib/catalog/input";
import { route } from "@/lib/transport/http";
import { createProfile, updateProfile } from "@/lib/workflows/edit-profile";
import { profileChange, profileInput, profileQuery } from "@/lib/workflows/input";
import { checkProfile, loadProfile, loadProfiles } from "@/lib/workflows/loaders";
import { instant, named, pageOf } from "./schemas";

const profile = z
  .object({
    id: z.string(),
    name: z.string(),
    version: z.int(),
    rules: approvalRulesSchema.meta({ id: "ApprovalRules" }),
    rulesHash: z.string().meta({ description: "What an edit sends as basedOn" }),
    pinnedAt: instant
      .nullable()
      .meta({ description: "When a request first used this version, which never changes since" }),
    createdAt: instant,
  })
  .meta({ id: "Profile" });

const savedProfile = profile
  .extend({ warnings: z.array(z.string()).meta({ description: "What the rules allow and should be known" }) })
  .meta({ id: "SavedProfile" });

const tag = "Workflows";
const permission = "workflow.manage";

export const profileRoutes = [
  route({
    method: "get",
    path: "/profiles",
    id: "listProfiles",
    summary: "Approval profiles in their newest versions",
    tag,
    permission,
    query: pageQuery,
    reply: pageOf(profile),
    run: (_db, caller, input) => loadProfiles(caller, input),
  }),
  route({
    method: "post",
    path: "/profiles",
    id: "createProfile",
    summary: "Make an approval profile; roles and groups by id or name, people by id or address",
    tag,
    permission,
    body: profileInput,
    reply: savedProfile,
    status: 201,
    run: createProfile,
  }),
  route({
    method: "get",
    path: "/profiles/{name}",
    id: "getProfile",
    summary: "A profile's newest version, or the one named",
    tag,
    permission,
    query: profileQuery,
    reply: profile,
    run: (_db, caller, input) => loadProfile(caller, input),
  }),
  route({
    method: "put",
    path: "/profiles/{name}",
    id: "updateProfile",
    summary: "Edit a profile's rules: in place until a request has used them, as a new version after",
    tag,
    permission,
    body: profileChange,
    reply: savedProfile,
    run: updateProfile,
  }),
  route({
    method: "post",
    path: "/profiles/{name}/check",
    id: "checkProfile",
    summary: "Can these rules pass with the people of now? Of the profile's own rules when none are sent",
    tag,
    permission,
    body: z.strictObject({ rules: approvalRulesSchema.optional() }),
    reply: z.object({
      satisfiable: z.boolean(),
      problems: z.array(z.object({ path: z.string(), message: z.string() })),
      warnings: z.array(z.string()),
      couldApprove: z.array(named).meta({ description: "Everybody who could approve some step now" }),
      hangsOn: z.array(named).meta({ description: "Without each of these the rules could not pass" }),
      ownRequestsCannotPass: z
        .array(named)
        .meta({ description: "Whose own requests could not pass, since requesters do not vote" }),
    }),
    run: (db, caller, input) => checkProfile(caller, input, db),
  }),
];
