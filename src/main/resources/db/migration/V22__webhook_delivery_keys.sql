-- All deliveries of a changeset are written at once, and once more when they are answered; each
-- index that begins with the webhook costs as many pages as there are webhooks, each time. Of three
-- one stays: H2 makes one of its own for a foreign key, so there is none any more, and what deletes
-- a webhook deletes its deliveries. The old key goes with its column, as its name differs between
-- databases.
alter table webhook_delivery add column hook_id bigint;
update webhook_delivery set hook_id = webhook_id;
alter table webhook_delivery drop constraint webhook_delivery_once;
drop index webhook_delivery_list;
drop index webhook_delivery_changeset;
alter table webhook_delivery drop column webhook_id;
alter table webhook_delivery rename column hook_id to webhook_id;
alter table webhook_delivery alter column webhook_id set not null;
create index webhook_delivery_list on webhook_delivery (webhook_id, id);
alter table webhook_delivery add constraint webhook_delivery_once
  unique (changeset_id, webhook_id);
