"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { type SetUpInput, setUp, setUpInput } from "@/lib/auth/set-up";
import { type ActionResult, userAction } from "@/lib/transport/action";

const makeFirstOrganization = userAction({ input: setUpInput, run: setUp });

export async function setUpAction(input: SetUpInput): Promise<ActionResult> {
  const answer = await makeFirstOrganization(input);
  if (answer.ok) redirect(`/${answer.value.slug}` as Route);
  return answer;
}
