import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findActiveSigningKey } from '@/lib/db/signing-keys';
import { getTenantById } from '@/lib/db/tenants';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import type { ByHandField, ByHandSheet, ByHandStep } from '@/lib/schemas/okta-application';
import { invariant } from '@/lib/shared/errors';

/** The sheet of values for setting up by hand, field by field as Okta's console names them. */
export async function getByHandSheet(actor: Actor): Promise<ByHandSheet> {
  actor.requirePerson('applications.connect');
  const tenant = await getTenantById(getDatabase(), actor.tenantId);
  const key = await findActiveSigningKey(getDatabase(), actor.tenantId);
  invariant(key, 'a tenant has an active signing key');
  return {
    steps: [describeIdentityProvider(tenant.publicUrl, key.certificatePem), routingRule],
    certificatePem: key.certificatePem,
    certificateFingerprintSha256: key.fingerprintSha256,
  };
}

function describeIdentityProvider(publicUrl: string, certificatePem: string): ByHandStep {
  return {
    title: 'Add the identity provider',
    menuPath: 'Security → Identity Providers → Add Identity Provider → Add SAML 2.0 IdP',
    fields: [
      toPaste('IdP Name', defaultOktaChoices.idpName),
      toPaste('IdP Issuer URL', `${publicUrl}/saml/metadata`),
      toPaste('IdP Single Sign-On URL', `${publicUrl}/saml/sso`),
      toPaste('IdP Signature Certificate', certificatePem, 'Save it as a .pem file and upload it.'),
      toPaste('IdP Username', 'saml.subjectNameId', 'Okta may show it as idpuser.subjectNameId.'),
      toClick('Match against', 'Okta Username'),
      toClick('If no match found', 'Create new user (JIT)'),
      toClick(
        'Request Signature Algorithm',
        'SHA-256',
        'AdminX refuses requests signed with SHA-1; some organisations start with that.',
      ),
      toClick('Response Signature Algorithm', 'SHA-256'),
    ],
  };
}

const routingRule: ByHandStep = {
  title: 'Route one test person to it',
  menuPath: 'Security → Identity Providers → Routing Rules → Add Rule',
  fields: [
    toPaste('Rule name', `${defaultOktaChoices.idpName} - pilot`),
    toClick(
      'User matches',
      'the login of one test person',
      'Not everybody: try it with one first.',
    ),
    toClick('Use this identity provider', defaultOktaChoices.idpName),
    toClick('Status', 'Activate', '/login/default always leads to Okta’s own sign-in.'),
  ],
};

function toPaste(label: string, value: string, note: string | null = null): ByHandField {
  return { label, value, note, isCopyable: true };
}

function toClick(label: string, value: string, note: string | null = null): ByHandField {
  return { label, value, note, isCopyable: false };
}
