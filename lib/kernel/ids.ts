declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/**
 * The tenant id that every query takes. Only the gates (architecture.md, import rule 6) make one from the outside,
 * after membership was read from the database.
 */
export type OrganizationId = Id<"organization">;
export type UserId = Id<"user">;
export type MemberId = Id<"member">;
export type RoleId = Id<"role">;
export type GroupId = Id<"group">;
export type ProjectId = Id<"project">;
export type ComponentId = Id<"component">;
export type EnvironmentId = Id<"environment">;
export type BuildId = Id<"build">;
export type ConfigurationId = Id<"configuration">;
export type DeploymentId = Id<"deployment">;
export type RequestId = Id<"request">;
export type VoteId = Id<"vote">;
export type UseId = Id<"use">;
export type EventId = Id<"event">;
export type ProfileId = Id<"profile">;
export type BindingId = Id<"binding">;
export type TokenId = Id<"token">;
export type SessionId = Id<"session">;
export type DelegationId = Id<"delegation">;
export type EffectId = Id<"effect">;
export type WebhookId = Id<"webhook">;

/** What each id starts with, so that one pasted into a mail or a log says what it is. */
export interface IdPrefixes {
  org: OrganizationId;
  usr: UserId;
  mem: MemberId;
  rol: RoleId;
  grp: GroupId;
  prj: ProjectId;
  cmp: ComponentId;
  env: EnvironmentId;
  bld: BuildId;
  cfg: ConfigurationId;
  dep: DeploymentId;
  req: RequestId;
  vot: VoteId;
  use: UseId;
  evt: EventId;
  prf: ProfileId;
  bnd: BindingId;
  tok: TokenId;
  ses: SessionId;
  dlg: DelegationId;
  eff: EffectId;
  whk: WebhookId;
}
