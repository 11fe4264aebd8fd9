"use client";

import { Button } from "@heroui/react/button";
import { Drawer } from "@heroui/react/drawer";
import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";

interface MobileMenuProps {
  pendingCount: number;
  children: ReactNode;
}

/** The sidebar's content in a drawer, for narrow windows. Closes when a link in it has led somewhere. */
export function MobileMenu({ pendingCount, children }: MobileMenuProps) {
  const pathname = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const isOpen = openAt === pathname;
  return (
    <>
      <Button
        isIconOnly
        variant="ghost"
        aria-label={pendingCount > 0 ? `Menu, ${pendingCount > 99 ? "99+" : pendingCount} to decide` : "Menu"}
        onPress={() => setOpenAt(pathname)}
      >
        <Menu aria-hidden="true" />
        {pendingCount > 0 ? (
          <span aria-hidden="true" className="absolute top-2 right-2 size-2 rounded-full bg-accent" />
        ) : null}
      </Button>
      <Drawer.Backdrop isOpen={isOpen} onOpenChange={(open) => setOpenAt(open ? pathname : null)}>
        <Drawer.Content placement="left">
          <Drawer.Dialog aria-label="Menu" className="flex w-72 flex-col p-3">
            {children}
          </Drawer.Dialog>
        </Drawer.Content>
      </Drawer.Backdrop>
    </>
  );
}
