/** The steps of the walk: what is done, what must hold, and what is shown as evidence of it. */
import type { Arrival } from '../fixtures/steps/okta-organisation';
import {
  askRoute,
  askWithToken,
  makeOktaToken,
  readArrival,
  signOutOfOkta,
  typeOktaLogin,
  waitForOktaPassword,
} from '../fixtures/steps/okta-organisation';
import {
  applyPlan,
  chooseTestPerson,
  checkOrganisation,
  confirmOrganisation,
  openOktaWizard,
} from '../fixtures/steps/okta-wizard';
import { confirmWithPasskey, enrolFromLink } from '../fixtures/steps/passkey';
import { createPersonAndInvite } from '../fixtures/steps/people';
import { newcomer, owner } from './company';
import { must, mustBe } from './must';
import type { Demo } from './start-demo';
import type { Browsers } from './walk-browsers';

/** Name and value, as printed. */
export type Evidence = readonly (readonly [string, string])[];

/** What the walk knows on its way. */
export interface Walk {
  readonly demo: Demo;
  readonly browsers: Browsers;
  known: { token?: string; arrival?: Arrival };
}

/** One step. */
export interface WalkStep {
  readonly title: string;
  readonly run: (walk: Walk) => Promise<Evidence>;
}

const newcomerName = `${newcomer.firstName} ${newcomer.lastName}`;

export const walkSteps: readonly WalkStep[] = [
  { title: 'The owner opens the one-time link and makes a passkey', run: enrolOwner },
  { title: 'The owner creates a person, who enrols from her invitation', run: addNewcomer },
  { title: 'An Okta administrator makes an API token', run: makeToken },
  { title: 'The wizard connects the organisation', run: connect },
  { title: 'The organisation routes the test person, and only her', run: compareRoutes },
  { title: 'The token is dead', run: proveTokenDead },
  { title: 'The test person signs in to Okta with her passkey', run: signInFirst },
  { title: 'A second sign-in needs no prompt while her session lives', run: signInAgain },
  { title: 'An Okta administrator is not routed', run: tryAdministrator },
  { title: 'Every call kept to the contract of the Management API', run: compareContract },
];

async function enrolOwner({ demo, browsers }: Walk): Promise<Evidence> {
  const link = must(demo.enrolUrl, 'The owner of this kept demo has a passkey already.');
  const { owner: page } = browsers.pages;
  await enrolFromLink(page, link);
  await page.goto(`${demo.appUrl}/applications`);
  await page.getByRole('heading', { level: 1, name: 'Applications' }).waitFor();
  await page.goto(link);
  await page.getByRole('heading', { name: 'This link is not valid any more' }).waitFor();
  return [
    ['owner', `${owner.firstName} ${owner.lastName} <${owner.email}>, signed in`],
    ['one-time link', 'used up: it opens nothing any more'],
  ];
}

async function addNewcomer({ demo, browsers }: Walk): Promise<Evidence> {
  const link = await createPersonAndInvite(browsers.pages.owner, demo.appUrl, newcomer);
  await enrolFromLink(browsers.pages.newcomer, link);
  return [
    ['created', `${newcomerName} <${newcomer.email}>`],
    ['invitation', link.replace(/[^/]+$/u, '…')],
    ['enrolled', 'with a passkey of her own'],
    ['account in Okta', oktaHas(demo, newcomer.email) ? 'exists' : 'none yet'],
  ];
}

async function makeToken(walk: Walk): Promise<Evidence> {
  const { demo, browsers } = walk;
  const token = await makeOktaToken(browsers.pages.okta, demo.okta.url, { name: 'AdminX set-up' });
  walk.known.token = token;
  const answer = await askWithToken(demo.okta.url, token);
  mustBe(answer.status, 200, 'answer to the new token');
  return [['token', `${token.slice(0, 4)}… works (GET /api/v1/users/me answers 200)`]];
}

async function connect({ demo, browsers, known }: Walk): Promise<Evidence> {
  const { owner: page } = browsers.pages;
  const before = await askRoute(demo.okta.url, newcomer.email);
  await openOktaWizard(page, demo.appUrl);
  const name = await confirmOrganisation(page, demo.okta.url);
  const token = must(known.token, 'No token was made.');
  await checkOrganisation(page, token);
  await chooseTestPerson(page, newcomer.email);
  const calls = await applyPlan(page);
  return [
    ['organisation', `${name}, probed without the token`],
    ['route before', describeRoute(before)],
    ...calls.map((call, index) => [`call ${String(index + 1)}`, call] as const),
    ...describeObjects(demo),
  ];
}

/** What the organisation itself has now. */
function describeObjects({ okta }: Demo): Evidence {
  const idp = must(okta.idps()[0], 'The organisation has no identity provider.');
  const found = okta.rules().find(({ system }) => !system);
  const rule = must(found, 'The organisation has no routing rule of ours.');
  mustBe(idp.status, 'ACTIVE', 'state of the identity provider');
  mustBe(rule.status, 'ACTIVE', 'state of the routing rule');
  return [
    ['signing key', idp.protocol.credentials.trust.kid],
    ['identity provider', `${idp.id} “${idp.name}”, ${idp.status}`],
    ['routing rule', `${rule.id} “${rule.name}”, ${rule.status}`],
  ];
}

async function compareRoutes({ demo }: Walk): Promise<Evidence> {
  const { url } = demo.okta;
  const routed = await askRoute(url, newcomer.email);
  mustBe(routed.type, 'SAML2', 'route of the test person');
  const others = demo.okta.users().map(({ profile }) => profile.login);
  for (const login of others)
    mustBe((await askRoute(url, login)).type, 'OKTA', `route of ${login}`);
  return [
    ['route after', describeRoute(routed)],
    ['everybody else', `${String(others.length)} people asked, all stay with Okta`],
  ];
}

async function proveTokenDead({ demo, known }: Walk): Promise<Evidence> {
  const answer = await askWithToken(demo.okta.url, must(known.token, 'No token was made.'));
  mustBe(answer.status, 401, 'answer to the revoked token');
  mustBe(answer.errorCode, 'E0000011', 'error code of the revoked token');
  mustBe(demo.okta.tokens().length, 0, 'API tokens left in the organisation');
  return [['GET /api/v1/users/me', `${String(answer.status)} ${answer.errorCode ?? ''}`]];
}

async function signInFirst(walk: Walk): Promise<Evidence> {
  const { demo, browsers } = walk;
  const page = browsers.pages.newcomer;
  // A new browser session: what enrolling left signed in is not what is shown here.
  await page.context().clearCookies();
  await typeOktaLogin(page, demo.okta.url, newcomer.email);
  await confirmWithPasskey(page);
  const arrival = await readArrival(page);
  walk.known.arrival = arrival;
  mustBe(arrival.nameId, newcomer.email, 'NameID');
  mustBe(arrival.name, newcomerName, 'name in Okta');
  return describeArrival(arrival);
}

async function signInAgain({ demo, browsers }: Walk): Promise<Evidence> {
  const page = browsers.pages.newcomer;
  await signOutOfOkta(page, demo.okta.url);
  await typeOktaLogin(page, demo.okta.url, newcomer.email);
  const arrival = await readArrival(page);
  mustBe(arrival.nameId, newcomer.email, 'NameID');
  return [
    ['arrived as', `${arrival.name}, without a prompt`],
    ['match', arrival.outcome],
  ];
}

async function tryAdministrator({ demo, browsers }: Walk): Promise<Evidence> {
  const page = browsers.pages.okta;
  await typeOktaLogin(page, demo.okta.url, owner.email);
  await waitForOktaPassword(page);
  return [
    [owner.email, `stays with Okta: ${describeRoute(await askRoute(demo.okta.url, owner.email))}`],
  ];
}

function compareContract({ demo }: Walk): Promise<Evidence> {
  if (!demo.okta.isContractChecked) {
    const note = 'ran without: OKTA_CONTRACT names no OpenAPI file';
    return Promise.resolve([['contract', note]]);
  }
  const violations = demo.okta.contractViolations();
  mustBe(violations.length, 0, `violations ${JSON.stringify(violations.slice(0, 3))}`);
  return Promise.resolve([['violations', '0 in either direction']]);
}

function oktaHas(demo: Demo, login: string): boolean {
  return demo.okta.users().some(({ profile }) => profile.login === login);
}

function describeRoute({ type, idpName, idpId }: Awaited<ReturnType<typeof askRoute>>): string {
  return idpName === null ? `${type}, no other provider` : `${type} to “${idpName}” ${idpId ?? ''}`;
}

function describeArrival(arrival: Arrival): Evidence {
  return [
    ['arrived as', `${arrival.name} (${arrival.outcome})`],
    ['through', arrival.idpName],
    ['NameID', arrival.nameId],
    ...Object.entries(arrival.attributes),
    ['signed', arrival.signedParts],
    ['AuthnContext', arrival.authnContext],
  ];
}
