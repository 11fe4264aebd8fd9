"use client";

import { Dropdown } from "@heroui/react/dropdown";
import { Label } from "@heroui/react/label";
import { Check, ChevronsUpDown } from "lucide-react";
import { AppLink } from "@/components/ui/app-link";
import { Avatar } from "./avatar";

export interface OrganizationView {
  slug: string;
  name: string;
}

interface OrganizationSwitcherProps {
  current: OrganizationView;
  organizations: OrganizationView[];
}

const box =
  "flex h-9 w-full items-center gap-2 rounded-lg border border-border bg-surface px-2 text-sm font-medium";

export function OrganizationSwitcher({ current, organizations }: OrganizationSwitcherProps) {
  // With one organization there is nothing to switch: a link home, not a menu of one.
  if (organizations.length < 2) {
    return (
      <AppLink href={`/${current.slug}`} className={box}>
        <Avatar name={current.name} square />
        <span className="truncate">{current.name}</span>
      </AppLink>
    );
  }
  return (
    <Dropdown>
      <Dropdown.Trigger className={box}>
        <Avatar name={current.name} square />
        <span className="truncate">
          <span className="sr-only">Organization: </span>
          {current.name}
        </span>
        <ChevronsUpDown aria-hidden="true" className="ml-auto size-3.5 text-muted" />
      </Dropdown.Trigger>
      <Dropdown.Popover placement="bottom start" className="min-w-52">
        <Dropdown.Menu aria-label="Organizations">
          {organizations.map((organization) => (
            <Dropdown.Item
              key={organization.slug}
              id={organization.slug}
              href={`/${organization.slug}`}
              textValue={organization.name}
            >
              <Avatar name={organization.name} square />
              <Label>{organization.name}</Label>
              {organization.slug === current.slug ? (
                <Check aria-label="current" className="ml-auto size-3.5" />
              ) : null}
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
