import type { MemberId } from "@/lib/kernel/ids";
import { isEnabled, may, toldBy } from "./model-people";
import { barOf, first, isOpen, isRequester, type Request, rightOf, rightsNow } from "./model-votes";
import type { Deed } from "./play";

/** Why this is not done; null when it is. */
export function refusalOf(request: Request, deed: Deed): string | null {
  const { rules, builders, state, use, project, directory } = request;
  const holds = (permission: string) => "who" in deed && may(deed.who, permission, directory, project);
  const unseen = "who" in deed && !sees(request, deed.who);
  const closed = first([state === "expired", "request_expired"], [!isOpen(request), "request_closed"]);
  const notUsable = first(
    [state === "expired", "request_expired"],
    [use === "none", "approval_not_ready"],
    [use !== "ready", `approval_${use}`],
  );
  switch (deed.type) {
    case "vote":
      return first([unseen, "not_found"], [closed !== null, closed ?? ""]) ?? refusalOfVote(request, deed);
    case "comment":
      return first([unseen, "not_found"]) ?? closed;
    case "start":
      return (
        first([unseen, "not_found"], [!isRequester(request, deed.who), "not_permitted"]) ??
        closed ??
        first([state === "waiting", "already_started"])
      );
    case "cancel":
      return (
        first([unseen, "not_found"]) ?? closed ?? first([!mayCancel(request, deed.who), "cancel_not_allowed"])
      );
    case "override": {
      const service = directory.members.some(({ id, service }) => id === deed.who && service);
      return (
        first([unseen, "not_found"], [!holds("request.override") || service, "not_permitted"]) ??
        closed ??
        first(
          [isRequester(request, deed.who), "requester_may_not_override"],
          [!rules.allowBuilderVote && builders.includes(deed.who), "builder_may_not_override"],
          [!rules.allowOverride, "override_not_allowed"],
          [deed.reason.trim() === "", "reason_required"],
        )
      );
    }
    case "use":
      return (
        first([unseen, "not_found"], [!holds("promotion.execute"), "not_permitted"]) ??
        notUsable ??
        first(
          [deed.stale, "approval_stale"],
          [!rules.allowApproverToPromote && approved(request, deed.who), "approver_may_not_promote"],
          [!deed.healthy, "source_not_healthy"],
          [deed.deploying, "deployment_running"],
        )
      );
    case "revoke":
      return (
        first([unseen, "not_found"], [!holds("request.override"), "not_permitted"]) ??
        notUsable ??
        first([deed.reason.trim() === "", "reason_required"])
      );
    case "supersede":
      return use === "ready" ? null : closed;
    case "finish":
    case "fail": {
      const outcome = request.uses[deed.use];
      return first(
        [outcome === undefined, "not_found"],
        [outcome === "succeeded", "approval_used"],
        [outcome !== "running", "approval_not_ready"],
      );
    }
    case "expire":
    case "lapse":
      return null;
  }
}

/** A vote on an open request. */
function refusalOfVote(request: Request, deed: Extract<Deed, { type: "vote" }>): string | null {
  const { rules, builders, state, step } = request;
  const { who, onBehalfOf, requirement, comment, decision, seen } = deed;
  const rights = rightsNow(request, step).filter(
    (right) =>
      right.who === who &&
      (requirement === undefined || right.requirement === requirement) &&
      (onBehalfOf === undefined || right.principal === onBehalfOf),
  );
  const bars = rights.map((right) => barOf(request, right));
  const wanted = rules.comment === "required" || (rules.comment === "on-reject" && decision === "reject");
  const isBuilder = (id: MemberId | undefined) => id !== undefined && builders.includes(id);
  return first(
    [state === "new", "not_waiting"],
    [seen === "another step" || seen === "another content", "request_changed"],
    [
      !rules.allowRequesterVote && (isRequester(request, who) || isRequester(request, onBehalfOf)),
      "requester_may_not_vote",
    ],
    [!rules.allowBuilderVote && (isBuilder(who) || isBuilder(onBehalfOf)), "builder_may_not_vote"],
    [rights.length === 0, "not_eligible"],
    ...[
      "requester_may_not_vote",
      "builder_may_not_vote",
      "already_decided_earlier_step",
      "already_represented",
      "already_voted",
    ].map((bar): [boolean, string] => [!bars.includes(null) && bars.includes(bar), bar]),
    [rightOf(request, deed) === null, "capacity_ambiguous"],
    [wanted && (comment ?? "").trim() === "", "comment_required"],
  );
}

/** Rule 15. */
function sees(request: Request, who: MemberId): boolean {
  const { rules, directory, project } = request;
  const takesPart = rules.steps.some(
    (_, step) =>
      rightsNow(request, step).some((right) => right.who === who) ||
      toldBy(step, rules, directory, project).includes(who),
  );
  return (
    isEnabled(who, directory) &&
    (may(who, "request.read", directory, project) ||
      isRequester(request, who) ||
      request.known.includes(who) ||
      takesPart)
  );
}

function mayCancel(request: Request, who: MemberId): boolean {
  const { rules, directory, project, openedBy } = request;
  const administrates = may(who, "request.cancel", directory, project);
  const requesterLost = !may(openedBy, "request.create", directory, project);
  return (
    (isRequester(request, who) && rules.whoMayCancel !== "administrator") ||
    (administrates && rules.whoMayCancel !== "requester") ||
    (administrates && requesterLost)
  );
}

/** Rule 6: voter and principal of every approval that counts, and who overrode. */
function approved({ votes, overriddenBy }: Request, who: MemberId): boolean {
  return (
    overriddenBy === who ||
    votes.some(
      (vote) => vote.counts && vote.decision === "approve" && (vote.who === who || vote.principal === who),
    )
  );
}
