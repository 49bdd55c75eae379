import 'server-only';
import { randomBytes } from 'node:crypto';
import type { ApplicationRow } from '@/lib/db/applications';
import type { Transaction } from '@/lib/db/database';
import { listGroupsOfUser } from '@/lib/db/groups';
import { keepPersistentNameId } from '@/lib/db/persistent-name-ids';
import type { UserRow } from '@/lib/db/users';
import { makeNameId } from '@/lib/saml/make-name-id';
import { mapAttributes, toExpressionFacts, type PersonFacts } from '@/lib/saml/map-attributes';
import { toSamlId } from '@/lib/saml/saml-id';
import { nameIdFormat } from '@/lib/saml/saml-uris';
import type { AssertionAttribute, NameId } from '@/lib/saml/write-assertion';
import {
  attributeMappingsSchema,
  defaultMappings,
  withTrueAmr,
  type AttributeMapping,
} from '@/lib/schemas/attribute-mappings';
import { AppError } from '@/lib/shared/errors';
import { parseExpression } from '@/lib/shared/mapping-expression';
import type { TenantId } from '@/lib/shared/tenant-id';

/** Whom an assertion is about, for which application, and how the person signed in. */
interface Described {
  readonly application: Pick<
    ApplicationRow,
    | 'id'
    | 'kind'
    | 'entityId'
    | 'nameIdFormat'
    | 'nameIdSource'
    | 'nameIdExpression'
    | 'attributeMappings'
  >;
  readonly user: Pick<UserRow, 'id' | 'login' | 'email' | 'firstName' | 'lastName'>;
  readonly amr: readonly string[];
}

type NamingApplication = Pick<ApplicationRow, 'nameIdSource' | 'nameIdExpression'>;

/** What an assertion says of the person. */
export interface DescribedPerson {
  readonly nameId: NameId;
  readonly attributes: AssertionAttribute[];
}

/** Finds or makes the persistent name of the person at the application. */
type KeepName = (fresh: string) => Promise<string>;

/**
 * What an assertion says of the person, as the application has it: the name, in the format that was
 * chosen, and the attributes. A persistent name is made when there is none yet.
 *
 * @throws AppError `saml.name_id_empty`; `saml.attributes_too_large`; `saml.amr_missing` for Okta, where trusted claims may be on
 */
export async function describePerson(
  db: Transaction,
  tenantId: TenantId,
  about: Described & {
    readonly format: string;
    readonly idpEntityId: string;
    /** Instead of storing a persistent name. */
    readonly keepName?: KeepName;
  },
): Promise<DescribedPerson> {
  const { application, user } = about;
  const mappings = mappingsOf(application);
  const facts = await gatherFacts(db, tenantId, { ...about, mappings });
  const of = { applicationId: application.id, userId: user.id };
  const keepName =
    about.keepName ?? ((value) => keepPersistentNameId(db, tenantId, { ...of, value }));
  const nameId = await nameFor(about, facts, keepName);
  if (application.kind === 'OKTA_SAML' && about.amr.length === 0) {
    throw new AppError('saml.amr_missing', 'The session has no authentication methods');
  }
  return { nameId, attributes: mapAttributes(mappings, facts) };
}

/** The name that the expression of an application makes of a person; null where none makes names. */
export async function expressNameOf(
  db: Transaction,
  tenantId: TenantId,
  about: Pick<Described, 'user' | 'amr'> & { readonly application: NamingApplication },
): Promise<string | null> {
  const { nameIdSource, nameIdExpression } = about.application;
  if (nameIdSource !== 'EXPRESSION') return null;
  return expressName(nameIdExpression, await gatherFacts(db, tenantId, { ...about, mappings: [] }));
}

/** The mappings of an application, or the default ones; Okta is always told how one signed in. */
function mappingsOf({ kind, attributeMappings: stored }: Described['application']) {
  const mappings = stored === null ? defaultMappings : attributeMappingsSchema.parse(stored);
  return kind === 'OKTA_SAML' ? withTrueAmr(mappings) : mappings;
}

async function nameFor(
  about: Described & { readonly format: string; readonly idpEntityId: string },
  facts: PersonFacts,
  keepName: KeepName,
): Promise<NameId> {
  const { application, user, format, idpEntityId } = about;
  // Okta matches the login, whatever format it names.
  const isOkta = application.kind === 'OKTA_SAML';
  const fresh = toSamlId(randomBytes(20));
  return makeNameId({
    format,
    registeredFormat: application.nameIdFormat,
    source: isOkta ? 'LOGIN' : application.nameIdSource,
    login: user.login,
    email: isOkta ? user.login : user.email,
    expressed: expressName(application.nameIdExpression, facts),
    persistent: format === nameIdFormat.persistent && !isOkta ? await keepName(fresh) : user.login,
    transient: fresh,
    idpEntityId,
    spEntityId: application.entityId,
  });
}

function expressName(expression: string | null, facts: PersonFacts): string | null {
  if (expression === null) return null;
  return parseExpression(expression).evaluate(toExpressionFacts(facts))[0] ?? null;
}

async function gatherFacts(
  db: Transaction,
  tenantId: TenantId,
  about: Pick<Described, 'user' | 'amr'> & {
    readonly application: NamingApplication;
    readonly mappings: readonly AttributeMapping[];
  },
): Promise<PersonFacts> {
  const { application, user, mappings, amr } = about;
  const { login, email, firstName, lastName } = user;
  const needsGroups =
    application.nameIdExpression !== null || mappings.some((mapping) => needsGroupsFor(mapping));
  const groups = needsGroups ? await listGroupsOfUser(db, tenantId, user.id) : [];
  const names = groups.map(({ name }) => name);
  return { login, email, firstName, lastName, groups: names, amr };
}

function needsGroupsFor(mapping: AttributeMapping): boolean {
  if (mapping.kind === 'field') return mapping.field === 'groups';
  return mapping.kind === 'expression' && parseExpression(mapping.expression).usesGroups;
}
