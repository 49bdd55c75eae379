/** How support confirmed who is on the phone; shown in the form and kept in the audit. */
export const identityChecks = {
  in_person: 'In person, with an identity document',
  video: 'On a video call, face compared with a picture on file',
  call_back: 'By calling back the phone number on file',
  manager: 'Through the person’s manager, who was called',
} as const;
