/** The signed-in page: who arrived, and everything that came with the assertion. */
import { displayName } from '../org/system-log';
import type { Arrival, OrgState, SystemLogEvent } from '../org/types';
import { html, softBreaks, timeTag, type Html } from './html';
import type { Page } from './page';
import type { SignedIn } from './session';

const SHOWN_EVENTS = 8;

const OUTCOMES: Record<string, string> = {
  created: 'Created just now from the assertion (JIT)',
  linked: 'Matched to an existing person and linked',
  'already linked': 'Matched to a person linked earlier',
};

function fact(label: string, testId: string, value: string | Html, isMono = false): Html {
  return html`<div>
    <dt>${label}</dt>
    <dd class="${isMono ? 'mono' : ''}" data-testid="${testId}">${value}</dd>
  </div>`;
}

function arrivalSection(arrival: Arrival): Html {
  const attributes = arrival.attributes.map(
    ([name, values]) =>
      html`<tr>
        <th scope="row" class="mono">${name}</th>
        <td data-label="Value" data-testid="arrival-attribute-${name}">${values.join(', ')}</td>
      </tr>`,
  );
  return html`<section data-testid="arrival">
    <h2>What arrived</h2>
    <dl class="facts">
      ${fact('Identity provider', 'arrival-idp', arrival.idpName)}
      ${fact('NameID', 'arrival-name-id', arrival.nameId, true)}
      ${fact('NameID format', 'arrival-name-id-format', arrival.nameIdFormat || 'none', true)}
      ${fact('Okta username', 'arrival-username', arrival.username, true)}
      ${fact('Signed parts', 'arrival-signed-parts', arrival.signedParts)}
      ${fact('InResponseTo', 'arrival-in-response-to', arrival.inResponseTo ?? 'none', true)}
      ${fact('RelayState', 'arrival-relay-state', arrival.relayState)}
      ${fact('Authentication context', 'arrival-authn-context', arrival.authnContext, true)}
      ${fact('Assertion ID', 'arrival-assertion-id', arrival.assertionId, true)}
    </dl>
    <h3>Attributes</h3>
    ${
      attributes.length === 0
        ? html`<p class="quiet">The assertion had no attributes.</p>`
        : html`<table class="pairs">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Value</th>
              </tr>
            </thead>
            <tbody>
              ${attributes}
            </tbody>
          </table>`
    }
  </section>`;
}

/** One line of the System Log, as shown here and on the admin page. */
function logRow(event: SystemLogEvent): Html {
  const others = event.targets.filter(({ id }) => id !== event.actor.id);
  const targets = others.map((target) => target.displayName).join(', ');
  return html`<tr data-testid="log-row" data-event-type="${event.eventType}">
    <td data-label="Time" class="nowrap">${timeTag(event.published)}</td>
    <th scope="row">
      ${event.displayMessage}<br /><span class="mono quiet">${softBreaks(event.eventType)}</span>
    </th>
    <td data-label="Who">${softBreaks(event.actor.alternateId)}</td>
    <td data-label="Target">${targets}</td>
    <td data-label="Outcome">
      <span class="${event.result === 'SUCCESS' ? 'state good' : 'state bad'}"
        >${event.result}</span
      >
      ${event.reason !== null && html`<span class="reason">${event.reason}</span>`}
    </td>
  </tr>`;
}

export function logTable(events: SystemLogEvent[]): Html {
  if (events.length === 0) return html`<p class="quiet">Nothing has happened yet.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Time</th>
        <th scope="col">Event</th>
        <th scope="col">Who</th>
        <th scope="col">Target</th>
        <th scope="col">Outcome</th>
      </tr>
    </thead>
    <tbody>
      ${events.map(logRow)}
    </tbody>
  </table>`;
}

function eventsAbout(state: OrgState, userId: string): SystemLogEvent[] {
  return state.systemLog
    .filter(({ actor, targets }) => actor.id === userId || targets.some(({ id }) => id === userId))
    .slice(-SHOWN_EVENTS)
    .reverse();
}

export function homePage(state: OrgState, { user, session }: SignedIn): Page {
  const { arrival } = session;
  const isFederated = user.provider === 'FEDERATION';
  return {
    title: 'Home',
    width: 'wide',
    navigation: html`<nav>
      <a href="/admin">Admin</a>
      <a href="/logout" data-testid="sign-out">Sign out</a>
    </nav>`,
    body: html`<h1 data-testid="signed-in">Signed in as ${displayName(user)}</h1>
      <p class="quiet" data-testid="sign-in-way">
        ${arrival ? `Through ${arrival.idpName}, by SAML` : 'With an Okta password'}
      </p>
      <section>
        <h2>The person here</h2>
        <dl class="facts">
          ${fact('Name', 'user-name', displayName(user))}
          ${fact('Login', 'user-login', user.profile.login, true)}
          ${fact('Email', 'user-email', user.profile.email, true)}
          ${fact('User ID', 'user-id', user.id, true)}
          ${fact('Account', 'user-provider', isFederated ? 'Federated, no password here' : 'Local')}
          ${arrival && fact('Match', 'user-outcome', OUTCOMES[arrival.outcome] ?? arrival.outcome)}
          ${fact('Signed in', 'session-started', timeTag(session.created))}
        </dl>
      </section>
      ${arrival && arrivalSection(arrival)}
      <section data-testid="home-log">
        <h2>System Log</h2>
        ${logTable(eventsAbout(state, user.id))}
      </section>`,
  };
}
