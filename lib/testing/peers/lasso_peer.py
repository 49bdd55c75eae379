"""A service provider made with lasso (in C, also inside mod_auth_mellon). JSON lines in, JSON lines out."""
import json
import sys
from urllib.parse import urlsplit

import lasso

METHODS = {"redirect": lasso.HTTP_METHOD_REDIRECT, "post": lasso.HTTP_METHOD_POST}
world = {}


def set_up(idp, sp):
    server = lasso.Server.newFromBuffers(sp["metadataXml"], sp["keyPem"], None, sp["certificatePem"])
    server.signatureMethod = lasso.SIGNATURE_METHOD_RSA_SHA256
    server.addProviderFromBuffer(lasso.PROVIDER_ROLE_IDP, idp["metadataXml"], None, None)
    if "encryption" in sp:
        server.setEncryptionPrivateKey(sp["keyPem"])
    world.update(server=server, idp=idp, session=None)
    return {}


def sent(profile, name):
    if profile.msgBody:
        fields = {name: profile.msgBody}
        if profile.msgRelayState:
            fields["RelayState"] = profile.msgRelayState
        return {"fields": fields}
    return {"url": profile.msgUrl}


def request(binding, relayState, forceAuthn=None, isPassive=None, nameIdFormat=None,
            allowCreate=None, contexts=None, comparison=None, subject=None,
            acsUrl=None, acsIndex=None, artifact=None):
    login = lasso.Login(world["server"])
    login.initAuthnRequest(world["idp"]["entityId"], METHODS[binding])
    asked = login.request
    asked.forceAuthn = bool(forceAuthn)
    asked.isPassive = bool(isPassive)
    asked.nameIdPolicy.format = nameIdFormat or lasso.SAML2_NAME_IDENTIFIER_FORMAT_UNSPECIFIED
    asked.nameIdPolicy.allowCreate = allowCreate is not False
    asked.protocolBinding = (
        lasso.SAML2_METADATA_BINDING_ARTIFACT if artifact else lasso.SAML2_METADATA_BINDING_POST)
    if acsUrl:
        asked.assertionConsumerServiceUrl = acsUrl
    if acsIndex:
        asked.protocolBinding = None
        asked.assertionConsumerServiceIndex = acsIndex
    if subject:
        asked.subject = lasso.Saml2Subject()
        asked.subject.nameId = lasso.Saml2NameID()
        asked.subject.nameId.content = subject
    if contexts:
        wanted = lasso.Samlp2RequestedAuthnContext()
        wanted.authnContextClassRef = tuple(contexts)
        wanted.comparison = comparison or "exact"
        asked.requestedAuthnContext = wanted
    login.msgRelayState = relayState
    login.buildAuthnRequestMsg()
    return {"id": asked.iD, **sent(login, "SAMLRequest")}


def accept(response, requestId):
    login = lasso.Login(world["server"])
    try:
        login.processAuthnResponseMsg(response)
        login.acceptSso()
    except lasso.Error as error:
        codes, code = [], login.response and login.response.status.statusCode
        while code:
            codes.append(code.value)
            code = code.statusCode
        return {"refused": codes[-1].rsplit(":", 1)[-1] if len(codes) > 1 else str(error)}
    world["session"] = login.session.dump()
    assertion = login.assertion
    statement = assertion.authnStatement[0]
    attributes = {}
    for block in assertion.attributeStatement or ():
        for attribute in block.attribute:
            attributes[attribute.name] = [v.any[0].content for v in attribute.attributeValue]
    name_id = assertion.subject.nameId
    return {
        "nameId": name_id.content,
        "nameIdFormat": name_id.format,
        "spNameQualifier": name_id.sPNameQualifier,
        "attributes": attributes,
        "sessionIndex": statement.sessionIndex,
        "authnContext": statement.authnContext.authnContextClassRef,
        "authnInstant": statement.authnInstant,
        "inResponseTo": login.response.inResponseTo,
    }


def logout(binding, sessionIndexes, relayState):
    profile = lasso.Logout(world["server"])
    profile.setSessionFromDump(world["session"])
    profile.initRequest(world["idp"]["entityId"], METHODS[binding])
    profile.msgRelayState = relayState
    profile.buildRequestMsg()
    world["logout"] = profile
    return {"id": profile.request.iD, **sent(profile, "SAMLRequest")}


def text_of(carried, name):
    return carried["fields"][name] if "fields" in carried else urlsplit(carried["url"]).query


def accept_logout_answer(carried):
    profile = world["logout"]
    profile.processResponseMsg(text_of(carried, "SAMLResponse"))
    codes, code = [], profile.response.status.statusCode
    while code:
        codes.append(code.value)
        code = code.statusCode
    relay_state = carried.get("fields", {}).get("RelayState", profile.msgRelayState)
    return {"status": codes, "relayState": relay_state,
            "inResponseTo": profile.response.inResponseTo}


def accept_logout_request(carried, binding):
    profile = lasso.Logout(world["server"])
    profile.setSessionFromDump(world["session"])
    profile.processRequestMsg(text_of(carried, "SAMLRequest"))
    profile.validateRequest()
    profile.buildResponseMsg()
    asked = profile.request
    return {"sessionIndexes": list(asked.sessionIndexes or [asked.sessionIndex]),
            "nameId": asked.nameId.content, **sent(profile, "SAMLResponse")}


QUESTIONS = {f.__name__: f for f in (
    set_up, request, accept, logout, accept_logout_answer, accept_logout_request)}

for line in sys.stdin:
    question = json.loads(line)
    try:
        result = QUESTIONS[question["ask"]](**question["with"])
        print(json.dumps({"result": result}), flush=True)
    except Exception as error:  # whatever went wrong is the answer
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
