import 'server-only';
import type { AttackWorld, MessageAttack } from '@/lib/saml/attacks/message-attack';
import {
  encodeMessage,
  type ValidMessage,
  type WireMessage,
} from '@/lib/saml/attacks/valid-message';
import type { Signer } from '@/lib/saml/sign-element';
import { requireTrue } from './attack-failure';
import type { Bench } from './bench';

/**
 * Sends a valid message, which must be taken in, then the same message with the attack in it.
 *
 * @param controls what was proven to be taken in already, for this id.
 */
export async function playMessage(
  bench: Bench,
  attack: MessageAttack,
  controls: Set<string>,
): Promise<void> {
  const valid = messageOf(bench, attack, false);
  const { binding, kind, from, base } = attack;
  const control = [kind, binding, from, base !== undefined].join();
  if (!controls.has(control)) {
    controls.add(control);
    const answer = await bench.deliver(bench.browser(), await encode(bench, valid));
    await bench.requireTakenIn(`${attack.name}: the unmodified message`, answer);
  }
  const tampering = attack.tampering?.(worldOf(bench, attack)) ?? {};
  const hostile = await encodeMessage(messageOf(bench, attack, true, valid.id), tampering);
  const unmodified = await encode(bench, valid);
  requireTrue(attack.name, hostile.encoded !== unmodified.encoded, 'a message that differs');
  await judge(bench, attack, hostile);
}

async function judge(bench: Bench, attack: MessageAttack, hostile: WireMessage): Promise<void> {
  const { name, expected } = attack;
  const answer = await bench.deliver(bench.browser(), hostile);
  if (expected === 'taken in') await bench.requireTakenIn(name, answer);
  else if (expected === 'refused') bench.requireRefusal(name, answer);
  else await bench.requireRefused(name, answer, expected);
}

async function encode(bench: Bench, message: ValidMessage): Promise<WireMessage> {
  const wire = await encodeMessage(message);
  const signature = /&Signature=([^&]+)/u.exec(wire.encoded)?.[1];
  if (signature !== undefined) bench.keepSecret(signature);
  return wire;
}

function messageOf(
  bench: Bench,
  attack: MessageAttack,
  isHostile: boolean,
  id = bench.newId(),
): ValidMessage {
  const { kind, binding, from, relayState = null } = attack;
  const world = worldOf(bench, attack);
  return {
    ...{ kind, binding, id, relayState },
    values: {
      ...bench.valuesOf(from, kind),
      issueInstant: world.now,
      ...attack.base?.(world),
      ...(isHostile ? attack.says?.(world) : {}),
    },
    signer: signerOf(bench, attack, isHostile),
  };
}

function signerOf(bench: Bench, attack: MessageAttack, isHostile: boolean): Signer | null {
  const { application, stranger } = bench.parts.keys;
  const usual = attack.from === 'strict' ? application.signer : null;
  if (!isHostile || attack.signedBy === undefined) return usual;
  return { application: application.signer, stranger: stranger.signer, nobody: null }[
    attack.signedBy
  ];
}

function worldOf(bench: Bench, { from }: MessageAttack): AttackWorld {
  const { entityId, acsUrls } = bench.world.applications[from];
  return {
    ...{ entityId, acsUrls, now: bench.startedAt },
    ssoUrl: `${bench.publicUrl}/saml/sso`,
    sloUrl: `${bench.publicUrl}/saml/slo`,
    login: bench.world.people.ada.login,
    canaryUrl: bench.parts.port.canaryUrl,
  };
}
