// GET /saml/metadata.xml: the metadata of the identity provider as a file to download.
import { defineSamlRoute } from '@/lib/http/define-saml-route';
import { getIdpMetadata } from '@/lib/services/saml/get-idp-metadata';

export const GET = defineSamlRoute(
  async ({ actor }) =>
    new Response(await getIdpMetadata(actor, 'downloaded'), {
      headers: {
        'Content-Type': 'application/xml; charset=utf-8',
        'Content-Disposition': 'attachment; filename="adminx-idp-metadata.xml"',
      },
    }),
);
