import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { overrideConfigForTests } from '@/lib/config/config';
import {
  buildAnonymousActor,
  buildAuthenticator,
  buildPersonActor,
  buildTenant,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { buildEnrolledPerson, type EnrolledPerson } from '@/lib/testing/passkeys';
import { createSoftwareAuthenticator } from '@/lib/testing/software-authenticator';
import { beginAddingAuthenticator } from './begin-adding-authenticator';
import { beginReauthentication } from './begin-reauthentication';
import { completeAddingAuthenticator } from './complete-adding-authenticator';
import { completeReauthentication } from './complete-reauthentication';
import { listOwnAuthenticators } from './list-own-authenticators';
import { removeAuthenticator } from './remove-authenticator';
import { renameAuthenticator } from './rename-authenticator';

const browserHash = 'b'.repeat(64);
const refused = { code: 'auth.sign_in_refused' };

describeOnBothDatabases('the own account', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let person: EnrolledPerson;
  let sessionId: string;
  let actor: Actor;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    person = await buildEnrolledPerson(getDb(), tenant.id);
    sessionId = await newSession('current');
    actor = actorWith(new Date());
  });

  afterEach(() => {
    vi.useRealTimers();
    overrideConfigForTests();
  });

  const actorWith = (authenticatedAt: Date) =>
    buildPersonActor(tenant.id, {
      userId: person.id,
      sessionId,
      login: person.login,
      role: 'NONE',
      authenticatedAt,
    });

  async function newSession(tokenHash: string, authenticatorId?: string): Promise<string> {
    const now = new Date();
    const row = await getDb().session.create({
      data: {
        tenantId: tenant.id,
        userId: person.id,
        tokenHash,
        authenticatorId: authenticatorId ?? null,
        authenticatedAt: new Date(now.getTime() - 3_600_000),
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + 3_600_000),
      },
    });
    return row.id;
  }

  async function reauthenticate(who = person, as = actor) {
    const { challenge } = await beginReauthentication(as, { browserHash });
    const response = who.passkey.authenticate({ origin: tenant.publicUrl, challenge });
    return completeReauthentication(as, { response, browserHash });
  }

  async function addPasskey() {
    const options = await beginAddingAuthenticator(actor, { browserHash });
    const response = createSoftwareAuthenticator().register({
      origin: tenant.publicUrl,
      challenge: options.challenge,
      userHandle: options.user.id,
    });
    return completeAddingAuthenticator(actor, { response, browserHash });
  }

  it('renews the proof of presence of the current session only', async () => {
    const other = await newSession('other');
    await reauthenticate();
    const now = Date.now();
    const sessions = await getDb().session.findMany();
    const ageOf = (id: string) =>
      now - (sessions.find((row) => row.id === id)?.authenticatedAt.getTime() ?? 0);
    expect(ageOf(sessionId)).toBeLessThan(60_000);
    expect(ageOf(other)).toBeGreaterThan(3_000_000);
  });

  it("G5: refuses another person's passkey for re-authentication", async () => {
    const thief = await buildEnrolledPerson(getDb(), tenant.id);
    await expect(reauthenticate(thief)).rejects.toMatchObject(refused);
  });

  it('G5: refuses a challenge of another session', async () => {
    const { challenge } = await beginReauthentication(actor, { browserHash });
    const response = person.passkey.authenticate({ origin: tenant.publicUrl, challenge });
    sessionId = await newSession('other');
    const elsewhere = completeReauthentication(actorWith(new Date()), { response, browserHash });
    await expect(elsewhere).rejects.toMatchObject(refused);
  });

  it('G4: asks a browser without a session to sign in', async () => {
    const anonymous = buildAnonymousActor(tenant.id);
    const required = { code: 'auth.sign_in_required' };
    await expect(beginReauthentication(anonymous, { browserHash })).rejects.toMatchObject(required);
    await expect(listOwnAuthenticators(anonymous)).rejects.toMatchObject(required);
  });

  it('adds a passkey and offers none that exists again', async () => {
    const options = await beginAddingAuthenticator(actor, { browserHash });
    expect(options.excludeCredentials).toMatchObject([{ id: person.passkey.credentialId }]);
    await addPasskey();
    expect(await listOwnAuthenticators(actor)).toHaveLength(2);
  });

  it('mails the person that a passkey came or went', async () => {
    overrideConfigForTests({
      smtp: { url: 'smtp://127.0.0.1:9', from: 'AdminX <adminx@example.com>' },
    });
    await addPasskey();
    await removeAuthenticator(actor, person.authenticatorId);
    const mails = await getDb().outgoingMail.findMany({ orderBy: { createdAt: 'asc' } });
    expect(mails).toMatchObject([
      { tenantId: tenant.id, userId: person.id, kind: 'new_authenticator' },
      { tenantId: tenant.id, userId: person.id, kind: 'authenticator_removed' },
    ]);
  });

  it('adds and removes only for a person who used the passkey within five minutes', async () => {
    await addPasskey();
    actor = actorWith(new Date(Date.now() - 301_000));
    const stale = { code: 'auth.reauthentication_required' };
    await expect(addPasskey()).rejects.toMatchObject(stale);
    const removal = removeAuthenticator(actor, person.authenticatorId);
    await expect(removal).rejects.toMatchObject(stale);
  });

  it('keeps the last passkey', async () => {
    const removal = removeAuthenticator(actor, person.authenticatorId);
    await expect(removal).rejects.toMatchObject({ code: 'auth.last_passkey' });
  });

  it('keeps one passkey when both are removed at once', async () => {
    const second = await buildAuthenticator(getDb(), tenant.id, person.id);
    await Promise.allSettled([
      removeAuthenticator(actor, person.authenticatorId),
      removeAuthenticator(actor, second.id),
    ]);
    expect(await getDb().authenticator.count()).toBe(1);
  });

  it('ends the other sessions that began with a removed passkey', async () => {
    const lost = await buildAuthenticator(getDb(), tenant.id, person.id);
    await newSession('on the lost device', lost.id);
    await removeAuthenticator(actor, lost.id);
    expect(await getDb().session.findMany({ select: { id: true } })).toEqual([{ id: sessionId }]);
  });

  it('renames a passkey', async () => {
    await renameAuthenticator(actor, { authenticatorId: person.authenticatorId, name: 'Desk' });
    expect(await listOwnAuthenticators(actor)).toMatchObject([{ name: 'Desk' }]);
  });

  it('G1: finds no passkey of somebody else', async () => {
    const other = await buildEnrolledPerson(getDb(), tenant.id);
    await buildAuthenticator(getDb(), tenant.id, other.id);
    const missing = { code: 'auth.passkey_not_found' };
    const renaming = renameAuthenticator(actor, {
      authenticatorId: other.authenticatorId,
      name: 'Mine',
    });
    await expect(renaming).rejects.toMatchObject(missing);
    const removal = removeAuthenticator(actor, other.authenticatorId);
    await expect(removal).rejects.toMatchObject(missing);
  });
});
