import { Text } from "react-email";
import { look, styles } from "./look";

export function Paragraph({ children }: { children: string }) {
  return (
    <Text className={look("ink")} style={styles.paragraph}>
      {children}
    </Text>
  );
}
