import { Fragment } from "react";
import { Text } from "react-email";
import { look, styles } from "./look";

/** Somebody's own words, always with their name above, so that nobody takes them for ours. */
export function Quote({ label, children }: { label: string; children: string }) {
  return (
    <>
      <Text className={look("muted")} style={{ ...styles.muted, margin: "0 0 6px" }}>
        {label}
      </Text>
      <blockquote className={look("ink", "line")} style={styles.quote}>
        <Lines text={children} />
      </blockquote>
    </>
  );
}

/** Line breaks as <br>: Outlook ignores white-space. */
function Lines({ text }: { text: string }) {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/u);
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of a finished text never move
    <Fragment key={index}>
      {index > 0 && <br />}
      {line}
    </Fragment>
  ));
}
