-- Up Migration
create schema messaging;

create table messaging.inbox (
  consumer text not null check (consumer <> ''),
  message_id uuid not null,
  handled_at timestamptz not null default now(),
  primary key (consumer, message_id)
);

create index inbox_handled_at on messaging.inbox (handled_at);

comment on table messaging.inbox is
  'Messages a consumer has taken; written in the transaction of their effect, so that a message delivered twice acts once.';

-- Down Migration
drop schema messaging cascade;
