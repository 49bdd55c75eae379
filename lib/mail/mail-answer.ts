/** What the mail server made of a message. */
export type MailAnswer =
  | { readonly isAccepted: true; readonly words: string }
  | ({ readonly isAccepted: false } & MailProblem);

/** Why a message did not leave. */
export interface MailProblem {
  /** Trying again brings the same answer: the server refused this message or recipient for good. */
  readonly isPermanent: boolean;
  /** It is the server or its settings, not this message: others would fare the same. */
  readonly isServerProblem: boolean;
  /** A sentence for administrators, with the server's own words; no secret, one line. */
  readonly words: string;
}
