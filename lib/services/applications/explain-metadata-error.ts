/** The reader's refusals, in words about metadata rather than about a sign-in. */
import type { ErrorCode } from '@/lib/shared/error-codes';
import { AppError, isAppError } from '@/lib/shared/errors';

const explained = new Map<ErrorCode, ErrorCode>([
  ['saml.doctype_forbidden', 'saml.metadata_doctype'],
  ['saml.xml_construct_forbidden', 'saml.metadata_construct'],
  ['saml.message_too_large', 'saml.metadata_too_large'],
  ['saml.xml_too_complex', 'saml.metadata_too_large'],
  ['saml.xml_ambiguous', 'saml.metadata_ambiguous'],
  ['saml.xml_malformed', 'saml.metadata_not_xml'],
  ['saml.encoding_unsupported', 'saml.metadata_not_xml'],
  ['saml.base64_malformed', 'saml.metadata_malformed'],
  ['saml.time_malformed', 'saml.metadata_malformed'],
]);

/** Gives an error the code that says what is wrong with the metadata; holds nothing of its text. */
export function explainMetadataError(error: unknown, xml: string): unknown {
  if (!isAppError(error)) return error;
  if (isWebPage(xml)) return new AppError('saml.metadata_web_page', error.message);
  const code = explained.get(error.code);
  return code === undefined ? error : new AppError(code, error.message, { cause: error });
}

/** Only looked at when the text could not be read as metadata. */
function isWebPage(xml: string): boolean {
  return /^\s*(?:<!doctype html|<html[\s>])/i.test(xml.slice(0, 1000));
}
