import type { ErrorEntries } from './entry';

/** Refusals of any request, whatever it asks for. */
export const requestErrors = {
  'request.invalid': {
    status: 400,
    message: 'Some of what was sent could not be read. Check the marked fields and send it again.',
  },
  'request.not_found': { status: 404, message: 'There is nothing at this address.' },
  'request.foreign_origin': {
    status: 403,
    message: 'This request did not come from this portal, so it was refused.',
  },
  'request.forbidden': {
    status: 403,
    message: 'Your role does not allow this. An owner can change your role.',
  },
  'request.too_large': { status: 413, message: 'What was sent is larger than allowed here.' },
  'request.unsupported_media_type': {
    status: 415,
    message: 'What was sent has a type that is not accepted here.',
  },
  'request.rate_limited': {
    status: 429,
    message: 'Too many attempts. Wait a few minutes and try again.',
  },
  'request.internal': {
    status: 500,
    message: 'Something went wrong on our side. The problem was recorded.',
  },
} as const satisfies ErrorEntries;
