/** Which theme a browser chose, as its cookie says: the server writes it into the page, so that nothing flashes. */
export const themeCookie = "countersign-theme";
export type ChosenTheme = "light" | "dark";

/** Anything else than a theme of ours means: follow the system. */
export function chosenTheme(value: string | undefined): ChosenTheme | null {
  return value === "light" || value === "dark" ? value : null;
}
