import 'server-only';
import { createSafeActionClient } from 'next-safe-action';
import { getActor } from '@/lib/auth/current-actor';
import type { Permission } from '@/lib/auth/permissions';
import { AppError, isAppError } from '@/lib/shared/errors';
import { logFailure } from './error-response';

/** A refusal as forms get it: `result.serverError`. */
export interface ActionError {
  readonly code: string;
  /** One public sentence. */
  readonly message: string;
}

const actionClient = createSafeActionClient({
  handleServerError(error): ActionError {
    const refusal = isAppError(error) ? error : new AppError('request.internal');
    if (refusal.status < 500) return { code: refusal.code, message: refusal.publicMessage };
    logFailure(error);
    return { code: refusal.code, message: refusal.publicMessage };
  },
});

/**
 * The client every server action is made with: the permission is part of the definition and is
 * checked in every call (attacks.md G3, G4); Next.js itself refuses a foreign Origin. The action
 * gets `ctx.actor`. Expected refusals arrive as `result.serverError = { code, message }`.
 *
 * @param options.recent the passkey must have been used within the last five minutes, otherwise
 * the refusal is `auth.reauthentication_required`.
 */
export function permissionAction(
  permission: Permission,
  options: { readonly recent?: boolean } = {},
) {
  return actionClient.use(async ({ next }) => {
    const actor = await getActor();
    if (options.recent) actor.requireRecentPerson(permission, new Date());
    else actor.requirePerson(permission);
    return next({ ctx: { actor } });
  });
}
