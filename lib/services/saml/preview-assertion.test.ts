import { beforeEach, expect, it } from 'vitest';
import { exhaustAttempts } from '@/lib/db/rate-limits';
import { parseXml } from '@/lib/saml/read-xml';
import { nameIdFormat } from '@/lib/saml/saml-uris';
import { messageLimits } from '@/lib/saml/xml-limits';
import { buildApplication, buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { previewAssertion } from './preview-assertion';

const mapping = (name: string, expression: string) =>
  ({ kind: 'expression', name, nameFormat: 'unspecified', expression }) as const;

describeOnEmbeddedDatabase('the preview of an assertion', (getDb) => {
  let world: Awaited<ReturnType<typeof buildWorld>>;
  const buildWorld = async () => {
    const tenant = await buildTenant(getDb());
    const user = await buildUser(getDb(), tenant.id, { firstName: 'Ada' });
    const application = await buildApplication(getDb(), tenant.id, {
      ...{ kind: 'CUSTOM_SAML', entityId: 'https://crm.example/metadata' },
      ...{ acsUrls: ['https://crm.example/acs'], nameIdFormat: nameIdFormat.persistent },
    });
    return { tenant, user, application, actor: buildPersonActor(tenant.id, { role: 'AUDITOR' }) };
  };
  beforeEach(async () => {
    world = await buildWorld();
  });

  const preview = (mappings: Parameters<typeof previewAssertion>[1]['mappings'], login?: string) =>
    previewAssertion(world.actor, {
      ...{ applicationId: world.application.id, login: login ?? world.user.login, mappings },
    });

  it('says what would be issued, and cannot sign anybody in', async () => {
    const shown = await preview([mapping('first', 'upper(user.firstName)'), mapping('none', '""')]);
    expect(shown).toMatchObject({
      nameId: '_made-at-the-first-sign-in',
      attributes: [{ name: 'first', values: ['ADA'] }],
      withoutValue: ['none'],
    });
    expect(shown.xml).toContain('>ADA</saml:AttributeValue>');
    expect(shown.xml).toContain('<saml:Audience>https://crm.example/metadata</saml:Audience>');
    expect(shown.xml).not.toContain('Signature');
    const ends = [...shown.xml.matchAll(/NotOnOrAfter="(\d{4})/gu)].map(([, year]) => year);
    expect(ends).toEqual(['2000', '2000']);
    expect(await getDb().persistentNameId.count()).toBe(0);
    expect(await getDb().samlSession.count()).toBe(0);
  });

  it('C23: keeps what looks like XML in a value one value', async () => {
    const hostile = `</saml:AttributeValue><saml:Attribute Name="role">]]>&"'`;
    await getDb().user.updateMany({ data: { firstName: hostile } });
    const { xml } = await preview([mapping('first', 'user.firstName')]);
    const root = parseXml(xml.replaceAll('\n', ''), messageLimits);
    expect(root.getElementsByTagNameNS('*', 'Attribute')).toHaveLength(1);
    expect(root.getElementsByTagNameNS('*', 'AttributeValue').item(0)?.textContent).toBe(hostile);
  });

  it('is refused beyond what any assertion may say, before it is made', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => ({
        ...({ kind: 'fixed', name: `a${String(at)}`, nameFormat: 'unspecified' } as const),
        values: Array.from({ length: 50 }, () => 'x'.repeat(1000)),
      }));
    expect((await preview(many(10))).attributes).toHaveLength(10);
    await expect(preview(many(11))).rejects.toThrow(
      expect.objectContaining({ code: 'saml.attributes_too_large' }) as Error,
    );
  });

  it('is made at most 400 times in five minutes for one admin', async () => {
    const { id: tenantId } = world.tenant;
    const { userId: subject } = world.actor.requirePerson('users.read');
    const limit = { name: 'applications.preview', subject, max: 400, windowSeconds: 300 };
    await exhaustAttempts(getDb(), tenantId, limit, new Date());
    await expect(preview([])).rejects.toThrow(
      expect.objectContaining({ code: 'request.rate_limited' }) as Error,
    );
  });

  it('G1: knows no person and no application of another tenant', async () => {
    const other = await buildWorld();
    await expect(preview([], other.user.login)).rejects.toThrow(
      expect.objectContaining({ code: 'applications.person_not_found' }) as Error,
    );
    const foreign = { applicationId: other.application.id, login: world.user.login, mappings: [] };
    await expect(previewAssertion(world.actor, foreign)).rejects.toThrow(
      expect.objectContaining({ code: 'request.not_found' }) as Error,
    );
  });
});
