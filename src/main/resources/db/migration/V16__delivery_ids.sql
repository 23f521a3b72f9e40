-- Ids of deliveries are taken in larger numbers: they are made by the hundred, and H2 writes all
-- that is not written yet for each lot of ids.
alter table delivery alter column id set cache 500;
