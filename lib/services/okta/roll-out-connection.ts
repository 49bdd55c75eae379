import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, type Transaction } from '@/lib/db/database';
import { findOktaApplication } from '@/lib/db/okta-connections';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import type { RollOutStep } from '@/lib/schemas/okta-roll-out';
import { AppError } from '@/lib/shared/errors';
import { readSteps } from './roll-out-stored';

/** What a roll-out is about. */
export interface RolledOutConnection {
  readonly applicationId: string;
  /** The application takes part in single sign-on. */
  readonly isEnabled: boolean;
  readonly lastSignInAt: Date | null;
  readonly connectedAt: Date;
  readonly pilotLogin: string | null;
  /** Null when it was connected by hand. */
  readonly setupRunId: string | null;
  /** The steps that stand, the narrowest first. */
  readonly steps: readonly RollOutStep[];
}

/** The connection of a run, or `okta.application_not_found` when it was deleted. */
export async function loadConnection(
  actor: Actor,
  { applicationId }: Pick<SetupRunRow, 'applicationId'>,
  db: Transaction = getDatabase(),
): Promise<RolledOutConnection> {
  const found =
    applicationId === null ? null : await findOktaApplication(db, actor.tenantId, applicationId);
  const connection = found?.oktaConnection;
  if (!found || !connection) throw new AppError('okta.application_not_found');
  return {
    applicationId: found.id,
    isEnabled: found.enabled,
    lastSignInAt: found.lastSignInAt,
    connectedAt: connection.connectedAt,
    pilotLogin: connection.pilotLogin,
    setupRunId: connection.setupRunId,
    steps: readSteps(connection.rollOut),
  };
}
