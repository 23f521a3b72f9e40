-- Changesets that are told together are folded into one task while it waits.
--   fold_key    what the task gathers, such as 'artifact 34'; null: this task gathers nothing
--   fold_until  how long it may be put off
alter table task add fold_key varchar(60);
alter table task add fold_until timestamp(6) with time zone;
create index task_fold on task (fold_key);

-- The changesets of a task before its last one, which the task itself names.
create table folded_changeset (
  changeset_id bigint not null,
  task_id bigint not null references task,
  primary key (changeset_id, task_id)
);
create index folded_changeset_task on folded_changeset (task_id);
