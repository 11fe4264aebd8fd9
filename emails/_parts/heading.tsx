import { Heading, Text } from "react-email";
import { type LookClass, look, styles } from "./look";

/** The state in words with its dot, and the title. The dot repeats the words: never colour alone. */
export function StateHeading({ tone, state, title }: { tone: Tone; state: string; title: string }) {
  return (
    <>
      <Text className={look("ink")} style={stateLine}>
        <span
          aria-hidden="true"
          className={look(tone)}
          data-skip-in-text="true"
          style={{ ...dot, backgroundColor: tones[tone] }}
        />
        {state}
      </Text>
      <Title>{title}</Title>
    </>
  );
}

export function Title({ children }: { children: string }) {
  return (
    <Heading as="h1" className={look("ink")} style={styles.title}>
      {children}
    </Heading>
  );
}

type Tone = Extract<LookClass, "amber" | "green" | "red" | "grey">;

const tones: Record<Tone, string> = { amber: "#c27c0e", green: "#0f8a45", red: "#c8343a", grey: "#7d8086" };

const stateLine = { ...styles.paragraph, fontSize: "13px", fontWeight: 500, margin: "0 0 8px" } as const;

const dot = {
  display: "inline-block",
  width: "8px",
  height: "8px",
  borderRadius: "4px",
  marginRight: "8px",
  verticalAlign: "1px",
} as const;
