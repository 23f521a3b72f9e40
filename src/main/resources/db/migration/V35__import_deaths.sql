-- How often a server has died while it ran the import, since the import last came on.
alter table jira_import add deaths integer default 0 not null;
