import { z } from 'zod';

/** How large a file may be, in bytes. */
export const maxImportBytes = 5 * 1024 * 1024;

/** How many people a file may hold. */
export const maxImportLines = 10_000;

const outcomes = ['CREATE', 'UPDATE', 'SAME', 'REFUSED'] as const;

/** What would happen to a line, or why nothing will. */
export type ImportOutcome = (typeof outcomes)[number];

/** How far an import has come. */
export type ImportStatus = 'PREVIEWED' | 'APPLYING' | 'APPLIED' | 'UNDOING' | 'UNDONE';

/** What became of a line. */
export type ImportProgress = 'WAITING' | 'APPLIED' | 'SKIPPED' | 'UNDONE' | 'KEPT';

const views = [...outcomes, 'WARNING', 'SKIPPED', 'KEPT'] as const;

/** Which lines of an import are looked at: by outcome, with a warning, or passed over. */
export type ImportView = (typeof views)[number];

/** The query of an import's page; what makes no sense is left out. */
export const importLinesQuerySchema = z.object({
  view: z.enum(views).nullable().catch(null),
  after: z.coerce.number().int().min(1).max(10_000_000).nullable().catch(null),
});

/** The parsed query of an import's page. */
export type ImportLinesFilter = z.output<typeof importLinesQuerySchema>;

/** The query of the list of imports. */
export const importListQuerySchema = z.object({ after: z.uuid().nullable().catch(null) });

/** An action on one import. */
export const importIdSchema = z.object({ importId: z.uuid() });

/** Inviting the people an import created goes in steps; `after` is the line of the step before. */
export const inviteCreatedSchema = z.object({
  importId: z.uuid(),
  after: z.number().int().min(0).default(0),
});

const groupRefSchema = z.object({ id: z.uuid(), name: z.string() });

/** A person as a line of a file sees one: stored as JSON before and after. */
export const importedPersonSchema = z.object({
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  groups: z.array(groupRefSchema),
});

/** A person before or after a line. */
export type ImportedPerson = z.output<typeof importedPersonSchema>;

/**
 * A group a file names that was not there at the preview: stored as JSON with the import. `id`
 * stands for it in the lines.
 */
export const newGroupSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The group it became; null as long as no line needed it. */
  groupId: z.uuid().nullable(),
  /** The import made it; false when somebody else did after the preview. */
  isCreated: z.boolean(),
});

/** A group of a file that was not there at the preview. */
export type NewGroup = z.output<typeof newGroupSchema>;

/** What became of such a group: `found` when somebody else made one of this name after the preview. */
export interface NewGroupSummary {
  readonly name: string;
  readonly state: 'planned' | 'created' | 'found' | 'gone';
  /** Null when there is none to look at. */
  readonly groupId: string | null;
}

/** One field of a person before and after. */
export interface ImportFieldChange {
  readonly field: 'email' | 'firstName' | 'lastName' | 'groups';
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** One line of an import as its page shows it. */
export interface ImportLineSummary {
  readonly line: number;
  readonly outcome: ImportOutcome;
  readonly progress: ImportProgress;
  readonly login: string;
  readonly userId: string | null;
  /** What is, would be or was changed, field by field. */
  readonly changes: readonly ImportFieldChange[];
  /** Sentences: why it is refused, or what deserves a look. */
  readonly problems: readonly string[];
  /** Why it was not applied or not undone. */
  readonly passedOver: string | null;
}

/** One page of lines. */
export interface ImportLinePage {
  readonly lines: readonly ImportLineSummary[];
  /** Value of `after` for the next page. */
  readonly next: number | null;
}

/** An import in the list of imports. */
export interface ImportSummary {
  readonly id: string;
  readonly fileName: string;
  readonly status: ImportStatus;
  readonly createdByLogin: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly createCount: number;
  readonly updateCount: number;
  readonly sameCount: number;
  readonly refusedCount: number;
}

/** One page of imports, newest first. */
export interface ImportPage {
  readonly imports: readonly ImportSummary[];
  readonly next: string | null;
}

/** An import with what became of it. */
export interface ImportDetails extends ImportSummary {
  readonly ignoredColumns: readonly string[];
  readonly newGroups: readonly NewGroupSummary[];
  readonly appliedAt: string | null;
  readonly undoneAt: string | null;
  readonly warningCount: number;
  /** Lines by what became of them; only those that create or update. */
  readonly progress: Readonly<Record<ImportProgress, number>>;
  /** People it created who are there, without a passkey and without an open invitation. */
  readonly uninvitedCount: number;
}

/** How far applying or undoing has come. */
export interface ImportStep {
  readonly isDone: boolean;
  /** Lines dealt with so far. */
  readonly done: number;
  readonly total: number;
}

/** One step of inviting. */
export interface InviteStep {
  readonly invited: number;
  /** Line to continue after; null when everybody was asked. */
  readonly next: number | null;
}

/** What undoing would do now. */
export interface UndoPreview {
  readonly deleteCount: number;
  readonly restoreCount: number;
  readonly keepCount: number;
  /** Names of groups the import created: those nobody uses otherwise go, the others stay. */
  readonly groups: { readonly deleted: readonly string[]; readonly kept: readonly string[] };
  /** The first of those that would be left as they are. */
  readonly kept: readonly {
    readonly line: number;
    readonly login: string;
    readonly reason: string;
  }[];
}
