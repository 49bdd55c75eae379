import { HealthSection } from '@/components/integration-health/health-section';
import { LookNow } from '@/components/integration-health/look-now';
import { RoutingSection } from '@/components/integration-health/routing-section';
import { WatchedLogins } from '@/components/integration-health/watched-logins';
import type { Actor } from '@/lib/auth/actor';
import { roleHas, type Permission } from '@/lib/auth/permissions';
import { getIntegrationHealth } from '@/lib/services/integration-health/get-integration-health';
import { lookAtRoutesAction, setWatchedLoginsAction } from '../actions';
import { RepairSection } from './repair-section';

export interface IntegrationHealthProps {
  readonly actor: Actor;
  readonly applicationId: string;
  /** A set-up made it, so what it made is known and can be put back. */
  readonly isRepairable: boolean;
}

/** Health and routing of an application that is an Okta organisation; nothing for any other. */
export async function IntegrationHealth({
  actor,
  applicationId,
  isRepairable,
}: IntegrationHealthProps) {
  const health = await getIntegrationHealth(actor, applicationId, new Date());
  if (health === null) return null;
  const { routing } = health;
  return (
    <>
      <HealthSection health={health} />
      {routing !== null && (
        <RoutingSection
          routing={routing}
          lookNow={
            may(actor, 'applications.prove') && (
              <LookNow applicationId={applicationId} look={lookAtRoutesAction} />
            )
          }
          watchedLogins={
            may(actor, 'applications.connect') && (
              <WatchedLogins
                applicationId={applicationId}
                routing={routing}
                save={setWatchedLoginsAction}
              />
            )
          }
        />
      )}
      {isRepairable && may(actor, 'applications.connect') && (
        <RepairSection applicationId={applicationId} isDrifted={routing?.verdict === 'drifted'} />
      )}
    </>
  );
}

function may({ identity }: Actor, permission: Permission): boolean {
  return identity.kind === 'person' && roleHas(identity.person.role, permission);
}
