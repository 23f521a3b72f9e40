-- Since when a delivery is put off: its first attempt of those that were; null when it is not.
alter table delivery add column deferred_at timestamp(6) with time zone;
update delivery set deferred_at = updated_at where state = 'deferred';
