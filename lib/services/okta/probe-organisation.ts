import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { OktaDomainInput, OktaOrganisationView } from '@/lib/schemas/okta';
import { oktaEnvironment } from './okta-environment';

/** Shows which organisation an address belongs to, without a token. Stores nothing. */
export async function probeOrganisation(
  actor: Actor,
  { domain }: OktaDomainInput,
): Promise<OktaOrganisationView> {
  actor.requirePerson('applications.connect');
  return oktaEnvironment().gateway.probe(domain);
}
