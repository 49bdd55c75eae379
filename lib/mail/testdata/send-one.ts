/** Sends one message as the environment says and prints the answer: for certificates Node must trust. */
import { writeSync } from 'node:fs';
import { sendMail } from '../send-mail';

const answer = await sendMail({
  id: '0190',
  to: 'ada@example.com',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
});
writeSync(1, `answer ${JSON.stringify(answer)}\n`);
