import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { SetUpForm } from "@/components/auth/set-up-form";
import { loadIsSetUp, loadSignedInUser } from "@/lib/auth/loaders";
import { setUpAction } from "./actions";

export const metadata: Metadata = { title: "Set up" };

export default async function SetUpPage() {
  if (await loadIsSetUp()) redirect("/");
  const user = await loadSignedInUser();
  if (!user) redirect("/sign-in?callbackUrl=%2Fset-up");
  return (
    <AuthCard
      title="Set up Countersign"
      subtitle={`Makes the first organization, with you, ${user.name} (${user.email}), as its administrator.`}
    >
      <SetUpForm setUpAction={setUpAction} />
    </AuthCard>
  );
}
