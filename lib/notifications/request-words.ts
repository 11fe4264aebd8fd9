import { promotionChanges } from "@/lib/approvals/core/promotion-words";
import { aboutOf, type RequestSubject } from "@/lib/approvals/core/request-subject";
import { detailLines, subjectFacts, subjectWords } from "@/lib/approvals/subject-words";
import { env } from "@/lib/env";

interface Told {
  workflow: string;
  subject: RequestSubject;
  number: number;
}

/** What is asked in a few words, and the facts with what it would change. */
export function gistOf(request: Told) {
  const about = aboutOf(request);
  const facts = subjectFacts(about);
  if (about.workflow === "environment-promotion") {
    const gist = promotionChanges(about.subject, "configuration key");
    return { gist, facts: [...facts, { name: "Changes", value: gist }] };
  }
  const { resource, action } = about.subject;
  const details = detailLines(about.subject)
    .map(({ key, value }) => (key === "" ? value : `${key}: ${value}`))
    .join("; ");
  const more = details === "" ? [] : [{ name: "Details", value: shortened(details, 300) }];
  return { gist: `${action} ${resource}`, facts: [...facts, ...more] };
}

/** What comes after the approval: promoting on the Deploy page, or the asking system's own step. */
export function nextStep(request: Told, home: string, requestUrl: string) {
  const about = aboutOf(request);
  if (about.workflow === "environment-promotion") {
    const { project, component, build, to } = about.subject;
    return {
      url: `${home}/projects/${project.slug}/components/${component.slug}/deploy`,
      preview: `promote #${build.number} to ${to.name}`,
      nextLine: "Nothing has moved yet: the next step is Promote.",
      actionLabel: "Promote on the Deploy page",
      actionNote: `The link promotes nothing by itself. Promote there ships build #${build.number}, as it was approved.`,
    };
  }
  const { resource, action } = about.subject;
  const who = about.workflow === "external" ? about.subject.name : "The system that asked";
  return {
    url: requestUrl,
    preview: `${action} ${resource}`,
    nextLine: `Nothing has been done yet: ${who} may now ${action} ${resource}, exactly as it was approved.`,
    actionLabel: `View request ${request.number}`,
    actionNote:
      "The link does nothing by itself. The page shows when the approval is used, and how that ended.",
  };
}

/** The organization's address. */
export function homeOf({ slug }: { slug: string }): string {
  return `${env().NEXTAUTH_URL}/${slug}`;
}

/** After an ending that nobody decided, or that took an approval away. */
export function howAgain({ workflow }: Pick<Told, "workflow">): string {
  return workflow === "environment-promotion"
    ? "It can be asked for again on the Deploy page."
    : "It can be asked for again.";
}

/** After a rejection. */
export function askAgain({ workflow }: Pick<Told, "workflow">): string {
  if (workflow === "environment-promotion")
    return "Nothing was promoted; you can ask again from the Deploy page.";
  return workflow === "external"
    ? "Nothing may be done under it; another attempt is another request."
    : "Nothing may be done under it; you can ask again.";
}

function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

/** What every mail about a request begins with. */
export function titleOf(request: Told) {
  const about = aboutOf(request);
  const { title, short } = subjectWords(about);
  return { title, short: shortened(short, 90), facts: subjectFacts(about) };
}
