-- Since when the database has ended each run of the import before it came on.
alter table jira_import add troubled_since timestamp(6) with time zone;
