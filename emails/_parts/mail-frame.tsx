import type { ReactNode } from "react";
import { Container, Head, Html, Preview, Section, Text } from "react-email";
import { colours, look, styleSheet, styles } from "./look";

type MailFrameProps = {
  subject: string;
  /** The line an inbox shows beside the subject: what the mail says, not a greeting. */
  preheader: string;
  /** Shown at the top right; absent where a mail belongs to no organization. */
  organizationName?: string;
  /** Why this person gets this mail. Must be true. */
  footer: string;
  children: ReactNode;
};

/** The page every mail is written on: mark, panel, and the reason one gets it. */
export function MailFrame({ subject, preheader, organizationName, footer, children }: MailFrameProps) {
  return (
    <Html lang="en">
      <Head>
        <meta content="width=device-width, initial-scale=1" name="viewport" />
        <meta content="light dark" name="color-scheme" />
        <meta content="light dark" name="supported-color-schemes" />
        <meta content="telephone=no,date=no,address=no,email=no" name="format-detection" />
        <title>{subject}</title>
        <style>{styleSheet}</style>
      </Head>
      <body className={look("page")} style={body}>
        <Preview useTitleTag={false}>{preheader}</Preview>
        <article aria-label={subject} aria-roledescription="email">
          <Section className={look("page")} style={styles.page}>
            <Container style={{ maxWidth: "560px" }}>
              <Letterhead organizationName={organizationName ?? ""} />
              <Section className={look("panel")} style={panelTable} tdClassName="cs-pad">
                {children}
              </Section>
              <Text className={look("muted")} style={styles.footer}>
                {footer}
              </Text>
            </Container>
          </Section>
        </article>
      </body>
    </Html>
  );
}

// Twice, on the body and on a table that fills it: some clients drop the body and its style.
const body = { backgroundColor: colours.page, margin: "0", padding: "0" } as const;

// Rounded corners need "separate": a collapsed table draws its border square.
const panelTable = { ...styles.panel, borderCollapse: "separate" } as const;

const wordmark = {
  ...styles.paragraph,
  margin: "0",
  fontSize: "15px",
  fontWeight: 600,
  whiteSpace: "nowrap",
} as const;
const cell = { paddingBottom: "14px", verticalAlign: "middle" } as const;
const seal = {
  width: "17px",
  height: "17px",
  border: `2px solid ${colours.accent}`,
  borderRadius: "50%",
  color: colours.accent,
  fontSize: "11px",
  lineHeight: "17px",
  fontWeight: 700,
  textAlign: "center",
} as const;

/** Drawn with text and borders: pictures are blocked by default in most inboxes. */
function Letterhead({ organizationName }: { organizationName: string }) {
  return (
    <table cellPadding="0" cellSpacing="0" data-skip-in-text="true" role="presentation" width="100%">
      <tbody>
        <tr>
          <td style={{ ...cell, width: "30px", paddingLeft: "4px" }}>
            <div aria-hidden="true" className={look("mark")} style={seal}>
              ✓
            </div>
          </td>
          <td className={look("ink")} style={{ ...wordmark, ...cell }}>
            Countersign
          </td>
          <td
            align="right"
            className={look("muted")}
            style={{ ...styles.footer, ...cell, fontSize: "13px", paddingLeft: "16px", paddingRight: "4px" }}
          >
            {organizationName}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
