-- New words wait in a list of the index, up to 4 MB long, that every search reads from end to end until
-- a vacuum empties it. The embedded database has no vacuum of its own. People change seldom, so their
-- index does without. Events come often, so theirs keeps a short one.
ALTER INDEX "User_searchText_idx" SET (fastupdate = off);
ALTER INDEX "AuditEvent_searchText_idx" SET (gin_pending_list_limit = 256);
SELECT gin_clean_pending_list('"User_searchText_idx"'::regclass);
SELECT gin_clean_pending_list('"AuditEvent_searchText_idx"'::regclass);
