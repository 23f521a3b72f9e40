-- What each node last said of itself, as JSON; a node that ends takes its row away.
create table node_state (
  incarnation varchar(40) primary key,
  name varchar(255) not null,
  started_at timestamp(6) with time zone not null,
  seen_at timestamp(6) with time zone not null,
  parts text not null
);

-- What the system check counted last, on whatever node it ran.
create table system_check_count (
  name varchar(80) primary key,
  counted bigint not null
);

-- One row: a known text, sealed with the key that seals all secrets.
create table secrets_key_proof (
  id smallint primary key,
  sealed varchar(200) not null
);
