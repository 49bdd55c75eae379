import sharp from 'sharp';
import { beforeEach, expect, it } from 'vitest';
import { buildAnonymousActor, buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { getLogo } from './get-logo';
import { saveBranding } from './save-branding';
import { removeLogo, setLogo } from './set-logo';

const coded = (code: string) => expect.objectContaining({ code }) as Error;
const looks = { name: 'Acme', accentColor: '#ff6600', signInText: 'Help: extension 12' };

describeOnBothDatabases('branding', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let logo: Buffer;

  const events = () =>
    getDb().auditEvent.findMany({
      where: { tenantId: tenant.id, action: 'settings.branding_changed' },
      orderBy: { id: 'asc' },
      select: { changes: true, targetLabel: true },
    });

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    const background = '#336699';
    logo = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer();
  });

  it('changes name, colour and text, and writes down what changed, before and after', async () => {
    const admin = buildPersonActor(tenant.id, { role: 'ADMIN' });
    await saveBranding(admin, looks);
    expect(await getDb().tenant.findFirst({ where: { id: tenant.id } })).toMatchObject(looks);
    await saveBranding(admin, looks);
    await saveBranding(admin, { name: 'Acme & Sons', accentColor: '', signInText: '' });
    expect(await events()).toEqual([
      {
        targetLabel: 'Acme',
        changes: {
          accentColor: { before: null, after: '#ff6600' },
          signInText: { before: null, after: 'Help: extension 12' },
        },
      },
      {
        targetLabel: 'Acme & Sons',
        changes: {
          name: { before: 'Acme', after: 'Acme & Sons' },
          accentColor: { before: '#ff6600', after: null },
          signInText: { before: 'Help: extension 12', after: null },
        },
      },
    ]);
  });

  it('keeps a logo under its hash, shows it to anybody, and takes it away', async () => {
    const admin = buildPersonActor(tenant.id, { role: 'ADMIN' });
    const { hash } = await setLogo(admin, logo);
    const png = await getLogo(buildAnonymousActor(tenant.id), hash);
    expect((await sharp(png).metadata()).format).toBe('png');
    await removeLogo(admin);
    await expect(getLogo(admin, hash)).rejects.toThrow(coded('branding.logo_not_found'));
    expect((await events()).map(({ changes }) => changes)).toEqual([
      { logo: { before: null, after: hash } },
      { logo: { before: hash, after: null } },
    ]);
  });

  it('keeps the logo there is when the new file is refused', async () => {
    const admin = buildPersonActor(tenant.id);
    const { hash } = await setLogo(admin, logo);
    await expect(setLogo(admin, Buffer.from('<svg/>'))).rejects.toThrow(coded('branding.logo_svg'));
    await expect(getLogo(admin, hash)).resolves.toBeInstanceOf(Uint8Array);
  });

  it('G1: neither shows nor touches the logo of another tenant', async () => {
    const other = await buildTenant(getDb());
    const { hash } = await setLogo(buildPersonActor(other.id), logo);
    await expect(getLogo(buildAnonymousActor(tenant.id), hash)).rejects.toThrow(
      coded('branding.logo_not_found'),
    );
    await removeLogo(buildPersonActor(tenant.id));
    await expect(getLogo(buildAnonymousActor(other.id), hash)).resolves.toBeInstanceOf(Uint8Array);
  });

  it.each(['SUPPORT', 'AUDITOR', 'NONE'] as const)('G2: refuses the role %s', async (role) => {
    const actor = buildPersonActor(tenant.id, { role });
    await expect(saveBranding(actor, looks)).rejects.toThrow(coded('request.forbidden'));
    await expect(setLogo(actor, logo)).rejects.toThrow(coded('request.forbidden'));
    await expect(removeLogo(actor)).rejects.toThrow(coded('request.forbidden'));
  });
});
