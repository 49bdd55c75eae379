interface ProcessStateHolder {
  adminxProcessState?: ProcessState;
}

/** Where this process is in its life: `ready` between the end of the start and the first SIGTERM. */
export type ProcessState = 'starting' | 'ready' | 'draining';

const holder = globalThis as ProcessStateHolder;

/** The state of this process, whichever copy of this module asks. */
export function processState(): ProcessState {
  return holder.adminxProcessState ?? 'starting';
}

/** Only for the launcher: tells everyone in this process how far it is. */
export function setProcessState(state: ProcessState): void {
  holder.adminxProcessState = state;
}
