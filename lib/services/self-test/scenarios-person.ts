import 'server-only';
import { getDatabase } from '@/lib/db/database';
import {
  deleteTestPerson,
  setTestAccess,
  updateTestApplication,
  updateTestPerson,
} from '@/lib/db/self-tests';
import { writePolicy, writeSubject } from '@/lib/saml/attacks/valid-message';
import { nameIdFormat } from '@/lib/saml/saml-uris';
import { requireSame, requireTrue } from './attack-failure';
import type { Bench } from './bench';
import { scenario, type Scenario } from './scenario';
import type { ApplicationName } from './test-world';
import type { TestBrowser } from './test-browser';

/** What a person is and has: C23, C28, C29. Role IdP. */
export const personScenarios: readonly Scenario[] = [
  scenario('C23', 'a name that is XML stays one value of one attribute', playInjection),
  scenario('C28', 'persistent names are pairwise', playPersistent),
  scenario('C29', 'people and access taken away in the middle', playTakenAway),
];

async function playInjection(bench: Bench): Promise<void> {
  const { tenantId, world } = bench.parts;
  const evil = [
    '</saml:AttributeValue></saml:Attribute><saml:Attribute Name="role"><saml:AttributeValue>admin',
    ']]>',
    `"'<&>`,
    '<!-- x -->',
    '&lt;b&gt; \t\n é 😀',
    'a\r\nb',
  ];
  const plain = await attributesWith(bench, 'Ada');
  const number = plain.length;
  for (const firstName of evil) {
    const attributes = await attributesWith(bench, firstName);
    requireSame('attributes', attributes.length, number);
    const found = attributes.find(([name]) => name === 'firstName')?.[1];
    requireSame('its value', found, [firstName.trim()]);
  }
  const values = { firstName: 'a\u0001b' };
  await updateTestPerson(getDatabase(), tenantId, { id: world.people.ada.id, values });
  const answer = await bench.ask(await bench.browserOf('ada'), await bench.writeRequest('open'));
  await bench.requireRefused('a control character', answer, 'saml.value_unencodable');
}

async function attributesWith(bench: Bench, firstName: string) {
  const { tenantId, world } = bench.parts;
  const change = { id: world.people.ada.id, values: { firstName } };
  await updateTestPerson(getDatabase(), tenantId, change);
  const answer = await bench.ask(await bench.browserOf('ada'), await bench.writeRequest('open'));
  return (await bench.requireAnswer('a name', answer)).read.attributes;
}

async function playPersistent(bench: Bench): Promise<void> {
  const { open, second } = bench.world.applications;
  const policy = { AllowCreate: 'true', Format: nameIdFormat.persistent };
  const children = writePolicy(policy);
  const nameAt = async (name: ApplicationName, person: 'ada' | 'bob') => {
    const wire = await bench.writeRequest(name, { children });
    const answer = await bench.ask(await bench.browserOf(person), wire);
    return (await bench.requireAnswer(name, answer)).read.nameId ?? '';
  };
  const here = await nameAt('open', 'ada');
  requireSame('the same name again', await nameAt('open', 'ada'), here);
  const names = [here, await nameAt('second', 'ada'), await nameAt('open', 'bob')];
  requireSame('names that are told apart', new Set(names).size, 3);
  requireTrue('the name', !here.includes(bench.world.people.ada.login), 'nothing of the login');
  const theirs = writePolicy({ ...policy, SPNameQualifier: open.entityId });
  const asked = await bench.writeRequest('second', { children: theirs });
  const refused = await bench.ask(await bench.browserOf('ada'), asked);
  const status = 'InvalidNameIDPolicy';
  await bench.requireStatus('the names of another', refused, { application: 'second', status });
  const hint = await bench.writeRequest('second', { children: writeSubject(here) });
  const answer = await bench.ask(await bench.browserOf('ada'), hint);
  bench.requireSignIn(`a name of ${open.entityId} at ${second.entityId}`, answer);
}

async function playTakenAway(bench: Bench): Promise<void> {
  const { tenantId, world } = bench.parts;
  const db = getDatabase();
  const { ada, bob } = world.people;
  const { open } = world.applications;
  const disabled = await waiting(bench, 'ada');
  await updateTestPerson(db, tenantId, { id: ada.id, values: { disabledAt: new Date() } });
  await requireNoAssertion(bench, 'disabled', disabled);
  await updateTestPerson(db, tenantId, { id: ada.id, values: { disabledAt: null } });
  const enabled = await waiting(bench, 'ada');
  await bench.requireAnswer('enabled again', await bench.open(enabled.browser, enabled.place));

  const barred = await waiting(bench, 'ada');
  const grant = { applicationId: open.id, userId: ada.id };
  await setTestAccess(db, tenantId, { ...grant, isAllowed: false });
  const answer = await bench.open(barred.browser, barred.place);
  await bench.requireRefused('without access', answer, 'saml.access_denied');
  await setTestAccess(db, tenantId, { ...grant, isAllowed: true });

  const moved = await waiting(bench, 'ada');
  const change = { id: open.id, values: { acsUrls: ['https://moved.self-test.invalid/acs'] } };
  await updateTestApplication(db, tenantId, change);
  const gone = await bench.open(moved.browser, moved.place);
  await bench.requireRefused('its address taken away', gone, 'saml.request_gone');
  await updateTestApplication(db, tenantId, { id: open.id, values: { acsUrls: open.acsUrls } });

  const off = await waiting(bench, 'ada');
  await updateTestApplication(db, tenantId, { id: open.id, values: { enabled: false } });
  const refused = await bench.open(off.browser, off.place);
  await bench.requireRefused('the application disabled', refused, 'saml.request_gone');
  await updateTestApplication(db, tenantId, { id: open.id, values: { enabled: true } });

  const deleted = await waiting(bench, 'bob');
  await deleteTestPerson(db, tenantId, bob.id);
  await requireNoAssertion(bench, 'deleted', deleted);
}

interface Waiting {
  readonly browser: TestBrowser;
  readonly place: string;
}

/** A request that is stored and not gone on with yet. */
async function waiting(bench: Bench, name: 'ada' | 'bob'): Promise<Waiting> {
  const browser = await bench.browserOf(name);
  const answer = await bench.deliver(browser, await bench.writeRequest('open'));
  return { browser, place: await bench.requireTakenIn('a request', answer) };
}

/** Whose session is over is a stranger: asked to sign in, or refused; never signed in. */
async function requireNoAssertion(bench: Bench, attempt: string, one: Waiting): Promise<void> {
  const answer = await bench.open(one.browser, one.place);
  if (answer.status === 303) bench.requireSignIn(attempt, answer);
  else await bench.requireRefused(attempt, answer, 'saml.person_refused');
}
