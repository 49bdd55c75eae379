import 'server-only';
import { createPrivateKey } from 'node:crypto';
import { inTransaction, type Transaction } from '@/lib/db/database';
import {
  insertTestApplication,
  insertTestPerson,
  setTestAccess,
  type TestApplicationValues,
} from '@/lib/db/self-tests';
import type { AttackId } from '@/lib/saml/attacks/attack-ids';
import type { Signer } from '@/lib/saml/sign-element';
import type { TenantId } from '@/lib/shared/tenant-id';
import { createSelfSignedCertificate } from '@/lib/x509/create-certificate';

/** A key of a service provider, in memory alone. */
export interface TestKey {
  readonly certificatePem: string;
  readonly signer: Signer;
}

/** The keys of a run: that of its applications, and one nobody registered. */
export interface TestKeys {
  readonly application: TestKey;
  readonly stranger: TestKey;
}

/** An application that was made for one id. */
export interface TestApplication {
  readonly id: string;
  readonly entityId: string;
  readonly acsUrls: readonly string[];
}

/** A person who was made for one id. */
export interface TestPerson {
  readonly id: string;
  readonly login: string;
}

/** What the attacks of one id work on: five applications and two people who may open them. */
export interface TestWorld {
  readonly applications: Readonly<Record<ApplicationName, TestApplication>>;
  readonly people: Readonly<Record<'ada' | 'bob', TestPerson>>;
}

/** How an application is set up; its name says what is special about it. */
const setUps = {
  open: {},
  strict: { requireSignedRequests: true },
  second: {},
  off: { enabled: false },
  /** Its address holds what would break out of a page that forgets to escape. */
  odd: {},
} as const satisfies Record<string, TestApplicationValues>;

/** Which of the applications. */
export type ApplicationName = keyof typeof setUps;

const names = Object.keys(setUps) as readonly ApplicationName[];

/** Makes the keys of a run; both take a moment. */
export async function makeTestKeys(now: Date): Promise<TestKeys> {
  const [application, stranger] = await Promise.all([makeKey(now), makeKey(now)]);
  return { application, stranger };
}

async function makeKey(now: Date): Promise<TestKey> {
  const made = await createSelfSignedCertificate({
    commonName: 'AdminX self-test',
    notBefore: new Date(now.getTime() - 60_000),
    notAfter: new Date(now.getTime() + 86_400_000),
  });
  return {
    certificatePem: made.certificatePem,
    signer: {
      privateKey: createPrivateKey({ key: made.privateKeyPkcs8, format: 'der', type: 'pkcs8' }),
      certificateBase64: made.certificatePem.replace(/-----[^-]+-----|\s/gu, ''),
    },
  };
}

/** Makes applications and people for one id. Their hosts are under `.invalid`, where nobody lives. */
export async function makeTestWorld(
  tenantId: TenantId,
  run: { readonly selfTestId: string; readonly id: AttackId; readonly keys: TestKeys },
): Promise<TestWorld> {
  const mark = `${run.id.toLowerCase()}.${run.selfTestId.slice(-12)}`;
  const { selfTestId, keys } = run;
  return inTransaction(async (tx) => {
    const ada = await makePerson(tx, tenantId, {
      selfTestId,
      login: `ada.${mark}@self-test.invalid`,
    });
    const bob = await makePerson(tx, tenantId, {
      selfTestId,
      login: `bob.${mark}@self-test.invalid`,
    });
    const made: [string, TestApplication][] = [];
    for (const name of names) {
      const application = await makeApplication(tx, tenantId, { selfTestId, keys, mark, name });
      made.push([name, application]);
      for (const { id: userId } of [ada, bob]) {
        const grant = { applicationId: application.id, userId, isAllowed: true };
        await setTestAccess(tx, tenantId, grant);
      }
    }
    const applications = Object.fromEntries(made) as TestWorld['applications'];
    return { people: { ada, bob }, applications };
  });
}

async function makePerson(
  tx: Transaction,
  tenantId: TenantId,
  person: { readonly selfTestId: string; readonly login: string },
): Promise<TestPerson> {
  const named = { ...person, firstName: 'Self', lastName: 'Test' };
  return { id: await insertTestPerson(tx, tenantId, named), login: person.login };
}

async function makeApplication(
  tx: Transaction,
  tenantId: TenantId,
  made: {
    readonly selfTestId: string;
    readonly keys: TestKeys;
    readonly mark: string;
    readonly name: ApplicationName;
  },
): Promise<TestApplication> {
  const { selfTestId, keys, mark, name } = made;
  const origin = `https://${name}.${mark}.self-test.invalid`;
  const entityId = `${origin}/metadata`;
  const odd = `/acs?"><script>alert(1)</script>&'`;
  const acsUrls = [`${origin}${name === 'odd' ? odd : '/acs'}`, `${origin}/second/acs`];
  const values: TestApplicationValues = {
    acsUrls,
    requestCertificatePems: [keys.application.certificatePem],
    honoursAuthnContext: true,
    sloUrl: `${origin}/slo`,
    sloBinding: 'post',
    ...setUps[name],
  };
  const id = await insertTestApplication(tx, tenantId, {
    ...{ selfTestId, entityId, values, name: `AdminX self-test (${name})` },
  });
  return { id, entityId, acsUrls };
}
