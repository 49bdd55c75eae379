/** The name of a person for one SP. */
import { AppError } from '@/lib/shared/errors';
import { nameIdFormat } from './saml-uris';
import type { NameId } from './write-assertion';

/** What a name is made of. */
export interface NameSources {
  readonly format: string;
  /** Format of the application when it asks for none. */
  readonly registeredFormat: string;
  readonly source: 'LOGIN' | 'EMAIL' | 'EXPRESSION';
  readonly login: string;
  readonly email: string;
  /** What the expression of the application makes of the person; with that source only. */
  readonly expressed: string | null;
  /** The stored name of this person at this SP, for the persistent format. */
  readonly persistent: string | null;
  /** Fresh randomness in the form of an ID, for the transient format. */
  readonly transient: string;
  readonly idpEntityId: string;
  readonly spEntityId: string;
}

/**
 * Makes the NameID. Persistent and transient names are random and say nothing about the person; an
 * e-mail name that the SP asks for beside its own format is the e-mail address; any other is what the
 * application is set up for.
 *
 * @throws AppError `saml.name_id_empty` when nothing is left to call the person.
 * Source: SAML Core 2.0 §8.3; attacks.md C28.
 */
export function makeNameId(sources: NameSources): NameId {
  const { format, idpEntityId: idp, spEntityId: sp } = sources;
  if (format === nameIdFormat.persistent) {
    return { format, value: sources.persistent ?? '', qualifiers: { idp, sp } };
  }
  if (format === nameIdFormat.transient) {
    return { format, value: sources.transient, qualifiers: { idp, sp } };
  }
  const isOtherEmail =
    format === nameIdFormat.emailAddress && sources.registeredFormat !== nameIdFormat.emailAddress;
  const value = isOtherEmail ? sources.email : valueOf(sources);
  if (value === '') throw new AppError('saml.name_id_empty', 'The expression gives no name');
  return { format, value };
}

function valueOf({ source, login, email, expressed }: NameSources): string {
  if (source === 'EXPRESSION') return expressed ?? '';
  return source === 'EMAIL' ? email : login;
}
