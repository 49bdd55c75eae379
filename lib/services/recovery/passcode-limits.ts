/** How long a passcode works, in seconds, and how often it may be tried. */
export const passcodeTtlSeconds = 600;
export const maxPasscodeTries = 5;

/** How long a browser whose code was right may take to make the passkey, in seconds. */
export const recoveryTtlSeconds = 900;
