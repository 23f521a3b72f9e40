-- Of a mail of the system check that is not told yet: pending (never tried), sending or deferred.
alter table system_mail add column state varchar(10) default 'pending' not null;
