import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { findApplicationById, type ApplicationRow } from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import { findPersistentNameId } from '@/lib/db/persistent-name-ids';
import { countAttempt } from '@/lib/db/rate-limits';
import { getTenantById } from '@/lib/db/tenants';
import { findUserByLoginKey, type UserRow } from '@/lib/db/users';
import { authnContextOf } from '@/lib/saml/choose-authn-context';
import { indentXml } from '@/lib/saml/indent-xml';
import { writeAssertion } from '@/lib/saml/write-assertion';
import type { AssertionPreview, PreviewAssertionInput } from '@/lib/schemas/custom-applications';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { describePerson, type DescribedPerson } from './describe-person';
import { samlUrlsOf } from './saml-urls';

/** Long over, so that nobody could be signed in with it even where signatures are not looked at. */
const previewTime = new Date('2000-01-01T00:00:00Z');
/** Somebody who types gets a preview at every pause; five minutes of that stay well below. */
const previewLimit = { name: 'applications.preview', max: 400, windowSeconds: 300 };
const exampleAmr = ['hwk', 'phr', 'mfa'];
const nameOfLater = '_made-at-the-first-sign-in';

/**
 * What an assertion would say of a person to an application, with mappings that need not be stored.
 * Nothing is issued: it has no signature, no session and no ID, and its time is over since 2000.
 *
 * @throws AppError `request.not_found`, `request.rate_limited`, `applications.person_not_found`,
 * `saml.name_id_empty`, `saml.value_unencodable`, `saml.attributes_too_large`
 */
export async function previewAssertion(
  actor: Actor,
  input: PreviewAssertionInput,
): Promise<AssertionPreview> {
  const { userId } = actor.requirePerson('users.read');
  actor.requirePerson('applications.read');
  const limit = { ...previewLimit, subject: userId };
  await countAttempt(getDatabase(), actor.tenantId, limit, new Date());
  const application = await requireApplication(actor, input.applicationId);
  const user = await requireUser(actor, input.login);
  const { publicUrl } = await getTenantById(getDatabase(), actor.tenantId);
  const issuer = samlUrlsOf(publicUrl).entityId;
  const described = await describePerson(getDatabase(), actor.tenantId, {
    application: { ...application, attributeMappings: input.mappings },
    user,
    amr: exampleAmr,
    format: application.nameIdFormat,
    idpEntityId: issuer,
    keepName: () => findName(actor, application, user),
  });
  return {
    login: user.login,
    displayName: `${user.firstName} ${user.lastName}`.trim(),
    nameId: described.nameId.value,
    nameIdFormat: described.nameId.format,
    attributes: described.attributes.filter(({ values }) => values.length > 0).map(toShown),
    withoutValue: described.attributes.flatMap(({ name, values }) =>
      values.length === 0 ? [name] : [],
    ),
    xml: write({ application, described, issuer }),
  };
}

function toShown({ name, values }: DescribedPerson['attributes'][number]) {
  return { name, values };
}

async function requireApplication(actor: Actor, id: string): Promise<ApplicationRow> {
  const application = await findApplicationById(getDatabase(), actor.tenantId, id);
  if (application?.kind === 'CUSTOM_SAML') return application;
  throw new AppError('request.not_found', 'No such custom application');
}

async function requireUser(actor: Actor, login: string): Promise<UserRow> {
  const user = await findUserByLoginKey(getDatabase(), actor.tenantId, toLoginKey(login));
  if (!user) throw new AppError('applications.person_not_found');
  return user;
}

/** The name the person has there already; looking makes none. */
async function findName(actor: Actor, application: ApplicationRow, user: UserRow): Promise<string> {
  const of = { applicationId: application.id, userId: user.id };
  return (await findPersistentNameId(getDatabase(), actor.tenantId, of)) ?? nameOfLater;
}

function write(what: {
  readonly application: ApplicationRow;
  readonly described: DescribedPerson;
  readonly issuer: string;
}): string {
  const { application, described, issuer } = what;
  const { assertionSeconds, sessionSeconds } = application;
  const end = {
    sessionNotOnOrAfter: new Date(previewTime.getTime() + (sessionSeconds ?? 0) * 1000),
  };
  const { head, tail } = writeAssertion({
    assertionId: '_preview',
    sessionIndex: '_preview',
    now: previewTime,
    issuer,
    acsUrl: application.acsUrls[0] ?? '',
    inResponseTo: '_preview',
    audience: application.entityId,
    nameId: described.nameId,
    authnInstant: previewTime,
    authnContextClassRef: authnContextOf(exampleAmr),
    attributes: described.attributes,
    lifetimeSeconds: assertionSeconds,
    ...(sessionSeconds === null ? {} : end),
  });
  return indentXml(head + tail);
}
