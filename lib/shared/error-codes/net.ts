import type { ErrorEntries } from './entry';

/** Refusals of outbound requests. */
export const netErrors = {
  'net.address_forbidden': {
    status: 400,
    message: 'This address leads into a private network, so it is not contacted.',
  },
  'net.url_forbidden': {
    status: 400,
    message:
      'This address is not contacted. It must be https, with a host name and nothing unusual.',
  },
  'net.name_unresolved': {
    status: 400,
    message: 'No server has this name. Check the address for a typing mistake.',
  },
  'net.unreachable': {
    status: 502,
    message: 'The server at this address does not answer. Check the address, then try again.',
  },
  'net.timeout': {
    status: 504,
    message: 'The server at this address took too long to answer. Try again in a moment.',
  },
  'net.redirected': {
    status: 502,
    message: 'The server at this address sends us elsewhere, which is not followed.',
  },
  'net.answer_too_large': {
    status: 502,
    message: 'The server at this address sent far more than expected, so it was cut off.',
  },
  'net.answer_unusable': {
    status: 502,
    message: 'The server at this address sent an answer that cannot be used.',
  },
} as const satisfies ErrorEntries;
