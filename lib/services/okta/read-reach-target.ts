import 'server-only';
import type { OktaAdmin } from '@/lib/okta/port';
import type { RollOutWho } from '@/lib/schemas/okta-roll-out';
import { AppError, isAppError } from '@/lib/shared/errors';
import type { ReachTarget } from './roll-out-stored';

/**
 * Whom a stage catches, with the logins that only Okta can tell: whom a profile attribute fits, the
 * first two hundred.
 * @throws AppError `okta.attribute_unknown`, `okta.roll_out_nobody` when the attribute fits nobody
 */
export async function readReachTarget(admin: OktaAdmin, who: RollOutWho): Promise<ReachTarget> {
  if (who.stage !== 'ATTRIBUTE') return { who, attributeLogins: [], isAttributeCut: false };
  const { users, isCut } = await admin
    .listUsersByAttribute(who.attribute, who.value)
    .catch((error: unknown) => {
      const isRefused = isAppError(error) && error.code === 'okta.request_refused';
      throw isRefused ? new AppError('okta.attribute_unknown', error.message) : error;
    });
  if (users.length === 0) throw new AppError('okta.roll_out_nobody');
  return { who, attributeLogins: users.map(({ login }) => login), isAttributeCut: isCut };
}
