// GET /api/certificates/{id}/der: a signing certificate as DER. No route gives a private key.
import { z } from 'zod';
import { defineRoute } from '@/lib/http/define-route';
import { fileResponse } from '@/lib/http/file-response';
import { downloadCertificate } from '@/lib/services/certificates/download-certificate';

export const GET = defineRoute(
  {
    auth: { kind: 'permission', permission: 'certificates.read' },
    params: z.object({ id: z.string().max(64) }),
  },
  async ({ actor, params }) =>
    fileResponse(await downloadCertificate(actor, { id: params.id, form: 'der' })),
);
