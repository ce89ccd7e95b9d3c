-- Sessions of a person that began before this are over, also when the person may come in again.
alter table person add column sessions_end_at timestamptz;
