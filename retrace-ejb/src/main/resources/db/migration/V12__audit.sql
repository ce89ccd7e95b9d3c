-- The list of the audit, by time.
create index audit_event_at on audit_event (at);
