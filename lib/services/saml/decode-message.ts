import 'server-only';

/** The two bindings a message may arrive on. Pure; routes may not import lib/saml themselves. */
export {
  decodePostBinding as decodePost,
  decodeRedirectBinding as decodeRedirect,
} from '@/lib/saml/decode-binding';

/** At the logout endpoint both kinds arrive. */
export const logoutMessages = ['SAMLRequest', 'SAMLResponse'] as const;
