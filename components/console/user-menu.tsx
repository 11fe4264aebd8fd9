"use client";

import { Dropdown } from "@heroui/react/dropdown";
import { Label } from "@heroui/react/label";
import { ChevronsUpDown, LogOut, Users } from "lucide-react";
import { startTransition } from "react";
import { Avatar } from "./avatar";
import { ThemeSection } from "./theme-section";

export interface UserMenuProps {
  name: string;
  email: string;
  /** Ends the session and leads to sign-in. */
  signOutAction: () => Promise<void>;
  /** Ends the session and leads to sign-in as somebody else; defaults to signing out. */
  switchAccountAction: () => Promise<void>;
}

export function UserMenu({ name, email, signOutAction, switchAccountAction }: UserMenuProps) {
  return (
    <Dropdown>
      <Dropdown.Trigger className="flex h-10 w-full items-center gap-2.5 rounded-lg px-2 text-left text-sm transition-colors hover:bg-default/70">
        <Avatar name={name} />
        <span className="truncate">
          <span className="sr-only">Account: </span>
          {name}
        </span>
        <ChevronsUpDown aria-hidden="true" className="ml-auto size-3.5 text-muted" />
      </Dropdown.Trigger>
      <Dropdown.Popover placement="top start" className="min-w-56">
        <p className="border-b border-border px-3.5 py-2.5 text-sm">
          <span className="block font-medium">{name}</span>
          <span className="block truncate text-xs text-muted">{email}</span>
        </p>
        <Dropdown.Menu aria-label="Account">
          <ThemeSection />
          <Dropdown.Item
            id="switch-account"
            textValue="Switch account"
            onAction={() => startTransition(switchAccountAction)}
          >
            <Users aria-hidden="true" className="size-4 text-muted" />
            <Label>Switch account</Label>
          </Dropdown.Item>
          <Dropdown.Item id="sign-out" textValue="Sign out" onAction={() => startTransition(signOutAction)}>
            <LogOut aria-hidden="true" className="size-4 text-muted" />
            <Label>Sign out</Label>
          </Dropdown.Item>
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
