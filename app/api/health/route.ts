// GET /api/health: the process is alive. Says nothing about the database.
import { defineInstallationRoute } from '@/lib/http/define-route';

export const dynamic = 'force-dynamic';

export const GET = defineInstallationRoute({}, () => Promise.resolve({ status: 'alive' }));
