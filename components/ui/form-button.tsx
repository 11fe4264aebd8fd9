"use client";

import { Button } from "@heroui/react/button";
import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";

type FormButtonProps = ComponentProps<typeof Button> & { pendingLabel: string };

/** Submits the plain form around it and says so while that runs. */
export function FormButton({ pendingLabel, children, ...rest }: FormButtonProps) {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" isPending={pending} {...rest}>
      {pending ? pendingLabel : children}
    </Button>
  );
}
