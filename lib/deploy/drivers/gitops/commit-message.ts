import type { DeployOrder, Person } from "@/lib/deploy/driver";

/** One line, whatever was typed: no control, format or separator characters, so that nothing can begin a line of its own. */
function oneLine(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\p{C}\p{Z}]+/gu, " ")
    .trim()
    .slice(0, 200);
}

function personName(person: Person): string {
  return oneLine(person.name.replaceAll(/[<>]/g, " ")) || "(no name)";
}

function personTrailer(person: Person): string {
  const email = /^[^\p{C}\p{Z}<>@]+@[^\p{C}\p{Z}<>@]+$/u.test(person.email)
    ? person.email.slice(0, 254)
    : "unknown";
  return `${personName(person)} <${email}>`;
}

function subject(order: DeployOrder): string {
  const { component, environment } = order.target;
  const build = `${component} #${order.build.number}`;
  switch (order.kind) {
    case "promote":
      return `Promote ${build} to ${environment}`;
    case "deploy":
      return `Deploy ${build} to ${environment}`;
    case "redeploy":
      return `Redeploy ${build} to ${environment}`;
    case "rollback":
      return `Roll ${component} back to #${order.build.number} in ${environment}`;
    case "configure":
      return `Configure ${build} in ${environment}`;
  }
}

/** Whoever had approved before an override is not why it ships: they stand in their trailers alone. */
function howApproved({ approvers, overriddenBy }: NonNullable<DeployOrder["request"]>): string {
  if (overriddenBy) return `, overridden by ${personName(overriddenBy)}`;
  const names = new Intl.ListFormat("en").format(approvers.map(personName));
  return names === "" ? "" : `, approved by ${names}`;
}

export const deploymentTrailer = "Countersign-Deployment";

/**
 * The commit's message: subject, one sentence for people, and trailers for tools. Names come from people's profiles:
 * they are confined to their line, so none can forge a trailer.
 */
export function commitMessage(order: DeployOrder): string {
  const approvers = order.request?.approvers ?? [];
  const overrider = order.request?.overriddenBy ?? null;
  const why = order.request
    ? `Request ${order.request.number}${howApproved(order.request)}.`
    : "No approval was required.";
  const trailers = [
    ...(order.request ? [`Countersign-Request: ${order.request.number}`] : []),
    ...approvers.map((approver) => `Approved-by: ${personTrailer(approver)}`),
    ...(overrider ? [`Overridden-by: ${personTrailer(overrider)}`] : []),
    `Promoted-by: ${personTrailer(order.promotedBy)}`,
    `${deploymentTrailer}: ${order.deploymentId}`,
  ];
  return `${subject(order)}\n\n${why}\n\n${trailers.join("\n")}\n`;
}
