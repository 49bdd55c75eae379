/** The service providers our SAML is tried with, and what each of them can do. */
import { isPeerHere, peerMakers, startPeer } from '../saml-peers';
import { startNodeSamlPeer } from './node-saml-peer';

/** Every peer: how it is started, and what of SAML it knows. */
export const samlPeers = [
  ...peerMakers.map((maker) => ({
    name: maker.name,
    isHere: () => isPeerHere(maker),
    start: () => startPeer(maker),
    ...{ sendsSubject: true, readsEveryIndex: true },
    sendsAcsIndex: !maker.name.startsWith('ruby'),
    /** lasso 2.8 knows AES in CBC only, and reads a status before its signature. */
    opensGcm: !maker.name.startsWith('lasso'),
    verifiesStatus: !maker.name.startsWith('lasso'),
    sendsProtocolBinding: !maker.name.startsWith('ruby'),
    /** The others ask with the one index they have last seen. */
    sendsSeveralIndexes: maker.name.startsWith('pysaml2'),
    readsValidUntil: maker.name.startsWith('pysaml2'),
    logoutBindings: ['redirect', 'post'] as const,
  })),
  {
    name: 'node-saml (JavaScript)',
    isHere: () => true,
    start: startNodeSamlPeer,
    ...{ sendsSubject: false, sendsAcsIndex: false, readsEveryIndex: false },
    ...{ opensGcm: true, sendsProtocolBinding: false, sendsSeveralIndexes: false },
    ...{ readsValidUntil: false, verifiesStatus: true },
    // It sends its own logout messages by redirect only.
    logoutBindings: ['redirect'] as const,
  },
];
