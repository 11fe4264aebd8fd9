import { Button, Text } from "react-email";
import { look, styles } from "./look";

/** The one link of a mail. It leads to a page and never decides; `note` says what happens there. */
export function Action({ url, label, note }: { url: string; label: string; note: string }) {
  return (
    <>
      <Button className={look("action")} href={url} style={styles.action}>
        {label}
      </Button>
      <Text className={look("muted")} style={styles.muted}>
        {note}
      </Text>
    </>
  );
}
