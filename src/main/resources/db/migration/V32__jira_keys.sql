-- The same tables, the primary key before the foreign ones: H2 plans a statement while the table is
-- empty, and then takes the index that was made first; an import took ever longer.
create table jira_fetched_keyed (
  import_id bigint not null,
  issue_id bigint not null,
  document text not null,
  primary key (import_id, issue_id),
  foreign key (import_id) references jira_import
);
insert into jira_fetched_keyed (import_id, issue_id, document)
  select import_id, issue_id, document from jira_fetched;
drop table jira_fetched;
alter table jira_fetched_keyed rename to jira_fetched;

create table jira_issue_keyed (
  tracker_id bigint not null,
  site varchar(500) not null,
  issue_id bigint not null,
  issue_key varchar(255) not null,
  artifact_id bigint not null,
  updated varchar(40) not null,
  primary key (tracker_id, site, issue_id),
  foreign key (tracker_id) references tracker,
  foreign key (artifact_id) references artifact
);
insert into jira_issue_keyed (tracker_id, site, issue_id, issue_key, artifact_id, updated)
  select tracker_id, site, issue_id, issue_key, artifact_id, updated from jira_issue;
drop table jira_issue;
alter table jira_issue_keyed rename to jira_issue;
create index jira_issue_artifact on jira_issue (artifact_id);
