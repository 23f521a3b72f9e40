-- Mails to those who run the server: the test mails' table becomes the outbox of them all, so that
-- test mails keep their ids. One that ended (next_at is null) is kept for 30 days.
--   kind        system-check, mail-test or import
--   about       by what whoever added it finds it again; of system-check: the status before
--   state       pending, sending, deferred, sent, failed or unknown
--   tries       how many were begun: names the claim of the one that is under way
--   attempts    how many counted for the retry schedule
--   next_at     when it is tried next; while it is being sent: when its sender is taken for dead;
--               null when it ended, or while a test mail waits for its job
alter table mail_test rename to operator_mail;
alter table operator_mail alter column address set data type text;
alter table operator_mail add column kind varchar(16) default 'mail-test' not null;
alter table operator_mail alter column kind drop default;
alter table operator_mail add column subject text default 'Carillon: test mail' not null;
alter table operator_mail alter column subject drop default;
alter table operator_mail add column body text
  default 'This mail came through the queue and the relay.' not null;
alter table operator_mail alter column body drop default;
alter table operator_mail add column about varchar(64);
alter table operator_mail add column tries integer default 0 not null;
alter table operator_mail alter column tries drop default;
alter table operator_mail add column next_at timestamp(6) with time zone;
create index operator_mail_next_at on operator_mail (next_at);

-- The jobs that tried them again did so for twenty minutes.
update operator_mail set tries = attempts;
update operator_mail set state = 'failed'
  where state = 'deferred' and created_at < current_timestamp - interval '1' day;
update operator_mail set next_at = current_timestamp where state = 'deferred';

insert into operator_mail (kind, address, subject, body, about, state, tries, attempts, next_at,
  created_at, updated_at)
select 'system-check', address, 'System check: ' || status,
  'The system check was ' || previous_status || ' and is ' || status || ' now (at '
    || replace(replace(cast(checked_at at time zone 'UTC' as varchar), ' ', 'T'), '+00', '')
    || 'Z).' || chr(13) || chr(10) || chr(13) || chr(10) || log || chr(13) || chr(10),
  previous_status, state, case when state = 'pending' then 0 else attempts + 1 end, attempts,
  next_at, checked_at, current_timestamp
from system_mail order by id;
drop table system_mail;
