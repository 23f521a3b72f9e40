-- When who asked for an import is told, or told again, of its end; null: there is nothing to tell.
alter table jira_import add tell_at timestamp(6) with time zone;

-- The server that runs it, or did last: it goes on with it when it starts again.
alter table jira_import add node varchar(255);
