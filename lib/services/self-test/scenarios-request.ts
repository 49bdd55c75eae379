import 'server-only';
import { getDatabase } from '@/lib/db/database';
import { updateTestApplication } from '@/lib/db/self-tests';
import { writeContext, writePolicy, writeSubject } from '@/lib/saml/attacks/valid-message';
import { authnContext, bindingUri, nameIdFormat } from '@/lib/saml/saml-uris';
import { requireSame, requireTrue } from './attack-failure';
import type { Bench } from './bench';
import { scenario, type Scenario } from './scenario';

/** What the request itself says: C14 and C16 to C22. Role IdP. */
export const requestScenarios: readonly Scenario[] = [
  scenario('C14', 'unknown and disabled applications are refused alike', playUnknown),
  scenario('C14', 'an application of another tenant is refused like an unknown one', playForeign),
  scenario('C16', 'the same ID in two browsers is answered in each of its own', playSameId),
  scenario('C17', 'a binding that cannot be answered', async (bench) => {
    const artifact = bindingUri.post.replace('HTTP-POST', 'HTTP-Artifact');
    for (const binding of [artifact, bindingUri.redirect, 'urn:evil']) {
      const attributes = { ProtocolBinding: binding };
      const status = 'UnsupportedBinding';
      await refusedByStatus(bench, { attributes }, status);
    }
    await answered(bench, { attributes: { ProtocolBinding: bindingUri.post } });
  }),
  scenario('C18', 'ForceAuthn asks again and takes only a later sign-in', playForceAuthn),
  scenario('C19', 'IsPassive never shows a page, and never passes without a sign-in', playPassive),
  scenario('C20', 'a policy that cannot be met', async (bench) => {
    const { second } = bench.world.applications;
    const persistent = nameIdFormat.persistent;
    const policies = [
      { Format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos' },
      { Format: 'urn:evil' },
      { AllowCreate: 'false', Format: persistent },
      { SPNameQualifier: second.entityId },
      { AllowCreate: 'true', Format: persistent, SPNameQualifier: second.entityId },
    ];
    for (const policy of policies) {
      await refusedByStatus(bench, { children: writePolicy(policy) }, 'InvalidNameIDPolicy');
    }
    await answered(bench, { children: writePolicy({ Format: nameIdFormat.emailAddress }) });
  }),
  scenario('C21', 'a context nobody met', async (bench) => {
    const wanted = [
      writeContext(authnContext.password, 'exact'),
      writeContext(authnContext.passwordProtectedTransport, null),
      writeContext('urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI', 'minimum'),
      writeContext(authnContext.refedsMfa, 'better'),
      writeContext('urn:evil', 'exact'),
    ];
    for (const children of wanted) await refusedByStatus(bench, { children }, 'NoAuthnContext');
    await answered(bench, { children: writeContext(authnContext.refedsMfa, 'exact') });
  }),
  scenario('C22', 'somebody else is asked for', playSubject),
  scenario('B8', 'a Subject that looks like the person is nobody’s', async (bench) => {
    const { login } = bench.world.people.ada;
    const lookAlikes = [
      login.replace('a', '\u0430'),
      login.replace('i', '\u0131'),
      login.replace('i', '\u0130'),
      `\u202E${login}`,
      login.replace('@', '\u200B@'),
    ];
    for (const other of lookAlikes) {
      const browser = await bench.browserOf('ada');
      const wire = await bench.writeRequest('open', { children: writeSubject(other) });
      bench.requireSignIn('a name that looks alike', await bench.ask(browser, wire));
    }
    await answered(bench, { children: writeSubject(login.toUpperCase()) });
  }),
];

async function answered(bench: Bench, values: Parameters<Bench['writeRequest']>[1]): Promise<void> {
  const browser = await bench.browserOf('ada');
  const wire = await bench.writeRequest('open', values);
  const { read } = await bench.requireAnswer(
    'the unmodified request',
    await bench.ask(browser, wire),
  );
  requireSame('the unmodified request: status', read.status, ['Success']);
}

async function refusedByStatus(
  bench: Bench,
  values: Parameters<Bench['writeRequest']>[1],
  status: string,
): Promise<void> {
  const browser = await bench.browserOf('ada');
  const answer = await bench.ask(browser, await bench.writeRequest('open', values));
  await bench.requireStatus(status, answer, { application: 'open', status });
}

async function playUnknown(bench: Bench): Promise<void> {
  const { off } = bench.world.applications;
  await refusedAlike(bench, [unknownIssuer, off.entityId]);
  await updateTestApplication(getDatabase(), bench.parts.tenantId, {
    id: off.id,
    values: { enabled: true },
  });
  const wire = await bench.writeRequest('off');
  await bench.requireTakenIn('once it is enabled', await bench.deliver(bench.browser(), wire));
}

async function playForeign(bench: Bench): Promise<void> {
  const foreign = bench.parts.neighbour?.entityId ?? null;
  if (foreign === null) bench.leaveOut('that of another tenant (needs a second tenant with one)');
  else await refusedAlike(bench, [unknownIssuer, foreign]);
}

const unknownIssuer = 'https://unknown.self-test.invalid';

async function refusedAlike(bench: Bench, issuers: readonly string[]): Promise<void> {
  const pages: string[] = [];
  for (const issuer of issuers) {
    const wire = await bench.writeRequest('open', { issuer });
    const answer = await bench.deliver(bench.browser(), wire);
    await bench.requireRefused(issuer, answer, 'saml.issuer_unknown');
    pages.push(answer.body.replace(/<code>[^<]*<\/code>/u, ''));
  }
  requireSame('pages that differ', new Set(pages).size, 1);
}

async function playSameId(bench: Bench): Promise<void> {
  const [one, other] = [await bench.browserOf('ada'), await bench.browserOf('bob')];
  const wire = await bench.writeRequest('strict');
  const first = await bench.requireTakenIn('in one', await bench.deliver(one, wire));
  const second = await bench.requireTakenIn('in another', await bench.deliver(other, wire));
  await bench.requireRefused('crossed over', await bench.open(one, second), 'saml.request_gone');
  await bench.requireRefused('crossed back', await bench.open(other, first), 'saml.request_gone');
  const { read } = await bench.requireAnswer('its own', await bench.open(one, first));
  requireSame('whose', read.nameId, bench.world.people.ada.login);
  await bench.requireRefused('once more', await bench.open(one, first), 'saml.request_gone');
}

async function playForceAuthn(bench: Bench): Promise<void> {
  const browser = await bench.browserOf('ada');
  const wire = await bench.writeRequest('open', { attributes: { ForceAuthn: 'true' } });
  const place = await bench.requireTakenIn('ForceAuthn', await bench.deliver(browser, wire));
  bench.requireSignIn('with a live session', await bench.open(browser, place));
  bench.requireSignIn('and again', await bench.open(browser, place));
  const before = new Date();
  await bench.signIn(browser, 'ada');
  const { read } = await bench.requireAnswer('after a sign-in', await bench.open(browser, place));
  const instant = read.authnInstant?.getTime() ?? 0;
  // Times in messages may be written in whole seconds.
  requireTrue('AuthnInstant', instant >= before.getTime() - 1000, 'that of the new sign-in');
}

async function playPassive(bench: Bench): Promise<void> {
  const passive = { attributes: { IsPassive: 'true' } };
  const both = { attributes: { ForceAuthn: 'true', IsPassive: 'true' } };
  const nobody = await bench.ask(bench.browser(), await bench.writeRequest('open', passive));
  await bench.requireStatus('nobody', nobody, { application: 'open', status: 'NoPassive' });
  await answered(bench, passive);
  await refusedByStatus(bench, both, 'NoPassive');
}

async function playSubject(bench: Bench): Promise<void> {
  const { ada, bob } = bench.world.people;
  const browser = await bench.browserOf('ada');
  const wire = await bench.writeRequest('open', { children: writeSubject(bob.login) });
  const place = await bench.requireTakenIn('for Bob', await bench.deliver(browser, wire));
  bench.requireSignIn('with the session of Ada', await bench.open(browser, place));
  await bench.signIn(browser, 'ada');
  await bench.requireStatus('after Ada signed in again', await bench.open(browser, place), {
    application: 'open',
    status: 'RequestDenied',
  });
  await answered(bench, { children: writeSubject(ada.login) });
}
