import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import { setApplicationEnabled } from '@/lib/db/applications';
import { inTransaction } from '@/lib/db/database';
import { updateRollOut } from '@/lib/db/okta-connections';
import type { SetupStep } from './run-facts';

/** Switches our side of the connection off; its sign-ins and values stay to be read. */
export const closeApplication: SetupStep = {
  action: 'close_application',
  perform: async ({ actor, applicationId, orgUrl }) => {
    if (applicationId === null) return { status: 'KEPT', evidence: 'There was no application yet' };
    const isThere = await inTransaction(async (tx) => {
      const found = await setApplicationEnabled(tx, actor.tenantId, {
        id: applicationId,
        enabled: false,
      });
      // Nobody is routed any more, so nothing of a roll-out stands.
      await updateRollOut(tx, actor.tenantId, applicationId, null);
      const target = { type: 'application', id: applicationId, label: new URL(orgUrl).host };
      if (found) {
        await recordAudit(tx, actor, 'application.updated', target, { enabled: { after: false } });
      }
      return found;
    });
    return isThere
      ? { status: 'DONE', evidence: 'Nobody is signed in to it any more' }
      : { status: 'KEPT', evidence: 'It was deleted before' };
  },
};
