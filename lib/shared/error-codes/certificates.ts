import type { ErrorEntries } from './entry';

/** Refusals about keys and certificates. */
export const certificateErrors = {
  'certificates.not_found': { status: 404, message: 'This certificate does not exist.' },
  'certificates.malformed': {
    status: 400,
    message:
      'This is not an X.509 certificate in PEM form. Paste the whole text, from BEGIN to END.',
  },
  'certificates.key_weak': {
    status: 400,
    message: 'The key of this certificate is too weak. Use an RSA key of at least 2048 bits.',
  },
  'certificates.key_unsupported': {
    status: 400,
    message: 'The key of this certificate has a type that is not supported. Use an RSA key.',
  },
  'certificates.no_active_key': {
    status: 503,
    message: 'This organisation has no active signing key, so nobody can be signed in with SAML.',
  },
} as const satisfies ErrorEntries;
