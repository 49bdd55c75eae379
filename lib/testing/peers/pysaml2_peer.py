"""A service provider made with pysaml2. One JSON question a line on stdin, one answer a line on stdout."""
import json
import logging
import re
import sys
import tempfile
from urllib.parse import parse_qs, urlsplit

from saml2 import BINDING_HTTP_ARTIFACT, BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.md import EntityDescriptor
from saml2.response import StatusError
from saml2.saml import AuthnContextClassRef, NAMEID_FORMAT_UNSPECIFIED, NameID, Subject
from saml2.samlp import RequestedAuthnContext
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

logging.disable(logging.CRITICAL)
BINDINGS = {"redirect": BINDING_HTTP_REDIRECT, "post": BINDING_HTTP_POST}
world = {}


def file_with(text):
    with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as file:
        file.write(text)
    return file.name


def set_up(idp, sp):
    key, cert = file_with(sp["keyPem"]), file_with(sp["certificatePem"])
    config = SPConfig().load({
        "entityid": sp["entityId"],
        "xmlsec_binary": "/usr/bin/xmlsec1",
        "key_file": key,
        "cert_file": cert,
        "encryption_keypairs": [{"key_file": key, "cert_file": cert}],
        "allow_unknown_attributes": True,
        "metadata": {"inline": [idp["metadataXml"]]},
        "signing_algorithm": SIG_RSA_SHA256,
        "digest_algorithm": DIGEST_SHA256,
        "service": {"sp": {
            "endpoints": {
                "assertion_consumer_service": [(url, BINDING_HTTP_POST) for url in sp["acsUrls"]],
                "single_logout_service": [(sp["sloUrl"], b) for b in BINDINGS.values()],
            },
            "authn_requests_signed": True,
            "logout_requests_signed": True,
            "want_assertions_signed": sp.get("wantsAssertionSigned", True),
            "want_response_signed": sp.get("wantsResponseSigned", True),
            "allow_unsolicited": True,
        }},
    })
    world.update(client=Saml2Client(config), idp=idp, sp=sp, name_id=None)
    return {}



def verify_metadata(metadataXml, certificatePem):
    name = f"{EntityDescriptor.c_namespace}:{EntityDescriptor.c_tag}"
    certificate = file_with(certificatePem)
    return {"genuine": bool(world["client"].sec.verify_signature(
        metadataXml, node_name=name, cert_file=certificate))}


def sent(message_id, http):
    if http.get("data"):
        fields = dict(re.findall(r'name="([^"]+)"\s+value="([^"]*)"', str(http["data"])))
        return {"id": message_id, "fields": fields}
    return {"id": message_id, "url": dict(http["headers"])["Location"]}


def request(binding, relayState, forceAuthn=None, isPassive=None, nameIdFormat=None,
            allowCreate=None, contexts=None, comparison=None, subject=None,
            acsUrl=None, acsIndex=None, artifact=None):
    client, binding = world["client"], BINDINGS[binding]
    extra = {}
    if forceAuthn:
        extra["force_authn"] = "true"
    if isPassive:
        extra["is_passive"] = "true"
    if contexts:
        extra["requested_authn_context"] = RequestedAuthnContext(
            authn_context_class_ref=[AuthnContextClassRef(text=one) for one in contexts],
            comparison=comparison or "exact")
    if subject:
        extra["subject"] = Subject(name_id=NameID(text=subject))
    if acsUrl:
        extra["assertion_consumer_service_url"] = acsUrl
    if acsIndex:
        extra["assertion_consumer_service_index"] = str(acsIndex)
    message_id, message = client.create_authn_request(
        world["idp"]["ssoUrl"], binding=BINDING_HTTP_ARTIFACT if artifact else BINDING_HTTP_POST,
        service_url_binding=BINDING_HTTP_POST, sign=binding == BINDING_HTTP_POST,
        nameid_format=nameIdFormat or NAMEID_FORMAT_UNSPECIFIED,
        allow_create=None if allowCreate is None else str(allowCreate).lower(),
        sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256, **extra)
    http = client.apply_binding(binding, str(message), world["idp"]["ssoUrl"], relayState,
                                sign=binding == BINDING_HTTP_REDIRECT, sigalg=SIG_RSA_SHA256)
    return sent(message_id, http)


def accept(response, requestId):
    outstanding = {requestId: "/"} if requestId else {}
    try:
        answer = world["client"].parse_authn_request_response(
            response, BINDING_HTTP_POST, outstanding)
    except StatusError as error:
        return {"refused": type(error).__name__}
    world["name_id"] = answer.name_id
    info = answer.session_info()
    return {
        "nameId": answer.name_id.text,
        "nameIdFormat": answer.name_id.format,
        "spNameQualifier": answer.name_id.sp_name_qualifier,
        "attributes": answer.ava,
        "sessionIndex": info["session_index"],
        "authnContext": info["authn_info"][0][0],
        "authnInstant": answer.assertion.authn_statement[0].authn_instant,
        "inResponseTo": answer.in_response_to,
    }


def logout(binding, sessionIndexes, relayState):
    client, binding = world["client"], BINDINGS[binding]
    destination = world["idp"]["sloUrl"]
    is_post = binding == BINDING_HTTP_POST
    message_id, message = client.create_logout_request(
        destination, world["idp"]["entityId"], name_id=world["name_id"],
        session_indexes=sessionIndexes, sign=is_post,
        sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256)
    http = client.apply_binding(binding, str(message), destination, relayState,
                                sign=not is_post, sigalg=SIG_RSA_SHA256)
    return sent(message_id, http)


def message_of(carried, name):
    if "fields" in carried:
        return carried["fields"][name], BINDING_HTTP_POST, carried["fields"].get("RelayState")
    query = parse_qs(urlsplit(carried["url"]).query)
    return query[name][0], BINDING_HTTP_REDIRECT, query.get("RelayState", [None])[0]


def accept_logout_answer(carried):
    text, binding, relay_state = message_of(carried, "SAMLResponse")
    answer = world["client"].parse_logout_request_response(text, binding)
    codes, code = [], answer.response.status.status_code
    while code:
        codes.append(code.value)
        code = code.status_code
    return {"status": codes, "relayState": relay_state, "inResponseTo": answer.in_response_to}


def accept_logout_request(carried, binding):
    client = world["client"]
    text, came_on, relay_state = message_of(carried, "SAMLRequest")
    parsed = client.parse_logout_request(text, came_on)
    asked = parsed.message
    is_post = binding == "post"
    answer = client.create_logout_response(
        asked, [BINDINGS[binding]], sign=is_post,
        sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256)
    http = client.apply_binding(BINDINGS[binding], str(answer), world["idp"]["sloUrl"],
                                relay_state or "", response=True,
                                sign=not is_post, sigalg=SIG_RSA_SHA256)
    return {"sessionIndexes": [index.text for index in asked.session_index],
            "nameId": asked.name_id.text, **sent("", http)}


QUESTIONS = {f.__name__: f for f in (
    set_up, verify_metadata, request, accept, logout, accept_logout_answer, accept_logout_request)}

for line in sys.stdin:
    question = json.loads(line)
    try:
        result = QUESTIONS[question["ask"]](**question["with"])
        print(json.dumps({"result": result}), flush=True)
    except Exception as error:  # whatever went wrong is the answer
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
