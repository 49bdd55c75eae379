/** API tokens: make one, see it once, take it away. Also where everything is reset. */
import { displayName } from '../org/system-log';
import type { OrgState, TokenRecord, UserRecord } from '../org/types';
import { adminPage, tableOf } from './admin-frame';
import { html, timeTag, type Html } from './html';
import type { Page } from './page';

export interface NewToken {
  secret: string;
  record: TokenRecord;
}

const COPY_SCRIPT = `
const button = document.getElementById('copy-token');
button?.addEventListener('click', async () => {
  await navigator.clipboard.writeText(document.getElementById('new-token').textContent.trim());
  button.textContent = 'Copied';
});`;

function describeRoles(user: UserRecord): string {
  return user.roles.map((role) => role.label).join(', ') || 'no administrator role';
}

function ownerOptions(state: OrgState): Html[] {
  return [...state.users.values()]
    .filter((user) => user.status === 'ACTIVE')
    .sort((one, other) => Number(other.roles.length > 0) - Number(one.roles.length > 0))
    .map(
      (user) =>
        html`<option value="${user.profile.login}">
          ${displayName(user)} (${describeRoles(user)})
        </option>`,
    );
}

function tokenForm(state: OrgState): Html {
  return html`<form class="row-form" method="post" action="/admin/tokens" data-testid="token-form">
    <div>
      <label for="name">Token name</label>
      <input id="name" name="name" required maxlength="100" data-testid="token-name" />
    </div>
    <div>
      <label for="owner">Owner, whose roles it has</label>
      <select id="owner" name="owner" data-testid="token-owner">
        ${ownerOptions(state)}
      </select>
    </div>
    <button type="submit" data-testid="token-create">Create token</button>
  </form>`;
}

function newTokenNotice({ secret, record }: NewToken): Html {
  return html`<div class="notice good" role="status">
    <strong>${record.name}</strong> was created. The token is shown only this once.
    <div class="secret">
      <code id="new-token" data-testid="new-token">${secret}</code>
      <button type="button" class="small" id="copy-token">Copy</button>
    </div>
  </div>`;
}

function tokenRow(state: OrgState, token: TokenRecord): Html {
  const owner = state.users.get(token.userId);
  return html`<tr data-testid="token-row" data-token-id="${token.id}">
    <th scope="row">${token.name}<br /><span class="mono quiet">${token.id}</span></th>
    <td data-label="Owner">${owner ? displayName(owner) : 'nobody'}</td>
    <td data-label="Roles">${owner ? describeRoles(owner) : null}</td>
    <td data-label="Expires">${timeTag(token.expiresAt)}</td>
    <td>
      <form method="post" action="/admin/tokens/${token.id}/revoke">
        <button type="submit" class="small danger" data-testid="token-revoke">Revoke</button>
      </form>
    </td>
  </tr>`;
}

export function tokensPage(state: OrgState, created: NewToken | null): Page {
  const rows = [...state.tokens.values()].map((token) => tokenRow(state, token));
  return adminPage({
    path: '/admin',
    title: 'API tokens',
    intro:
      'This admin area is a demo aid: it asks for no password, because only this computer can reach it.',
    ...(created && { script: COPY_SCRIPT }),
    body: html`${created && newTokenNotice(created)} ${tokenForm(state)}
      ${tableOf(
        ['Token', 'Owner', 'Roles', 'Expires', ''],
        rows,
        'There is no API token. Create one to let a program manage this organisation.',
      )}
      <section>
        <h2>Organisation</h2>
        <dl class="facts">
          <div>
            <dt>Address</dt>
            <dd class="mono" data-testid="org-url">${state.origin}</dd>
          </div>
          <div>
            <dt>Organisation ID</dt>
            <dd class="mono" data-testid="org-id">${state.org.id}</dd>
          </div>
        </dl>
        <form method="post" action="/admin/reset">
          <button type="submit" class="small danger" data-testid="reset">
            Forget everything and start afresh
          </button>
        </form>
      </section>`,
  });
}
