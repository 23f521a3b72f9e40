-- A changeset has one task, and from its own transaction on a delivery for each webhook.
create index webhook_delivery_changeset on webhook_delivery (changeset_id);
create index webhook_delivery_age on webhook_delivery (updated_at);

-- Until now each webhook had a task of its own, and a delivery only once that had run.
insert into webhook_delivery (webhook_id, changeset_id, message_id, state, attempts, created_at,
  updated_at, next_at)
select w.id, t.changeset_id, 'msg_' || w.id || '_' || t.changeset_id, 'deferred', 0,
  t.created_at, current_timestamp, current_timestamp
from task t join webhook w on t.subject = cast(w.id as varchar)
where t.kind = 'webhook' and t.state <> 'ended'
  and not exists (select 1 from webhook_delivery d
    where d.webhook_id = w.id and d.changeset_id = t.changeset_id);
