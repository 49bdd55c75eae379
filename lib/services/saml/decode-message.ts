import 'server-only';

/** The two bindings a request may arrive on. Pure; routes may not import lib/saml themselves. */
export {
  decodePostBinding as decodePost,
  decodeRedirectBinding as decodeRedirect,
} from '@/lib/saml/decode-binding';
