import type { OrganisationState, OurIdentityProvider } from './organisation-state';
import type { OktaAdmin, RawIdentityProvider } from './port';
import type { Pause } from './probe';

/** What a run may make in Okta. */
export type MadeKind = 'rule' | 'admin_rule' | 'idp' | 'key';

/** What a run knows when it has to take everything back. */
export interface RollBackInput {
  readonly admin: OktaAdmin;
  /** The organisation as this run found it, before its first write. */
  readonly before: OrganisationState;
  readonly ours: OurIdentityProvider;
  readonly idpName: string;
  /** Ids of what the run made, as far as Okta answered. */
  readonly made: MadeObjects;
  readonly pause: Pause;
}

/** What a run made, changed or switched on, or was about to when it failed. */
export interface MadeObjects {
  /** Kinds it tried to make: an answer that was lost may have made one of which no id is known. */
  readonly attempted?: readonly MadeKind[];
  readonly kid?: string;
  readonly idpId?: string;
  readonly ruleId?: string;
  /** An identity provider that was there before and was changed, with its settings before. */
  readonly changedIdp?: { readonly id: string; readonly raw: RawIdentityProvider };
  /** Changes of which nothing is known: a call that was given up on may still be carried out. */
  readonly unanswered?: readonly ('idp' | 'mapping' | 'rule')[];
  /** A rule that was there before and that this run switched on. */
  readonly activatedRuleId?: string;
  /** A mapping that was there before, and its expressions before this run. */
  readonly mapping?: {
    readonly id: string;
    readonly idpId: string;
    readonly before: Readonly<Record<string, string>>;
  };
}
