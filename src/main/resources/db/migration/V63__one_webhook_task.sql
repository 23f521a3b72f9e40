-- The tasks of before, one for each webhook, would each send all that a changeset has to tell: one
-- of them stays, under the name that the changeset's only task has.
update task set state = 'ended', ended_at = current_timestamp, next_at = null, owner = null,
  lease_until = null
where kind = 'webhook' and subject <> '' and state <> 'ended'
  and exists (select 1 from task other where other.kind = 'webhook' and other.subject <> ''
    and other.state <> 'ended' and other.changeset_id = task.changeset_id and other.id < task.id);

update task set subject = ''
where kind = 'webhook' and subject <> '' and state <> 'ended';
