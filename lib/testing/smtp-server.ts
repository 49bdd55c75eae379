/** A real SMTP server on loopback that keeps what it is given. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message as the server took it. */
export interface Delivery {
  readonly from: string;
  readonly to: readonly string[];
  /** Who signed in, if anybody did. */
  readonly user: string | undefined;
  readonly isEncrypted: boolean;
  /** Headers and body as they came. */
  readonly source: string;
}

/** A running server. */
export interface TestSmtpServer {
  readonly port: number;
  readonly deliveries: Delivery[];
  close(): Promise<void>;
}

/**
 * Starts a server; without options it takes everything from everybody, unencrypted. The password is
 * `p@ss word`. Give `port` to come back where another one was.
 */
export async function startSmtpServer(
  options: SMTPServerOptions & { readonly port?: number } = {},
): Promise<TestSmtpServer> {
  const { port = 0, ...rest } = options;
  const deliveries: Delivery[] = [];
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, callback) => {
      if (auth.password === 'p@ss word') callback(null, { user: auth.username });
      else callback(new Error('Invalid username or password'));
    },
    onData: (stream, session, callback) => {
      void text(stream).then((source) => {
        const { mailFrom, rcptTo } = session.envelope;
        deliveries.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          user: typeof session.user === 'string' ? session.user : undefined,
          isEncrypted: session.secure,
          source,
        });
        callback();
      });
    },
    ...rest,
  });
  // Clients that give up in the middle are part of the tests.
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    deliveries,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}
