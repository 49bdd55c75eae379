import type { OktaFinding, OktaFindings, OktaPipeline } from '@/lib/schemas/okta';
import { findOurKey, type OrganisationState, type OurIdentityProvider } from './organisation-state';
import type { OktaRole, OktaRule } from './port';
import { judgePreflight, type Preflight } from './preflight';
import { describeWhom } from './rule-words';

/** Whether a set of roles can do what the wizard does (facts of Okta's API, section 1.3). */
export type RoleVerdict = 'enough' | 'probably' | 'unknown' | 'not_enough';

/** Judges active roles only. Custom roles cannot be judged from their names. */
export function judgeRoles(roles: readonly OktaRole[]): RoleVerdict {
  const types = new Set(roles.filter(({ status }) => status === 'ACTIVE').map(({ type }) => type));
  if (types.has('SUPER_ADMIN')) return 'enough';
  if (types.has('ORG_ADMIN')) return types.has('APP_ADMIN') ? 'enough' : 'probably';
  return types.has('CUSTOM') ? 'unknown' : 'not_enough';
}

/** What the Check step shows: pure judgement of an organisation as read. */
export function judgeOrganisation(
  state: OrganisationState,
  ours: OurIdentityProvider,
  { pipeline, preflight }: { readonly pipeline: OktaPipeline; readonly preflight: Preflight },
): OktaFindings {
  const items = [
    toRoleFinding(state),
    toEngineFinding(pipeline),
    ...toObjectFindings(state, ours, preflight),
    ...judgePreflight(preflight, state, ours),
    manualJitFinding,
  ];
  return {
    companyName: state.companyName,
    owner: {
      id: state.owner.id,
      login: state.owner.login,
      name: `${state.owner.firstName} ${state.owner.lastName}`.trim(),
    },
    roles: state.roles.map(({ type, label }) => ({ type, label: label === '' ? type : label })),
    canContinue: items.every(({ level }) => level !== 'stop'),
    items,
    policy: { id: state.policy.id, name: state.policy.name },
    rules: state.rules.map((rule) => ({
      id: rule.id,
      name: rule.name,
      priority: rule.priority,
      isActive: rule.status === 'ACTIVE',
      isSystem: rule.isSystem,
      summary: describeRule(rule, state),
    })),
    identityProviders: state.identityProviders.map(({ id, name, issuer, status }) => ({
      id,
      name,
      issuer,
      isActive: status === 'ACTIVE',
      isOurs: issuer === ours.issuer,
    })),
    hasOurKey: findOurKey(state, ours) !== null,
  };
}

const roleTexts = {
  enough: {
    level: 'good',
    title: 'The token’s owner may set this up',
    why: 'Certificates, identity providers and routing rules can be written with this role.',
    todo: null,
  },
  probably: {
    level: 'warning',
    title: 'The token’s owner is an organisation administrator',
    why: 'That is expected to be enough. Only a profile mapping that differs from Okta’s standard could not be repaired.',
    todo: 'Go on, or use the token of a super administrator to be sure.',
  },
  unknown: {
    level: 'warning',
    title: 'The token’s owner has a custom role',
    why: 'Reading works, but Okta does not tell what a custom role may write. If Okta refuses a step, everything done before it is taken back.',
    todo: 'Go on, or use the token of a super administrator to be sure.',
  },
  not_enough: {
    level: 'stop',
    title: 'The token’s owner may not set this up',
    why: 'Writing identity providers and routing rules needs a super administrator, or an organisation administrator.',
    todo: 'Sign in to Okta as a super administrator, make a new token (Security → API → Tokens) and check again.',
  },
} as const satisfies Record<RoleVerdict, Omit<OktaFinding, 'code'>>;

function toRoleFinding(state: OrganisationState): OktaFinding {
  return { code: 'roles', ...roleTexts[judgeRoles(state.roles)] };
}

function toEngineFinding(pipeline: OktaPipeline): OktaFinding {
  return pipeline === 'idx'
    ? {
        code: 'engine',
        level: 'good',
        title: 'The organisation runs on Identity Engine',
        why: 'Routing to an identity provider and a way back to Okta’s own sign-in are both there.',
        todo: null,
      }
    : {
        code: 'engine',
        level: 'warning',
        title: 'The organisation runs on Classic Engine',
        why: 'Routing works there too. Counting our sign-in as Okta’s second factor works differently.',
        todo: null,
      };
}

/** What could not be read is not taken for absent. */
function toObjectFindings(
  state: OrganisationState,
  ours: OurIdentityProvider,
  { refused }: Preflight,
): readonly OktaFinding[] {
  const isRefused = (name: string) => refused.some((read) => read.name === name);
  return [
    ...(isRefused('identityProviders') ? [] : [toOurObjectsFinding(state, ours)]),
    ...(isRefused('policy') || isRefused('rules') ? [] : [toRulesFinding(state)]),
  ];
}

function toOurObjectsFinding(state: OrganisationState, ours: OurIdentityProvider): OktaFinding {
  const mine = state.identityProviders.find(({ issuer }) => issuer === ours.issuer);
  if (!mine) {
    return {
      code: 'our_objects',
      level: 'good',
      title: 'Nothing of this AdminX is in Okta yet',
      why: 'The certificate and the identity provider will be new.',
      todo: null,
    };
  }
  if (mine.status !== 'ACTIVE') {
    return {
      code: 'our_objects',
      level: 'warning',
      title: `Okta has “${mine.name}” of an earlier set-up, switched off`,
      why: 'It is used again: switched on, and changed where it differs. The review shows each field before and after.',
      todo: `Keep the name “${mine.name}” in the next step. To begin anew instead, delete that identity provider in Okta (Security → Identity Providers).`,
    };
  }
  return {
    code: 'our_objects',
    level: 'warning',
    title: `Okta knows this AdminX already, as “${mine.name}”`,
    why: 'An earlier set-up left it there. It is kept and used, and changed where it differs. The review shows each field before and after.',
    todo: `Keep the name “${mine.name}” in the next step. To begin anew instead, delete that identity provider in Okta (Security → Identity Providers).`,
  };
}

function toRulesFinding(state: OrganisationState): OktaFinding {
  const active = state.rules.filter(({ status, isSystem }) => status === 'ACTIVE' && !isSystem);
  return {
    code: 'rules',
    level: 'good',
    title:
      active.length === 0
        ? 'No routing rule but Okta’s own is active'
        : `${String(active.length)} routing ${active.length === 1 ? 'rule is' : 'rules are'} active`,
    why: 'The new rule goes to the first place and catches the test person only. The others keep their order.',
    todo: null,
  };
}

/** There is no API for this switch, so it is always a manual check. */
const manualJitFinding: OktaFinding = {
  code: 'org_wide_jit',
  level: 'warning',
  title: 'Creating accounts may be switched off for the whole organisation',
  why: 'Okta does not tell. When it is off, only people who have an Okta account can sign in through AdminX.',
  todo: 'To create accounts on the first sign-in, look at Customizations → Other → Just In Time Provisioning in Okta.',
};

/** Whom a rule catches and where it sends them, in one line. */
function describeRule(rule: OktaRule, state: OrganisationState): string {
  const whom = describeWhom(rule);
  const names = rule.providerIds.map(
    (id) => state.identityProviders.find((idp) => idp.id === id)?.name ?? id,
  );
  const where = names.length === 0 ? 'Okta' : names.join(', ');
  return `${whom.charAt(0).toUpperCase()}${whom.slice(1)} → ${where}`;
}
