// GET /saml/metadata: metadata of the identity provider, at its own entity ID (SAML Metadata 2.0 §4.1).
import { defineSamlRoute } from '@/lib/http/define-saml-route';
import { getIdpMetadata } from '@/lib/services/saml/get-idp-metadata';

export const GET = defineSamlRoute(
  async ({ actor }) =>
    new Response(await getIdpMetadata(actor, 'fetched'), {
      headers: {
        'Content-Type': 'application/samlmetadata+xml; charset=utf-8',
        'Cache-Control': 'public, max-age=300',
      },
    }),
);
