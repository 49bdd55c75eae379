/** Names the session for which the notice about a second passkey was put away; set by script. */
export const nudgeCookieName = 'adminx-nudge';
