import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { sha256Hex } from '@/lib/crypto/sha256';
import { lockApplication, type CustomApplicationRow } from '@/lib/db/custom-applications';
import type { Transaction } from '@/lib/db/database';
import { AppError } from '@/lib/shared/errors';
import { readMappings, toInput } from './custom-application-values';
import { requireCustomApplication } from './require-custom-application';

/** Which part of an application a page shows and saves. */
type Part = 'settings' | 'attributes';

/**
 * The version of one part of a custom application: a digest of what its page shows. Whoever saves says
 * which one was looked at. It is made of the values themselves, so no way of changing them can forget to
 * count it on, and sign-ins, which touch the row too, do not change it.
 */
export function versionOf(row: CustomApplicationRow, part: Part): string {
  const shown = part === 'settings' ? toInput(row) : readMappings(row.attributeMappings);
  return sha256Hex(JSON.stringify(shown));
}

/**
 * The application as it is now, which nobody else changes until the transaction ends.
 *
 * @throws AppError `request.not_found`; `applications.changed_meanwhile` when it is no longer what the
 * page showed.
 */
export async function lockUnchanged(
  tx: Transaction,
  actor: Actor,
  looked: { readonly applicationId: string; readonly part: Part; readonly version: string },
): Promise<CustomApplicationRow> {
  const { applicationId, part, version } = looked;
  await lockApplication(tx, actor.tenantId, applicationId);
  const row = await requireCustomApplication(tx, actor, applicationId);
  if (versionOf(row, part) === version) return row;
  throw new AppError('applications.changed_meanwhile', `The ${part} differ from what was shown`);
}
