-- Tasks that ended long ago are deleted, with what is kept of them.
create index task_ended on task (ended_at, id);

-- One row: from when on some node may look for them again.
create table task_retention (
  id smallint primary key,
  due_at timestamp(6) with time zone not null
);
insert into task_retention (id, due_at) values (1, current_timestamp);
