-- User names in lower case, by which mentions find them; of older accounts whose names differ in case
-- only, the first one has it.
alter table user_account add column username_key varchar(60);
update user_account set username_key = lower(username) where not exists
  (select 1 from user_account o where lower(o.username) = lower(user_account.username)
    and o.id < user_account.id);
alter table user_account add constraint user_account_mention_key unique (username_key);
