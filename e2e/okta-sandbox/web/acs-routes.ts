/** The assertion consumer service: judge the response, find or make the person, sign them in. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, addEvent, targetOf, unknownActor } from '../org/system-log';
import type { Arrival, IdpRecord, OrgState } from '../org/types';
import { acceptResponse, SamlRefusal, type AcceptedResponse } from '../sp/accept-response';
import { linkAccount, type LinkResult } from '../sp/account-link';
import { childText, parseXml } from '../sp/read-xml';
import { formField } from './form';
import { sendPage } from './page';
import { startSession } from './session';
import { missingPage, refusedPage } from './sign-in-pages';

const EVENT = {
  eventType: 'user.authentication.auth_via_IDP',
  displayMessage: 'Authenticate user via IDP',
};

function toArrival(idp: IdpRecord, response: AcceptedResponse, result: LinkResult): Arrival {
  const { assertion } = response;
  return {
    idpId: idp.id,
    idpName: idp.name,
    nameId: assertion.nameId,
    nameIdFormat: assertion.nameIdFormat,
    attributes: assertion.attributes,
    assertionId: assertion.id,
    inResponseTo: response.inResponseTo,
    signedParts: response.signedParts,
    authnContext: assertion.authnContext,
    relayState: response.relayState,
    username: result.username,
    outcome: result.outcome,
  };
}

async function consume(
  state: OrgState,
  idp: IdpRecord,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const targets = [targetOf('IdentityProvider', idp.id, idp.name)];
  let asserted = 'unknown';
  try {
    const response = await acceptResponse(state, idp, {
      SAMLResponse: formField(request, 'SAMLResponse'),
      RelayState: formField(request, 'RelayState'),
    });
    asserted = response.assertion.nameId;
    const result = linkAccount(state, idp, response);
    addEvent(state, { ...EVENT, actor: actorOf(result.user), targets });
    startSession(state, reply, result.user, toArrival(idp, response, result));
    return await reply.redirect('/', 303);
  } catch (error) {
    if (!(error instanceof SamlRefusal)) throw error;
    const { reason, message } = error;
    addEvent(state, {
      ...EVENT,
      result: 'FAILURE',
      reason: `${reason}: ${message}`.slice(0, 255),
      actor: unknownActor(asserted),
      targets,
    });
    const page = refusedPage({ idpName: idp.name, reason, detail: message });
    return sendPage(reply, state, page, 400);
  }
}

/** The shared endpoint of the organisation names no provider; the issuer of the response does. */
function findByIssuer(state: OrgState, request: FastifyRequest): IdpRecord | undefined {
  try {
    const xml = Buffer.from(formField(request, 'SAMLResponse'), 'base64').toString('utf8');
    const issuer = childText(parseXml(xml), 'Issuer');
    return [...state.idps.values()].find(
      ({ protocol }) =>
        protocol.endpoints.acs.type === 'ORG' && protocol.credentials.trust.issuer === issuer,
    );
  } catch {
    return undefined;
  }
}

export function registerAcs(app: FastifyInstance, state: OrgState): void {
  const answer = (
    idp: IdpRecord | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply | Promise<FastifyReply> => {
    if (idp?.status === 'ACTIVE') return consume(state, idp, request, reply);
    const what = 'There is no active identity provider for this answer.';
    return sendPage(reply, state, missingPage(what), 404);
  };
  app.post<{ Params: { idpId: string } }>('/sso/saml2/:idpId', (request, reply) =>
    answer(state.idps.get(request.params.idpId), request, reply),
  );
  app.post('/sso/saml2', (request, reply) => answer(findByIssuer(state, request), request, reply));
}
