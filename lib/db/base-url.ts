/** Keeps the first tenant's public URL and the configured base URL the same. */
import type { Transaction } from './database';

/** What became of the base URL: `agrees`, or refused because people or another tenant stand in the way. */
export type BaseUrlVerdict =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'other_tenant'; readonly publicUrl: string; readonly name: string }
  | { readonly kind: 'people_enrolled'; readonly publicUrl: string; readonly people: number };

/**
 * Moves the first tenant to a new base URL as long as nobody has a passkey: passkeys are bound to
 * the host name (WebAuthn RP ID), so they would all stop working.
 */
export async function adoptBaseUrl(db: Transaction, baseUrl: string): Promise<BaseUrlVerdict> {
  const tenant = await db.tenant.findFirst({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, publicUrl: true },
  });
  if (!tenant || tenant.publicUrl === baseUrl) return { kind: 'agrees' };
  const { host } = new URL(baseUrl);
  const other = await db.tenant.findFirst({
    where: { id: { not: tenant.id }, publicUrl: { in: [`https://${host}`, `http://${host}`] } },
    select: { name: true },
  });
  if (other) return { kind: 'other_tenant', publicUrl: tenant.publicUrl, name: other.name };
  const people = await db.user.count({
    where: { tenantId: tenant.id, authenticators: { some: {} } },
  });
  if (people > 0) return { kind: 'people_enrolled', publicUrl: tenant.publicUrl, people };
  await db.tenant.update({ where: { id: tenant.id }, data: { publicUrl: baseUrl } });
  return { kind: 'agrees' };
}
