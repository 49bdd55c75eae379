import 'server-only';
import { randomBytes } from 'node:crypto';
import type { ApplicationRow } from '@/lib/db/applications';
import type { Transaction } from '@/lib/db/database';
import { listGroupsOfUser } from '@/lib/db/groups';
import { keepPersistentNameId } from '@/lib/db/persistent-name-ids';
import type { UserRow } from '@/lib/db/users';
import { makeNameId } from '@/lib/saml/make-name-id';
import { mapAttributes } from '@/lib/saml/map-attributes';
import { toSamlId } from '@/lib/saml/saml-id';
import { nameIdFormat } from '@/lib/saml/saml-uris';
import type { AssertionAttribute, NameId } from '@/lib/saml/write-assertion';
import { attributeMappingsSchema, defaultMappings } from '@/lib/schemas/attribute-mappings';
import type { TenantId } from '@/lib/shared/tenant-id';

/** Whom an assertion is about, for which application. */
interface Described {
  readonly application: ApplicationRow;
  readonly user: UserRow;
}

/** The name of the person at the application; a persistent one is made when there is none yet. */
export async function nameFor(
  db: Transaction,
  tenantId: TenantId,
  about: Described & { readonly format: string; readonly idpEntityId: string },
): Promise<NameId> {
  const { application, user, format, idpEntityId } = about;
  const of = { applicationId: application.id, userId: user.id };
  const value = toSamlId(randomBytes(20));
  return makeNameId({
    format,
    registeredFormat: application.nameIdFormat,
    // Okta matches the login, whatever format it names.
    source: application.kind === 'OKTA_SAML' ? 'LOGIN' : application.nameIdSource,
    login: user.login,
    email: application.kind === 'OKTA_SAML' ? user.login : user.email,
    persistent:
      format === nameIdFormat.persistent && application.kind !== 'OKTA_SAML'
        ? await keepPersistentNameId(db, tenantId, { ...of, value })
        : user.login,
    transient: value,
    idpEntityId,
    spEntityId: application.entityId,
  });
}

/** What the assertion says about the person, as the mappings of the application have it. */
export async function attributesFor(
  db: Transaction,
  tenantId: TenantId,
  about: Described & { readonly amr: readonly string[] },
): Promise<AssertionAttribute[]> {
  const { application, user, amr } = about;
  const mappings =
    application.attributeMappings === null
      ? defaultMappings
      : attributeMappingsSchema.parse(application.attributeMappings);
  const needsGroups = mappings.some((one) => one.kind === 'field' && one.field === 'groups');
  const groups = needsGroups ? await listGroupsOfUser(db, tenantId, user.id) : [];
  const { login, email, firstName, lastName } = user;
  const names = groups.map(({ name }) => name);
  return mapAttributes(mappings, { login, email, firstName, lastName, groups: names, amr });
}
