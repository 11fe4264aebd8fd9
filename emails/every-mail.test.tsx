import { describe, expect, it } from "vitest";
import { type MailMessage, renderMail } from "@/lib/notifications/render";
import type { Fact } from "./_parts/facts";
import { sampleMessages } from "./sample-messages";

const hostile = `<img src=x onerror="alert(1)">&amp;'"</style><a href="https://evil.example">`;

/** The same message with every string but the link replaced. */
function withHostileStrings(message: MailMessage): MailMessage {
  const props = Object.entries(message.props).map(([name, value]) => [
    name,
    Array.isArray(value)
      ? value.map((_, at) => ({ name: `Fact ${at}`, value: `${hostile}${at}`, code: hostile }))
      : name === "url"
        ? value
        : `${hostile}${name}`,
  ]);
  return { template: message.template, props: Object.fromEntries(props) } as MailMessage;
}

function withoutOptionalFacts(message: MailMessage): MailMessage {
  const optional = ["message", "decideBy", "reason", "comment", "useBy", "validUntil"];
  const props = Object.entries(message.props).map(([name, value]) => [
    name,
    optional.includes(name) ? null : value,
  ]);
  return { template: message.template, props: Object.fromEntries(props) } as MailMessage;
}

/** Everything that a message says: texts, and the names, values and codes of its facts. */
function saidBy(message: (typeof sampleMessages)[number]): [string, string][] {
  const props: Record<string, string | null | readonly Fact[]> = message.props;
  return Object.entries(props).flatMap(([name, value]): [string, string][] => {
    if (name === "url" || value === null) return [];
    if (typeof value === "string") return [[name, value]];
    return value.flatMap((fact) => Object.values(fact).map((text): [string, string] => [name, text]));
  });
}

/** Said beside the mail, in its subject and preheader. */
const inInbox = ["short", "preview"];

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe.each(sampleMessages)("$template", (message) => {
  const htmlUrl = message.props.url.replaceAll("&", "&amp;");

  it("links exactly once, and shows the address on a line of its own in the text version", async () => {
    const { html, text } = await renderMail(message);
    expect(count(html, "href=")).toBe(1);
    expect(html).toContain(`href="${htmlUrl}"`);
    expect(text.split("\n").filter((line) => line === message.props.url)).toHaveLength(1);
    expect(count(text, "http")).toBe(1);
  });

  it("says every fact in HTML and text", async () => {
    const { html, text } = await renderMail(message);
    for (const [name, value] of saidBy(message)) {
      if (inInbox.includes(name)) continue;
      for (const line of value.split("\n")) {
        expect(text, name).toContain(line);
        expect(html.replaceAll("&#x27;", "'"), name).toContain(line);
      }
    }
  });

  it("shows people's text as text, never as markup", async () => {
    const { html, text } = await renderMail(withHostileStrings(message));
    expect(html).not.toContain("<img");
    expect(html).not.toContain("</style><a");
    expect(count(html, 'href="')).toBe(1);
    expect(text).toContain(hostile);
    expect(text).not.toContain("&lt;");
  });

  it("leaves no hole where a fact is not there", async () => {
    const { subject, html, text } = await renderMail(withoutOptionalFacts(message));
    for (const part of [subject, html, text]) expect(part).not.toMatch(/undefined|null|\[object|NaN/);
    expect(text).not.toMatch(/\n{4}/);
  });

  it("is told apart in the inbox: a short subject on one line, and a preheader that is not the subject", async () => {
    const { subject, html } = await renderMail(message);
    expect(subject.length).toBeLessThan(70);
    expect(subject).not.toContain("\n");
    const preheader = /data-skip-in-text="true">([^<]+)<div>/.exec(html)?.[1];
    expect(preheader?.length).toBeGreaterThan(20);
    expect(preheader).not.toContain(subject);
  });

  it("is readable in the dark and needs nothing from the network", async () => {
    const { html } = await renderMail(message);
    expect(html).toContain('<meta content="light dark" name="color-scheme"/>');
    expect(html).toContain("prefers-color-scheme: dark");
    expect(html).not.toMatch(/<img|<link|<script|url\(|@import/);
  });
});

it("names what is asked in the subject", async () => {
  const subjects = await Promise.all(
    sampleMessages.map(async (message) => (await renderMail(message)).subject),
  );
  expect(subjects).toEqual([
    "Review: checkout #47 to Production (request 127)",
    "Review: deploy-prod of run 812, restart billing-db (request 127)",
    "Reminder: checkout #47 to Production (request 127)",
    "Comment: checkout #47 to Production (request 127)",
    "Asked for: checkout #47 to Production (request 127)",
    "Nobody can decide 2 requests in Meridian",
    "Cancelled: checkout #47 to Production (request 127)",
    "Overridden: checkout #47 to Production (request 127)",
    "Expired: checkout #47 to Production (request 127)",
    "Revoked: checkout #47 to Production (request 127)",
    "Not promoted: checkout #47 to Production (request 127)",
    "Approved: checkout #47 to Production (request 127)",
    "Approved: checkout #47 to Production (request 127)",
    "Rejected: checkout #47 to Production (request 127)",
    "Sign in to Countersign at countersign.meridian.example",
    "Vera Lind invites you to Meridian on Countersign",
    "Turned off: Environment Promotion in Meridian",
  ]);
});
