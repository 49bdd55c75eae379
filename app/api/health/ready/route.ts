// GET /api/health/ready: requests can be answered; 503 while starting, draining or without database.
import { defineInstallationRoute } from '@/lib/http/define-route';
import { checkReadiness } from '@/lib/services/health/check-readiness';

export const dynamic = 'force-dynamic';

export const GET = defineInstallationRoute({}, async () => {
  await checkReadiness();
  return { status: 'ready' };
});
