"use client";

import { Dropdown } from "@heroui/react/dropdown";
import { Header } from "@heroui/react/header";
import { Label } from "@heroui/react/label";
import { useState } from "react";
import { type ChosenTheme, chosenTheme, themeCookie } from "./theme";

const choices = [
  { id: "system", label: "As the system has it" },
  { id: "light", label: "Light" },
  { id: "dark", label: "Dark" },
] as const;

const secondsInYear = 31_536_000;

/** At once in this page; the cookie tells the server for every page to come. It says nothing about who it is. */
function choose(theme: ChosenTheme | null): void {
  const root = document.documentElement;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not in every browser yet
  document.cookie = `${themeCookie}=${theme ?? ""}; path=/; max-age=${theme ? secondsInYear : 0}; samesite=lax`;
}

/** Light, dark or the system's, kept per browser. Rendered in an open menu only, so the page's own answer is known. */
export function ThemeSection() {
  const [theme, setTheme] = useState(() => chosenTheme(document.documentElement.dataset.theme));
  return (
    <Dropdown.Section
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme ?? "system"]}
      onSelectionChange={(keys) => {
        const [key] = keys === "all" ? [] : keys;
        const next = chosenTheme(String(key));
        setTheme(next);
        choose(next);
      }}
    >
      <Header className="px-2 pt-1 text-xs text-muted">Theme</Header>
      {choices.map(({ id, label }) => (
        <Dropdown.Item key={id} id={id} textValue={label}>
          <Dropdown.ItemIndicator />
          <Label>{label}</Label>
        </Dropdown.Item>
      ))}
    </Dropdown.Section>
  );
}
