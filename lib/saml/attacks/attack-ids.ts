/** Every attack an identity provider must survive, by the id under which it is known everywhere. */

/** Id → what is tried. The order is that of the report. */
export const attackTitles = {
  A28: 'Signed redirects with parameters re-encoded, repeated, left out or added, and with SigAlg swapped',
  A29: 'Parameter names percent-encoded, in another case, or repeated',
  B1: 'A DOCTYPE',
  B2: 'External and parameter entities, XInclude and schemaLocation that would fetch something',
  B3: 'Entities that grow: billion laughs, quadratic blow-up',
  B4: 'Too deep, too many elements, attributes or namespaces, too much text',
  B5: 'Comments and processing instructions inside values',
  B6: 'CDATA, odd characters, line ends and other encodings',
  B7: 'Several roots, trailing text, tags that do not close',
  B8: 'Names that look like those of others',
  B9: 'Base64 that is not quite',
  C12: 'An answer sent to an address that is not registered',
  C13: 'An unknown index of an address, and index and address together',
  C14: 'Applications that are unknown, disabled, or of another tenant',
  C15: 'Unsigned where a signature is wanted, or signed by a key that comes along',
  C16: 'Old, early and replayed requests, one ID in two browsers',
  C17: 'Another Destination, version or binding',
  C18: 'ForceAuthn met by an older sign-in',
  C19: 'IsPassive without a session, or together with ForceAuthn',
  C20: 'A NameIDPolicy that cannot be met, or asks for the names of another',
  C21: 'An authentication context nobody met',
  C22: 'A request for somebody else than who is signed in',
  C23: 'Attributes of a person that hold XML',
  C24: 'Two tabs, the back button, the session of another tenant',
  C25: 'A RelayState that is an address, HTML, or far too long',
  C26: 'Script, framing and caching of the pages around SAML',
  C27: 'Sign-outs that are forged, unsigned, repeated, or for somebody else',
  C28: 'The persistent name of a person at another application',
  C29: 'People and access taken away in the middle',
  D1: 'A message that inflates to megabytes',
  D2: 'Messages that are not deflated, or not to their end',
  D3: 'Bodies that are huge, slow, or no form',
  D4: 'Floods of requests',
  D5: 'A forged host',
  D6: 'Cookies fixed from outside, missing on a cross-site post, or of another tenant',
  D7: 'Secrets in the log, in traces and in what is kept',
} as const;

/** The id of an attack. */
export type AttackId = keyof typeof attackTitles;

/** Every id, in the order of the report. */
export const attackIds = Object.keys(attackTitles) as readonly AttackId[];
