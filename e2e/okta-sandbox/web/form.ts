/** Reads one field of a posted form. */
import type { FastifyRequest } from 'fastify';

export function formField(request: FastifyRequest, name: string): string {
  const body = request.body as Record<string, unknown> | null | undefined;
  const value = body?.[name];
  return typeof value === 'string' ? value : '';
}
