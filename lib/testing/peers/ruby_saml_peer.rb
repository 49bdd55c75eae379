# A service provider made with ruby-saml. One JSON question a line on stdin, one answer a line on stdout.
require 'json'
require 'cgi'
require 'uri'
require 'onelogin/ruby-saml'

OneLogin::RubySaml::Logging.logger = Logger.new(IO::NULL)
POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'.freeze
REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'.freeze
BINDINGS = { 'post' => POST, 'redirect' => REDIRECT }.freeze
$world = {}

def set_up(idp, sp)
  $world = { idp: idp, sp: sp }
  {}
end

def settings(binding)
  made = OneLogin::RubySaml::IdpMetadataParser.new.parse($world[:idp]['metadataXml'])
  sp = $world[:sp]
  made.sp_entity_id = sp['entityId']
  made.assertion_consumer_service_url = $world[:acs] || sp['acsUrls'][0]
  made.certificate = sp['certificatePem']
  made.private_key = sp['keyPem']
  made.idp_sso_service_binding = BINDINGS[binding]
  made.idp_slo_service_binding = BINDINGS[binding]
  made.idp_slo_service_url = $world[:idp]['sloUrl']
  # On HTTP-POST nothing is deflated.
  made.compress_request = made.compress_response = binding == 'redirect'
  made.security.merge!(
    authn_requests_signed: true, logout_requests_signed: true, logout_responses_signed: true,
    want_assertions_signed: true, embed_sign: binding == 'post',
    digest_method: XMLSecurity::Document::SHA256,
    signature_method: XMLSecurity::Document::RSA_SHA256
  )
  made
end

def sent(message, made, binding, endpoint, *arguments, relay_state)
  params = { 'RelayState' => relay_state }
  fields = message.create_params(made, *arguments, params)
  return { fields: fields } if binding == 'post'
  query = fields.map { |name, value| "#{name}=#{CGI.escape(value)}" }.join('&')
  { url: "#{endpoint}?#{query}" }
end

def request(binding, relayState, forceAuthn: nil, isPassive: nil, nameIdFormat: nil,
            allowCreate: nil, contexts: nil, comparison: nil, subject: nil,
            acsUrl: nil)
  $world[:acs] = acsUrl
  made = settings(binding)
  made.force_authn = true if forceAuthn
  made.passive = true if isPassive
  made.name_identifier_format = nameIdFormat if nameIdFormat
  made.name_identifier_value_requested = subject if subject
  made.authn_context = contexts if contexts
  made.authn_context_comparison = comparison if comparison
  message = OneLogin::RubySaml::Authrequest.new
  { id: message.uuid }.merge(
    sent(message, made, binding, $world[:idp]['ssoUrl'], relayState)
  )
end

def accept(response, request_id)
  made = settings('post')
  options = { settings: made, matches_request_id: request_id }.compact
  answer = OneLogin::RubySaml::Response.new(response, options)
  unless answer.success?
    forged = answer.is_valid?(true) ? [] : answer.errors.grep(/signature|digest|certificate/i)
    raise forged.join('; ') unless forged.empty?
    return { refused: answer.status_code.to_s.split(' | ').last.to_s.split(':').last }
  end
  raise answer.errors.join('; ') unless answer.is_valid?(true)
  context = REXML::XPath.first(answer.decrypted_document || answer.document,
                               "//*[local-name()='AuthnContextClassRef']")
  statement = REXML::XPath.first(answer.decrypted_document || answer.document,
                                 "//*[local-name()='AuthnStatement']")
  $world[:name] = answer.nameid
  $world[:format] = answer.name_id_format
  $world[:qualifier] = answer.name_id_spnamequalifier
  { nameId: answer.nameid, nameIdFormat: answer.name_id_format,
    spNameQualifier: answer.name_id_spnamequalifier,
    attributes: answer.attributes.all, sessionIndex: answer.sessionindex,
    authnContext: context.text, authnInstant: statement.attributes['AuthnInstant'],
     inResponseTo: answer.in_response_to }
end

def logout(binding, session_indexes, relay_state)
  made = settings(binding)
  made.name_identifier_value = $world[:name]
  made.name_identifier_format = $world[:format]
  made.sp_name_qualifier = $world[:qualifier] if $world[:qualifier]
  made.sessionindex = session_indexes[0]
  message = OneLogin::RubySaml::Logoutrequest.new
  $world[:logout] = message.uuid
  { id: message.uuid }.merge(sent(message, made, binding, $world[:idp]['sloUrl'], relay_state))
end

def parameters(carried)
  return carried['fields'] if carried['fields']
  CGI.parse(URI(carried['url']).query).transform_values(&:first)
end

# The octets as they came, which is what a signature of a redirect covers.
def raw(carried)
  return {} if carried['fields']
  URI(carried['url']).query.split('&').to_h { |pair| pair.split('=', 2) }
end

def accept_logout_answer(carried)
  given = parameters(carried)
  binding = carried['fields'] ? 'post' : 'redirect'
  options = { matches_request_id: $world[:logout] }
  options.merge!(get_params: given, raw_get_params: raw(carried)) if binding == 'redirect'
  answer = OneLogin::RubySaml::Logoutresponse.new(given['SAMLResponse'], settings(binding), options)
  codes = REXML::XPath.match(answer.document, "//*[local-name()='StatusCode']")
  raise answer.errors.join('; ') unless answer.validate(true) || codes.length > 1
  { status: codes.map { |code| code.attributes['Value'] }, relayState: given['RelayState'],
    inResponseTo: answer.in_response_to }
end

def accept_logout_request(carried, binding)
  given = parameters(carried)
  options = { settings: settings(carried['fields'] ? 'post' : 'redirect') }
  options.merge!(get_params: given, raw_get_params: raw(carried)) unless carried['fields']
  asked = OneLogin::RubySaml::SloLogoutrequest.new(given['SAMLRequest'], options)
  raise asked.errors.join('; ') unless asked.is_valid?(true)
  message = OneLogin::RubySaml::SloLogoutresponse.new
  answer = sent(message, settings(binding), binding, $world[:idp]['sloUrl'], asked.id, nil,
                given['RelayState'].to_s)
  { sessionIndexes: asked.session_indexes, nameId: asked.nameid }.merge(answer)
end

def answer(ask, given)
  case ask
  when 'set_up' then set_up(given['idp'], given['sp'])
  when 'request'
    more = given.reject { |name, _| %w[binding relayState].include?(name) }
    request(given['binding'], given['relayState'], **more.transform_keys(&:to_sym))
  when 'accept' then accept(given['response'], given['requestId'])
  when 'logout' then logout(given['binding'], given['sessionIndexes'], given['relayState'])
  when 'accept_logout_answer' then accept_logout_answer(given['carried'])
  when 'accept_logout_request' then accept_logout_request(given['carried'], given['binding'])
  end
end

$stdout.sync = true
$stdin.each_line do |line|
  question = JSON.parse(line)
  begin
    puts JSON.generate(result: answer(question['ask'], question['with']))
  rescue StandardError => e
    puts JSON.generate(error: "#{e.class}: #{e.message}")
  end
end
