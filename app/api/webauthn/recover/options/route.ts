// POST /api/webauthn/recover/options: begins the new passkey of a person whose code was right (WebAuthn L3 §7.1 step 1).
import { readRecoveryProof } from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { beginRecoveryPasskey } from '@/lib/services/recovery/begin-recovery-passkey';

export const POST = defineRoute({ auth: { kind: 'public' } }, async ({ actor, tenant, request }) =>
  beginRecoveryPasskey(actor, readRecoveryProof(request.headers, tenant.publicUrl)),
);
