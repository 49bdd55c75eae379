import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { ByHandPreview, OktaByHandInput } from '@/lib/schemas/okta-application';
import { idpIdOf, readByHandAnswers } from './read-by-hand-answers';

/**
 * What would be saved of what an admin brought from Okta, and which organisation it is. Stores
 * nothing.
 * @throws AppError as `readByHandAnswers`
 */
export async function previewByHand(actor: Actor, input: OktaByHandInput): Promise<ByHandPreview> {
  actor.requirePerson('applications.connect');
  const { certificates, ...answers } = await readByHandAnswers(input);
  return {
    ...answers,
    idpId: idpIdOf(answers.acsUrl),
    certificates: certificates.map(({ subject, fingerprintSha256, notAfter }) => ({
      subject,
      fingerprintSha256,
      notAfter: notAfter.toISOString(),
    })),
    testLogin: input.testLogin ? input.testLogin : null,
  };
}
