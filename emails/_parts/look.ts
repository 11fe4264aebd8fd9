import type { CSSProperties } from "react";

/**
 * The look of every mail. Light colours are inline, because many clients drop style sheets; dark ones override them
 * by class where a client knows prefers-color-scheme. Colours are the console's (accent oklch 0.50 0.17 268) in hex,
 * the only notation that all mail clients read.
 */
export const colours = {
  page: "#f7f8fa",
  panel: "#ffffff",
  line: "#e3e4e9",
  ink: "#14161b",
  muted: "#5c5e65",
  accent: "#3a58c3",
} as const;

const darkRules = {
  page: "background-color: #0a0b0f",
  panel: "background-color: #14161a; border-color: #2c2e33",
  ink: "color: #edeef2",
  muted: "color: #a2a4ab",
  line: "border-color: #2c2e33",
  mark: "color: #8aa4f4; border-color: #8aa4f4",
  action: "background-color: #4c6cd1",
  amber: "background-color: #f0a93a",
  green: "background-color: #35c26e",
  red: "background-color: #ff7b76",
  grey: "background-color: #a2a4ab",
} as const;

export type LookClass = keyof typeof darkRules;

/** Class name of a part that changes in the dark: `look("ink", "muted")`. */
export function look(...names: LookClass[]): string {
  return names.map((name) => `cs-${name}`).join(" ");
}

function important(declarations: string): string {
  return declarations
    .split("; ")
    .map((declaration) => `${declaration} !important;`)
    .join(" ");
}

const dark = Object.entries(darkRules).map(([name, rule]) => `.cs-${name} { ${important(rule)} }`);

export const styleSheet = [
  ":root { color-scheme: light dark; supported-color-schemes: light dark; }",
  `@media (prefers-color-scheme: dark) { ${dark.join(" ")} }`,
  "@media (max-width: 480px) { .cs-pad { padding: 20px 16px 22px !important; } .cs-action { display: block !important; } }",
].join("\n");

// Names with spaces stay unquoted on purpose: quotes inside a style attribute trip old clients.
const sans = "Geist, -apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif";
const mono = "Geist Mono, ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";

const text: CSSProperties = { fontFamily: sans, fontSize: "14px", lineHeight: "21px", color: colours.ink };

export const styles = {
  page: { ...text, backgroundColor: colours.page, padding: "24px 12px 32px" },
  panel: {
    ...text,
    backgroundColor: colours.panel,
    border: `1px solid ${colours.line}`,
    borderRadius: "10px",
    padding: "26px 28px 28px",
  },
  paragraph: { ...text, margin: "0 0 16px", overflowWrap: "anywhere" },
  muted: { ...text, fontSize: "13px", lineHeight: "19px", color: colours.muted, margin: "12px 0 0" },
  footer: {
    ...text,
    fontSize: "12px",
    lineHeight: "18px",
    color: colours.muted,
    margin: "16px 4px 0",
    overflowWrap: "anywhere",
  },
  title: {
    ...text,
    fontSize: "21px",
    lineHeight: "27px",
    fontWeight: 600,
    letterSpacing: "-0.01em",
    margin: "0 0 12px",
    overflowWrap: "anywhere",
  },
  quote: {
    ...text,
    borderLeft: `3px solid ${colours.line}`,
    margin: "0 0 18px",
    padding: "1px 0 1px 14px",
    overflowWrap: "anywhere",
  },
  factName: {
    ...text,
    fontSize: "13px",
    color: colours.muted,
    padding: "3px 14px 3px 0",
    width: "92px",
    verticalAlign: "top",
    textAlign: "left",
    fontWeight: 400,
  },
  factValue: { ...text, fontSize: "13px", padding: "3px 0", verticalAlign: "top", overflowWrap: "anywhere" },
  code: { fontFamily: mono, fontSize: "12.5px", color: colours.muted },
  action: {
    fontFamily: sans,
    fontSize: "14px",
    fontWeight: 600,
    color: "#ffffff",
    backgroundColor: colours.accent,
    borderRadius: "8px",
    padding: "11px 18px",
    textAlign: "center",
  },
} as const satisfies Record<string, CSSProperties>;
