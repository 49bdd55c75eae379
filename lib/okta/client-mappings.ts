import { z } from 'zod';
import { mappingAnswer, mappingItemAnswer } from './api-answers';
import type { OktaHttp } from './okta-http';
import type { OktaAdmin } from './port';

const id = encodeURIComponent;

/** The part of the adapter that is about profile mappings. */
export function mappingCalls(http: OktaHttp): Pick<OktaAdmin, 'listMappings' | 'updateMapping'> {
  return {
    listMappings: async (idpId) => {
      const items = await http.list(
        `/api/v1/mappings?sourceId=${id(idpId)}&limit=200`,
        mappingItemAnswer,
      );
      const ofUsers = items.filter(({ target }) => target.type === 'user');
      const found = [];
      for (const item of ofUsers) {
        found.push(
          await http.read(
            { method: 'get', path: `/api/v1/mappings/${id(item.id)}` },
            mappingAnswer,
          ),
        );
      }
      return found;
    },
    updateMapping: async (mappingId, expressions) => {
      const properties = Object.fromEntries(
        Object.entries(expressions).map(([name, expression]) => [
          name,
          { expression, pushStatus: 'DONT_PUSH' },
        ]),
      );
      const path = `/api/v1/mappings/${id(mappingId)}`;
      await http.read({ method: 'post', path, body: { properties } }, z.unknown());
    },
  };
}
