-- The traceparent (W3C Trace Context) of the request that a task comes from; null: it had none.
alter table task add traceparent varchar(55);
