interface MailSignalHolder {
  adminxMailListener?: () => void;
}

/** One process loads this module several times, so the listener cannot be a module variable. */
const holder = globalThis as MailSignalHolder;

/** Only for the schedule: calls back when a message was put into the outbox of this process. */
export function listenForMail(listener: (() => void) | null): void {
  if (listener) holder.adminxMailListener = listener;
  else delete holder.adminxMailListener;
}

/** Says that a message is due; without a listener it waits for the schedule of some replica. */
export function signalMail(): void {
  holder.adminxMailListener?.();
}
