import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppServer } from '../fixtures/app-server';
import { expect, test } from '../fixtures/journey';
import { queryStoredData } from '../fixtures/stored-data';
import { becomeOwner } from '../fixtures/steps/first-run';
import { createPerson } from '../fixtures/steps/people';
import { recordForm, repeatForm, type RecordedForm } from '../fixtures/steps/repeat-form';

const kills = 20;
const writers = 4;
const template = 'somebody@marlowfinch.example';

/** A person whose creation the server has promised. */
interface Acknowledged {
  readonly userId: string;
  readonly login: string;
}

/** What the writers of one round came to. */
interface Round {
  readonly acknowledged: readonly Acknowledged[];
  /** Requests that were on their way when the server died. */
  readonly cutOff: number;
}

/** Several browsers create people without a pause until the server is killed under them. */
async function writeUntilKilled(app: AppServer, form: RecordedForm, round: number): Promise<Round> {
  const acknowledged: Acknowledged[] = [];
  let cutOff = 0;
  const write = async (writer: number) => {
    for (let index = 0; ; index += 1) {
      const login = `r${String(round)}w${String(writer)}n${String(index)}@marlowfinch.example`;
      const answer = await repeatForm(form, { every: template, by: login }).catch(() => null);
      if (answer === null) break;
      const userId = /"userId":"([0-9a-f-]{36})"/.exec(answer.text)?.[1];
      if (answer.status !== 200 || userId === undefined) throw new Error(answer.text);
      acknowledged.push({ userId, login });
    }
    cutOff += 1;
  };
  const working = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  while (acknowledged.length < writers) await Promise.race([sleep(5), working]);
  // Another moment in each round: in the middle of a transaction, between two, while answering.
  await sleep((round * 97) % 400);
  await app.halt('SIGKILL');
  await working;
  return { acknowledged, cutOff };
}

/** Those the app does not know any more. */
async function findLost(
  app: AppServer,
  form: RecordedForm,
  people: readonly Acknowledged[],
): Promise<readonly Acknowledged[]> {
  const { cookie = '' } = form.headers;
  const lost: Acknowledged[] = [];
  for (const person of people) {
    const page = await fetch(`${app.url}/users/${person.userId}`, { headers: { cookie } });
    if (!page.ok || !(await page.text()).includes(person.login)) lost.push(person);
  }
  return lost;
}

test(`killed ${String(kills)} times under writes, the server has every person it acknowledged`, async ({
  page,
  app,
  authenticator: _authenticator,
  consoleGuard,
}) => {
  test.setTimeout(600_000);
  await becomeOwner(page, app.setupUrl);
  const person = { firstName: 'Nobody', lastName: 'Special', email: template };
  const form = await recordForm(page, () => createPerson(page, app.url, person));
  consoleGuard.stop();
  await page.goto('about:blank');

  const everybody: Acknowledged[] = [];
  for (let round = 1; round <= kills; round += 1) {
    const { acknowledged, cutOff } = await writeUntilKilled(app, form, round);
    expect(cutOff, `round ${String(round)}: requests cut off`).toBe(writers);
    everybody.push(...acknowledged);
    await app.restart();
    // The lock of the killed process was succeeded by the next one, without a refusal.
    const locks = readdirSync(app.dataDir).filter((name) => name.startsWith('lock.'));
    expect(locks).toEqual([`lock.${String(round + 1)}.sock`]);
    expect(await findLost(app, form, acknowledged), `round ${String(round)}: lost`).toEqual([]);
  }

  expect(app.printed()).not.toContain('did not start');
  await app.halt('SIGTERM');
  const stored = await queryStoredData<Acknowledged>(
    app,
    `SELECT "User"."id" AS "userId", "User"."login" FROM "User"
     JOIN "AuditEvent" ON "targetId" = "User"."id"::text AND "action" = 'user.created'`,
  );
  const found = new Map(stored.map(({ userId, login }) => [userId, login]));
  expect(found.size, 'nobody twice in the audit').toBe(stored.length);
  expect(everybody.filter(({ userId, login }) => found.get(userId) !== login)).toEqual([]);
  console.log(
    `${String(everybody.length)} people acknowledged over ${String(kills)} kills, none lost.`,
  );
});
