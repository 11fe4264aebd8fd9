import type { Database, Transaction } from "@/db/client";
import { type Caller, callerMay, inScope } from "@/lib/directory/caller";
import { recordChange } from "@/lib/directory/record-change";
import { findMembers } from "@/lib/directory/store-names";
import type { MemberId, OrganizationId, TokenId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { newApiToken } from "./api-tokens";
import type { TokenInput } from "./input-tokens";
import { insertToken, type TokenView, tokensFor } from "./store-tokens";
import { unscoped } from "./token-scopes";

/** The secret itself is in this answer and nowhere else, ever. */
export type NewTokenView = TokenView & { token: string };

interface Owner {
  id: MemberId;
  name: string;
  kind: "person" | "service";
}

/**
 * Makes a token of one's own, or with `token.manage` a service account's. Asked for with a token, it needs the scope
 * `token.manage` and gets no scope that the asking one has not: a narrow token never begets a wider one.
 */
export async function createToken(
  db: Database,
  caller: Caller,
  input: TokenInput,
): Promise<Result<NewTokenView>> {
  if (!inScope(caller, "token.manage")) return refused(refusal("not_permitted"));
  const owner = await ownerOf(db, caller, input.member);
  if (!owner.ok) return owner;
  const { kind } = owner.value;
  if (kind === "service" && input.scopes.includes("decide")) {
    return refused(invalidField("scopes", "Leave `decide` out: service accounts cannot decide"));
  }
  const wanted = input.scopes.length > 0 ? input.scopes : unscoped;
  const wider = wanted.filter((scope) => scope !== "deployment.report" && !inScope(caller, scope));
  if (wider.length > 0) {
    return refused(invalidField("scopes", `The token you use does not carry ${wider.join(", ")} itself`));
  }
  if (wanted.includes("deployment.report") && !mayLetReport(caller)) {
    return refused(invalidField("scopes", "Only who may promote can hand out `deployment.report`"));
  }
  return db.transaction(async (tx) => {
    const made = await storeToken(tx, {
      ...input,
      organizationId: caller.organizationId,
      owner: owner.value.id,
    });
    const { id, name, scopes, expiresAt } = made;
    const member = owner.value.name;
    await recordChange(tx, caller, "token.created", {
      id,
      name,
      member,
      scopes,
      expiresAt: expiresAt.toISOString(),
    });
    return ok(made);
  });
}

/** Reports say what runs healthily, which promotions rest on. No token has this scope unless it names it. */
function mayLetReport(caller: Caller): boolean {
  return (["promotion.execute", "token.manage"] as const).some((one) => callerMay(caller, one, "anywhere"));
}

async function ownerOf(db: Database, caller: Caller, member: string | undefined): Promise<Result<Owner>> {
  if (member === undefined) return ok(caller.member);
  const [found] = await findMembers(db, caller.organizationId, [member]);
  if (found && found.id === caller.member.id) return ok(found);
  if (!callerMay(caller, "token.manage", "organization")) return refused(refusal("not_permitted"));
  if (!found)
    return refused(invalidField("member", `There is no member with the id or address "${member}".`));
  if (found.kind === "service") return ok(found);
  return refused(invalidField("member", "Only people themselves make their tokens. Name a service account."));
}

/** Stores a new token. Who may have it was checked before; `scripts/token` calls this for whoever has the database. */
export async function storeToken(
  tx: Transaction,
  {
    organizationId,
    owner,
    name,
    scopes,
    expiresInDays,
  }: { organizationId: OrganizationId; owner: MemberId } & Pick<
    TokenInput,
    "name" | "scopes" | "expiresInDays"
  >,
): Promise<NewTokenView> {
  const { token, tokenHash, hint } = newApiToken();
  const id: TokenId = newId("tok");
  const row = { id, organizationId, memberId: owner, name, tokenHash, hint, scopes: [...new Set(scopes)] };
  await insertToken(tx, { ...row, days: expiresInDays });
  const [view] = await tokensFor(tx, { organizationId, memberId: owner, services: false }, { take: 1, id });
  if (!view) throw new Error("invariant: a token that was stored can be read");
  return { ...view, token };
}
