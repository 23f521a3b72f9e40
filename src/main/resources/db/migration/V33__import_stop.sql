-- Somebody has asked for the import to stop, which then is nobody's: no server goes on with it.
alter table jira_import add stop_requested boolean default false not null;
