import type { ErrorEntries } from './entry';

/** Refusals of a tenant's own looks. */
export const brandingErrors = {
  'branding.logo_not_found': { status: 404, message: 'This logo does not exist.' },
  'branding.logo_too_heavy': {
    status: 413,
    message: 'The file is larger than 512 KB. Save the logo smaller and choose it again.',
  },
  'branding.logo_svg': {
    status: 415,
    message:
      'SVG files can carry scripts, so they are not accepted. Export the logo as PNG and choose it again.',
  },
  'branding.logo_not_picture': {
    status: 415,
    message: 'The file is not a PNG, JPEG or WebP picture, whatever its name says. Choose another.',
  },
  'branding.logo_too_many_pixels': {
    status: 400,
    message:
      'The picture has more than 16 million pixels. Make it smaller, for example 600 pixels wide, and choose it again.',
  },
  'branding.logo_damaged': {
    status: 400,
    message: 'The picture is damaged or incomplete. Save it anew and choose it again.',
  },
  'branding.logo_unreadable_here': {
    status: 503,
    message:
      'This server cannot read pictures: a native part is missing. Ask the operator to run npm ci for its system.',
  },
} as const satisfies ErrorEntries;
