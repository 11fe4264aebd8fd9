import { NotFoundShell } from "@/components/auth/not-found-shell";
import { switchAccountAction } from "./(auth)/sign-in/actions";

/** For whatever does not exist, or is somebody else's. */
export default function NotFound() {
  return <NotFoundShell switchAccountAction={switchAccountAction} />;
}
