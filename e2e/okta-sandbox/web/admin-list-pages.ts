/** What an administrator would look up: providers and keys, rules, people, the System Log. */
import { acsUrl } from '../api/idp-view';
import { displayName } from '../org/system-log';
import type { IdpRecord, KeyRecord, OrgState, RuleRecord, UserRecord } from '../org/types';
import { adminPage, stateMark, tableOf } from './admin-frame';
import { logTable } from './home-page';
import { html, softBreaks, timeTag, type Html } from './html';
import type { Page } from './page';

const SHOWN_EVENTS = 200;

function fact(label: string, value: string | Html, isMono = false): Html {
  return html`<div>
    <dt>${label}</dt>
    <dd class="${isMono ? 'mono' : ''}">${value}</dd>
  </div>`;
}

function describePolicy({ policy }: IdpRecord): string {
  const excludesAdmins = policy.accountLink.filter?.users?.excludeAdmins === true;
  return [
    `match ${policy.subject.userNameTemplate.template} against ${policy.subject.matchType}`,
    policy.provisioning.action === 'AUTO' ? 'create people who are missing' : 'create nobody',
    excludesAdmins ? 'administrators are refused' : 'administrators may arrive',
    policy.trustClaims ? 'claims are trusted' : 'claims are not trusted',
  ].join('; ');
}

function idpSection(state: OrgState, idp: IdpRecord): Html {
  const { endpoints, credentials } = idp.protocol;
  const people = idp.links.map(({ userId }) => state.users.get(userId)?.profile.login ?? userId);
  return html`<section data-testid="idp-row" data-idp-id="${idp.id}">
    <h2>${idp.name} ${stateMark(idp.status)}</h2>
    <dl class="facts">
      ${fact('ID', idp.id, true)} ${fact('Issuer', credentials.trust.issuer, true)}
      ${fact('Single sign-on', `${endpoints.sso.binding} ${endpoints.sso.url}`, true)}
      ${fact('ACS URL', acsUrl(state, idp), true)}
      ${fact('Audience', credentials.trust.audience, true)}
      ${fact('Certificate', credentials.trust.kid, true)} ${fact('Policy', describePolicy(idp))}
      ${fact('People linked', people.join(', ') || 'none')}
      ${fact('Sign in directly', html`<a href="/sso/saml2/${idp.id}">Start at ${idp.name}</a>`)}
    </dl>
  </section>`;
}

function keyRow(state: OrgState, key: KeyRecord): Html {
  const users = [...state.idps.values()].filter(({ protocol }) => {
    const { kid, additionalKids = [] } = protocol.credentials.trust;
    return [kid, ...additionalKids].includes(key.kid);
  });
  return html`<tr data-testid="key-row" data-kid="${key.kid}">
    <th scope="row" class="mono anywhere">${key.kid}</th>
    <td data-label="SHA-256" class="mono anywhere">${key.x5tS256}</td>
    <td data-label="Expires">${timeTag(key.expiresAt)}</td>
    <td data-label="Used by">${users.map((idp) => idp.name).join(', ') || 'nobody'}</td>
  </tr>`;
}

export function idpsPage(state: OrgState): Page {
  const sections = [...state.idps.values()].map((idp) => idpSection(state, idp));
  const none = html`<p class="quiet" data-testid="no-idps">
    No identity provider is set up: everybody signs in with an Okta password.
  </p>`;
  return adminPage({
    path: '/admin/identity-providers',
    title: 'Identity providers',
    intro: 'Where sign-ins may be sent, and the certificates that are trusted for it.',
    body: html`${sections.length === 0 ? none : sections}
      <section>
        <h2>Certificates</h2>
        ${tableOf(
          ['Key ID', 'SHA-256 of the certificate', 'Expires', 'Used by'],
          [...state.keys.values()].map((key) => keyRow(state, key)),
          'No certificate has been uploaded.',
        )}
      </section>`,
  });
}

function describeWho({ conditions }: RuleRecord): string {
  const { userIdentifier } = conditions;
  if (userIdentifier === null) return 'Everybody';
  const subject =
    userIdentifier.type === 'ATTRIBUTE'
      ? `profile attribute ${userIdentifier.attribute ?? ''}`
      : 'username';
  const patterns = userIdentifier.patterns.map(({ matchType, value }) => `${matchType} ${value}`);
  return `${subject} ${patterns.join(' or ')}`;
}

function ruleRow(state: OrgState, rule: RuleRecord): Html {
  const providers = rule.idp.providers.map(({ type, id }) =>
    type === 'OKTA' ? 'Okta' : (state.idps.get(id ?? '')?.name ?? id ?? type),
  );
  const { network } = rule.conditions;
  return html`<tr data-testid="rule-row" data-rule-id="${rule.id}" data-status="${rule.status}">
    <td data-label="Priority">${state.rules.indexOf(rule) + 1}</td>
    <th scope="row">${rule.name}<br /><span class="mono quiet">${rule.id}</span></th>
    <td data-label="Who">${softBreaks(describeWho(rule))}</td>
    <td data-label="From">${network.connection === 'ANYWHERE' ? 'Anywhere' : 'Network zones'}</td>
    <td data-label="Sent to">${providers.join(', ') || 'chosen by name'}</td>
    <td data-label="State">${stateMark(rule.status)}</td>
  </tr>`;
}

export function rulesPage(state: OrgState): Page {
  return adminPage({
    path: '/admin/routing-rules',
    title: 'Routing rules',
    intro: 'The first active rule that fits decides. The default rule keeps everybody else here.',
    body: tableOf(
      ['Priority', 'Rule', 'Who', 'From', 'Sent to', 'State'],
      state.rules.map((rule) => ruleRow(state, rule)),
      'There are no rules.',
    ),
  });
}

function userRow(user: UserRecord): Html {
  const isFederated = user.provider === 'FEDERATION';
  return html`<tr data-testid="user-row" data-login="${user.profile.login}">
    <th scope="row">${displayName(user)}<br /><span class="mono quiet">${user.id}</span></th>
    <td data-label="Login">${softBreaks(user.profile.login)}</td>
    <td data-label="Roles">${user.roles.map((role) => role.label).join(', ')}</td>
    <td data-label="Account">${isFederated ? 'Federated' : 'Local'}</td>
    <td data-label="State">${stateMark(user.status)}</td>
    <td data-label="Last sign-in">
      ${user.lastLogin === null ? 'never' : timeTag(user.lastLogin)}
    </td>
  </tr>`;
}

export function peoplePage(state: OrgState): Page {
  return adminPage({
    path: '/admin/people',
    title: 'People',
    intro: 'Federated people were created by an assertion and have no password here.',
    body: tableOf(
      ['Name', 'Login', 'Roles', 'Account', 'State', 'Last sign-in'],
      [...state.users.values()].map(userRow),
      'There is nobody.',
    ),
  });
}

export function systemLogPage(state: OrgState): Page {
  return adminPage({
    path: '/admin/system-log',
    title: 'System Log',
    intro: 'Newest first. The same events are answered by GET /api/v1/logs.',
    body: logTable(state.systemLog.slice(-SHOWN_EVENTS).reverse()),
  });
}
