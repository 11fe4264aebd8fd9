import { contentHash } from "../../lib/kernel/canonical-json";

export const people = {
  ines: { name: "Ines Duarte", email: "ines.duarte@meridian.example" },
  mika: { name: "Mika Soto", email: "mika.soto@meridian.example" },
  teo: { name: "Teo Lindqvist", email: "teo.lindqvist@meridian.example" },
} as const;

type Author = keyof typeof people;

export interface SeedBuild {
  number: number;
  /** How long ago it was built, in hours. */
  hours: number;
  /** Newest first. */
  commits: [author: Author, message: string][];
}

const hour = 3_600_000;
const hex = (text: string, length: number) => contentHash(text).slice(7, 7 + length);

/** A build as a pipeline reports it; shas and digest are made of the names, so that every demo has the same. */
export function reported(component: string, { number, hours, commits }: SeedBuild, now: Date) {
  const ago = (more: number) => new Date(now.getTime() - (hours + more) * hour).toISOString();
  const list = commits.map(([author, message], index) => ({
    sha: hex(`${component} ${number} ${message}`, 40),
    message,
    author: people[author],
    at: ago(0.2 + index * 1.7),
  }));
  return {
    number,
    image: `registry.meridian.example/${component}`,
    digest: `sha256:${hex(`${component} ${number}`, 64)}`,
    commit: list[0]?.sha ?? hex(component, 40),
    branch: "main",
    sourceUrl: `https://git.meridian.example/${component}/commit/${list[0]?.sha ?? hex(component, 40)}`,
    builtAt: ago(0),
    commits: list,
  };
}

/** What the demo's pipelines have built, by component. */
export const builds: Record<string, SeedBuild[]> = {
  checkout: [
    { number: 41, hours: 150, commits: [["teo", "Show delivery window before payment"]] },
    {
      number: 44,
      hours: 52,
      commits: [
        ["mika", "Bump payments client to 4.2"],
        ["mika", "Keep the basket when a payment fails"],
      ],
    },
    {
      number: 47,
      hours: 3,
      commits: [
        ["ines", "Retry card capture on gateway time-out"],
        ["ines", "Log the gateway's decline reason"],
        ["teo", "Round totals once, at the end"],
        ["mika", "Say which voucher was refused"],
      ],
    },
  ],
  "search-indexer": [
    { number: 85, hours: 240, commits: [["teo", "Index sizes and colours"]] },
    {
      number: 88,
      hours: 30,
      commits: [
        ["mika", "Index only what changed since the last run"],
        ["teo", "Stop indexing discontinued articles"],
        ["mika", "Count skipped documents"],
      ],
    },
  ],
  notifier: [
    { number: 17, hours: 330, commits: [["ines", "Send order mails in the customer's language"]] },
    { number: 19, hours: 28, commits: [["ines", "Retry mails that the provider deferred"]] },
    { number: 20, hours: 5, commits: [["teo", "Unsubscribe with one click"]] },
  ],
  "ledger-export": [
    { number: 208, hours: 400, commits: [["mika", "Export in the tax office's new format"]] },
    {
      number: 212,
      hours: 20,
      commits: [
        ["teo", "Write cents as integers"],
        ["mika", "Name the fiscal year"],
      ],
    },
  ],
};
