import { beforeAll, beforeEach, expect, it } from 'vitest';
import { touchApplicationSignIn } from '@/lib/db/applications';
import type { AttributeMapping } from '@/lib/schemas/attribute-mappings';
import type { CustomApplicationInput } from '@/lib/schemas/custom-applications';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { buildSpKey, type SpKey } from '@/lib/testing/saml-requests';
import { createCustomApplication } from './create-custom-application';
import { deleteCustomApplication } from './delete-custom-application';
import { getCustomApplication } from './get-custom-application';
import { saveMappings } from './save-mappings';
import { updateCustomApplication } from './update-custom-application';

let spKey: SpKey;
beforeAll(async () => {
  spKey = await buildSpKey();
});

const coded = (code: string) => expect.objectContaining({ code }) as Error;

const fixedMapping: AttributeMapping = {
  kind: 'fixed',
  name: 'tier',
  nameFormat: 'basic',
  values: ['gold'],
};

const valuesWith = (more: Partial<CustomApplicationInput> = {}): CustomApplicationInput => ({
  ...{
    name: 'CRM',
    entityId: 'https://crm.example',
    acs: [{ url: 'https://crm.example/acs', index: 3 }],
  },
  ...{
    sloUrl: '',
    sloResponseUrl: '',
    sloBinding: 'post',
    signingCertificates: spKey.certificatePem,
  },
  ...{ requireSignedRequests: true, signedParts: 'ASSERTION', encryption: 'WHEN_AVAILABLE' },
  ...{ encryptionCertificate: '', nameIdFormat: 'persistent', nameIdSource: 'LOGIN' },
  ...{ nameIdExpression: '', honoursAuthnContext: false, allowsIdpInitiated: false },
  ...{ defaultRelayState: '', assertionSeconds: 120, sessionSeconds: null },
  ...{ metadataUrl: '', metadataSignerSha256: '' },
  ...more,
});

describeOnBothDatabases('a custom application', (getDb) => {
  let world: Awaited<ReturnType<typeof buildWorld>>;
  const buildWorld = async () => {
    const { id } = await buildTenant(getDb());
    return { id, actor: buildPersonActor(id) };
  };
  beforeEach(async () => {
    world = await buildWorld();
  });
  const create = async (more: Partial<CustomApplicationInput> = {}) =>
    (
      await createCustomApplication(world.actor, {
        values: valuesWith(more),
        isFromMetadata: false,
      })
    ).applicationId;

  /** What a page that shows it now would save. */
  const shown = async (applicationId: string) => {
    const { version, mappingsVersion } = await getCustomApplication(world.actor, applicationId);
    return { version, mappingsVersion };
  };
  const update = async (applicationId: string, values: CustomApplicationInput) => {
    const { version } = await shown(applicationId);
    await updateCustomApplication(world.actor, { applicationId, version, values });
  };

  it('comes back as it was typed, and the event says what was set', async () => {
    const id = await create();
    expect((await getCustomApplication(world.actor, id)).values).toEqual(valuesWith());
    const event = await getDb().auditEvent.findFirstOrThrow();
    expect(event).toMatchObject({ action: 'application.created', targetId: id });
    expect(event.changes).toMatchObject({ entityId: { after: 'https://crm.example' } });
    expect(JSON.stringify(event.changes)).not.toContain('BEGIN');
  });

  it('has an entity ID that no other application here has, and one elsewhere may have', async () => {
    await create();
    await expect(create()).rejects.toThrow(coded('applications.entity_id_taken'));
    const second = await create({ entityId: 'urn:crm' });
    await expect(update(second, valuesWith())).rejects.toThrow(
      coded('applications.entity_id_taken'),
    );
    world = await buildWorld();
    await create();
  });

  it('is changed, and the event tells exactly what', async () => {
    const id = await create();
    const values = valuesWith({ encryption: 'OFF', assertionSeconds: 60 });
    await update(id, values);
    await update(id, values);
    const events = await getDb().auditEvent.findMany({ where: { action: 'application.updated' } });
    expect(events.map(({ changes }) => changes)).toEqual([
      {
        encryption: { before: 'WHEN_AVAILABLE', after: 'OFF' },
        assertionSeconds: { before: '120', after: '60' },
      },
    ]);
  });

  it('takes no certificate that could never verify or encrypt', async () => {
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    await expect(create({ signingCertificates: broken })).rejects.toThrow(
      coded('applications.signing_certificate_unusable'),
    );
    await expect(create({ encryptionCertificate: broken })).rejects.toThrow(
      coded('applications.encryption_certificate_unusable'),
    );
  });

  it('keeps its attributes, and begins with the default ones', async () => {
    const id = await create();
    expect((await getCustomApplication(world.actor, id)).mappings).toHaveLength(4);
    const mappings = [
      { kind: 'field', name: 'groups', nameFormat: 'basic', field: 'groups' } as const,
    ];
    const { mappingsVersion: version } = await shown(id);
    await saveMappings(world.actor, { applicationId: id, version, mappings });
    expect((await getCustomApplication(world.actor, id)).mappings).toEqual(mappings);
  });

  it('is not saved over what somebody else saved meanwhile, also at the same moment', async () => {
    const applicationId = await create();
    const { version, mappingsVersion } = await shown(applicationId);
    const saves = ['Theirs', 'Mine'].map((name) =>
      updateCustomApplication(world.actor, {
        applicationId,
        version,
        values: valuesWith({ name }),
      }),
    );
    const outcomes = await Promise.allSettled(saves);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: coded('applications.changed_meanwhile'),
    });
    const [fixed, none] = [[fixedMapping], []];
    const attributes = { applicationId, version: mappingsVersion };
    await saveMappings(world.actor, { ...attributes, mappings: fixed });
    await expect(saveMappings(world.actor, { ...attributes, mappings: none })).rejects.toThrow(
      coded('applications.changed_meanwhile'),
    );
  });

  it('can be saved after sign-ins and changes of its other part, which are no change of it', async () => {
    const applicationId = await create();
    const { version, mappingsVersion } = await shown(applicationId);
    await touchApplicationSignIn(getDb(), world.id, { id: applicationId, at: new Date() });
    const mappings = [fixedMapping];
    await saveMappings(world.actor, { applicationId, version: mappingsVersion, mappings });
    const values = valuesWith({ name: 'Renamed' });
    await updateCustomApplication(world.actor, { applicationId, version, values });
    expect((await getCustomApplication(world.actor, applicationId)).name).toBe('Renamed');
  });

  it('is deleted with what hangs on it, and its events stay', async () => {
    const id = await create();
    const user = await buildUser(getDb(), world.id);
    const at = { tenantId: world.id, applicationId: id };
    await getDb().applicationUser.create({ data: { ...at, userId: user.id } });
    await getDb().persistentNameId.create({ data: { ...at, userId: user.id, value: '_n' } });
    await deleteCustomApplication(world.actor, id);
    expect(await getDb().application.count()).toBe(0);
    expect(await getDb().persistentNameId.count()).toBe(0);
    const actions = await getDb().auditEvent.findMany({ select: { action: true } });
    expect(actions.map(({ action }) => action)).toContain('application.deleted');
    await expect(getCustomApplication(world.actor, id)).rejects.toThrow(coded('request.not_found'));
  });

  it('G1, G2: is changed by nobody of another tenant or role, nor with an old sign-in', async () => {
    const applicationId = await create();
    const stranger = buildPersonActor((await buildTenant(getDb())).id);
    const support = buildPersonActor(world.id, { role: 'SUPPORT' });
    const stale = buildPersonActor(world.id, { authenticatedAt: new Date(Date.now() - 3_600_000) });
    const { version } = await shown(applicationId);
    const change = { applicationId, version, values: valuesWith({ name: 'Mine' }) };
    for (const [actor, code] of [
      [stranger, 'request.not_found'],
      [support, 'request.forbidden'],
      [stale, 'auth.reauthentication_required'],
    ] as const) {
      const mappings = { applicationId, version, mappings: [] };
      await expect(updateCustomApplication(actor, change)).rejects.toThrow(coded(code));
      await expect(saveMappings(actor, mappings)).rejects.toThrow(coded(code));
      await expect(deleteCustomApplication(actor, applicationId)).rejects.toThrow(coded(code));
    }
    expect((await getCustomApplication(world.actor, applicationId)).name).toBe('CRM');
  });
});
