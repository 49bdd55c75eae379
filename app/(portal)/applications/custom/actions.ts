'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { permissionAction } from '@/lib/http/action-client';
import {
  applyMetadataSchema,
  compareMetadataSchema,
  metadataSourceSchema,
} from '@/lib/schemas/application-metadata';
import {
  createCustomApplicationSchema,
  previewAssertionSchema,
  saveMappingsSchema,
  updateCustomApplicationSchema,
} from '@/lib/schemas/custom-applications';
import { applyMetadata } from '@/lib/services/applications/apply-metadata';
import { compareMetadata } from '@/lib/services/applications/compare-metadata';
import { createCustomApplication } from '@/lib/services/applications/create-custom-application';
import { deleteCustomApplication } from '@/lib/services/applications/delete-custom-application';
import { readMetadata } from '@/lib/services/applications/read-metadata';
import { saveMappings } from '@/lib/services/applications/save-mappings';
import { updateCustomApplication } from '@/lib/services/applications/update-custom-application';
import { previewAssertion } from '@/lib/services/saml/preview-assertion';

/** Reads metadata and says what it would set; stores nothing. */
export const readMetadataAction = permissionAction('applications.connect')
  .inputSchema(metadataSourceSchema)
  .action(({ parsedInput, ctx }) => readMetadata(ctx.actor, parsedInput));

/** Adds an application, read or typed. */
export const createCustomApplicationAction = permissionAction('applications.connect', {
  recent: true,
})
  .inputSchema(createCustomApplicationSchema)
  .action(({ parsedInput, ctx }) => createCustomApplication(ctx.actor, parsedInput));

/** Changes the settings of an application. */
export const updateCustomApplicationAction = permissionAction('applications.connect', {
  recent: true,
})
  .inputSchema(updateCustomApplicationSchema)
  .action(({ parsedInput, ctx }) => updateCustomApplication(ctx.actor, parsedInput));

/** Reads metadata again and says what it would change; stores nothing. */
export const compareMetadataAction = permissionAction('applications.connect')
  .inputSchema(compareMetadataSchema)
  .action(({ parsedInput, ctx }) => compareMetadata(ctx.actor, parsedInput));

/** Takes over what the comparison showed. */
export const applyMetadataAction = permissionAction('applications.connect', { recent: true })
  .inputSchema(applyMetadataSchema)
  .action(({ parsedInput, ctx }) => applyMetadata(ctx.actor, parsedInput));

/** Sets the attributes of an application. */
export const saveMappingsAction = permissionAction('applications.connect', { recent: true })
  .inputSchema(saveMappingsSchema)
  .action(async ({ parsedInput, ctx }) => {
    await saveMappings(ctx.actor, parsedInput);
    refresh();
  });

/** Shows what an assertion would say of somebody. */
export const previewAssertionAction = permissionAction('applications.read')
  .inputSchema(previewAssertionSchema)
  .action(({ parsedInput, ctx }) => previewAssertion(ctx.actor, parsedInput));

/** Deletes an application with what hangs on it. */
export const deleteCustomApplicationAction = permissionAction('applications.connect', {
  recent: true,
})
  .inputSchema(z.strictObject({ applicationId: z.uuid() }))
  .action(({ parsedInput, ctx }) => deleteCustomApplication(ctx.actor, parsedInput.applicationId));
