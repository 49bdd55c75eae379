/** The API on a Fastify instance: whole bodies as bytes, so that broken JSON is ours to judge. */
import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiAnswer, RawCall } from './api-call';

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** How much of it reaches the caller before the connection is closed; all of it when left out. */
  delivery?: 'half' | 'none';
}

export type AnswerCall = (raw: RawCall) => Promise<WireAnswer>;

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const;

export function toWire(answer: ApiAnswer): WireAnswer {
  const { status, body, headers = {} } = answer;
  if (body === undefined) return { status, headers, body: '' };
  const isText = typeof body === 'string' && answer.contentType !== undefined;
  return {
    status,
    headers: { ...headers, 'content-type': answer.contentType ?? 'application/json' },
    body: isText ? body : JSON.stringify(body),
  };
}

function toRawCall(request: FastifyRequest): RawCall {
  const [path = '', query = ''] = request.raw.url?.split('?', 2) ?? [];
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: request.method,
    path,
    query: new URLSearchParams(query),
    headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

/** Registers `/api/*` and `/.well-known/*`, apart from the pages and their form parser. */
export async function registerApi(app: FastifyInstance, answer: AnswerCall): Promise<void> {
  await app.register((api, _options, done) => {
    api.removeAllContentTypeParsers();
    api.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => {
      parsed(null, body);
    });
    for (const url of ['/api/*', '/.well-known/*']) {
      api.route({
        method: [...METHODS],
        url,
        handler: async (request, reply) => {
          const given = await answer(toRawCall(request));
          if (given.delivery === undefined) {
            return reply.code(given.status).headers(given.headers).send(given.body);
          }
          reply.hijack();
          breakOff(reply.raw, given);
          return reply;
        },
      });
    }
    done();
  });
}

/** Promises the whole body, sends at most half of it, and is gone. */
function breakOff(response: ServerResponse, { status, headers, body, delivery }: WireAnswer): void {
  if (delivery === 'none') {
    response.destroy();
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}
